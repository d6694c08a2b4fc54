/** Claims as text: decisions of the gate with what is missing, lists, and what verify found. */
import { exitCodes } from "@idse/orchestrator/FailureReport";
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";
import { placeOf } from "./place.ts";

type Change = ResultOf<"claim-change">;
type Claim = ResultOf<"claim-list">["claims"][number];
type Source = Change["sources"][number];

export const exitOfChange = ({ allowed }: Change): number =>
  allowed ? exitCodes.done : exitCodes.answerIsNo;

const sourceLine = ({ path, stage, session, line, quote, foundBy, signedOff }: Source): string => {
  const signed =
    signedOff === null ? "not signed off" : `signed off ${signedOff.at.slice(0, 10)} by ${signedOff.by}`;
  const words = foundBy === "claim" ? "" : ", in other words";
  return `  ${dim(`${placeOf(path, stage, session)}:${line}`)}  ${signed}${words}\n    ${quote}\n`;
};

const testLines = ({ tests }: Change): string =>
  tests
    .map(({ code, passed, message, how }) =>
      passed
        ? `  ${green("met")}     ${message}\n`
        : `  ${red("not met")} ${message}  ${dim(code)}\n          ${how ?? ""}\n`,
    )
    .join("");

const written = ({ event, blueprint, dryRun }: Change): string => {
  if (dryRun) return "Nothing was written (--dry-run).\n";
  const file = event?.path ?? event?.name ?? "";
  const block = blueprint?.outcome === "written" ? `, ${blueprint.path}` : "";
  return `Written: ${file}${block}\n`;
};

export const renderChange = (change: Change): string => {
  const { action, allowed, claim, reason, supersededBy, dryRun, next } = change;
  const head = `${bold(claim.shortId)} ${claim.text} (${claim.classification})\n`;
  if (action === "demoted") {
    const by = supersededBy === null ? "invalidated" : `superseded by ${supersededBy}`;
    return `${head}${dryRun ? "Would be" : "Is"} ${by}: ${reason}\n${written(change)}${dryRun ? "" : `Next: ${next}\n`}`;
  }
  const sources = change.sources.map(sourceLine).join("");
  if (!allowed) {
    const failed = change.tests.filter((one) => !one.passed).length;
    return `${head}${red("Denied")}: ${failed} of ${count(change.tests.length, "test")} not met. Nothing was written.\n\n${testLines(change)}${sources === "" ? "" : `\nFound in:\n${sources}`}`;
  }
  return `${head}${green("Allowed")}: all ${count(change.tests.length, "test")} met; ${dryRun ? "it would be" : "it is"} ${action}.\n\n${testLines(change)}\nFound in:\n${sources}\n${written(change)}${dryRun ? "" : `Next: ${next}\n`}`;
};

const statusWord = ({ status }: Claim): string => (status === "active" ? green("active") : yellow(status));

const claimLines = (claim: Claim): string => {
  const { shortId, text, classification, origin, sources, events, ended, supersededBy } = claim;
  const by = supersededBy === null ? "" : ` by ${supersededBy}`;
  return [
    `${bold(shortId)} ${text}\n`,
    `  ${statusWord(claim)}${by}, ${origin}, ${classification}; ${count(events.length, "event")}\n`,
    ended === null ? "" : `  Taken back ${ended.at.slice(0, 10)} by ${ended.by}: ${ended.reason}\n`,
    ...sources.map((one) => `  ${dim(`${placeOf(one.path, one.stage, one.session)}:${one.line}`)}\n`),
  ].join("");
};

export const renderClaims = ({ claims, statistics }: ResultOf<"claim-list">): string => {
  const { active, superseded, invalidated } = statistics;
  const sum = `${active} active, ${superseded} superseded, ${invalidated} invalidated\n`;
  if (active + superseded + invalidated === 0) {
    return "There is no claim yet. What the blueprint began with: idse blueprint declare. What several sessions came to: idse blueprint promote.\n";
  }
  return `${claims.map(claimLines).join("\n")}${claims.length === 0 ? "" : "\n"}${sum}`;
};

const kinds = { ledger: "the ledger", block: "blueprint.md", drift: "the documents" } as const;

export const renderCheck = ({ valid, findings, summary }: ResultOf<"claim-check">): string => {
  const looked = `${count(summary.claims, "claim")}, ${count(summary.events, "event")}`;
  if (valid) return `Ledger, blueprint.md and documents agree: ${looked}.\n`;
  return [
    ...(["ledger", "block", "drift"] as const).flatMap((kind) => {
      const found = findings.filter((one) => one.kind === kind);
      return found.length === 0
        ? []
        : [
            bold(`In ${kinds[kind]}:\n`),
            ...found.map(({ path, line, code, message, hint }) => {
              const place = path === null ? "" : `${path}${line === null ? "" : `:${line}`}  `;
              return `  ${place}${dim(code)}\n    ${message}\n    ${hint}\n`;
            }),
            "\n",
          ];
    }),
    `${count(findings.length, "finding")} among ${looked}.\n`,
  ].join("");
};
