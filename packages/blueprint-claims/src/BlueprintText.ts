/**
 * The managed block of blueprint.md: what the ledger comes to, for those who read the blueprint. Text in, text
 * out; everything that a person wrote stays byte for byte.
 */
import {
  bodyOf,
  type FileProblem,
  locateBlock,
  markdownBlock,
  putBlock,
  takeBlock,
} from "@idse/managed-block";
import { type ClaimClass, claimClasses, shortClaimId } from "./Claim.ts";
import type { Claim } from "./Ledger.ts";

export type BlueprintText =
  | { readonly ok: true /** Null: there is to be no such file. */; readonly content: string | null }
  | { readonly ok: false; readonly problem: FileProblem };

/** As headings name them. */
export const classTitles: Readonly<Record<ClaimClass, string>> = {
  invariant: "Invariants",
  boundary: "Boundaries",
  ownership_rule: "Ownership Rules",
  non_negotiable_constraint: "Non-Negotiable Constraints",
};

const day = (at: string): string => at.slice(0, 10);

const count = (number: number, one: string): string => `${number} ${number === 1 ? one : `${one}s`}`;

/** Every event shows in it, so that one that is gone from the ledger is missed here. */
const historyOf = (claim: Claim): string => {
  const since = claim.events.findLast(
    ({ event }) => event.event === "promoted" || event.event === "declared",
  );
  return [
    `${claim.origin} ${day(since?.event.at ?? "")}`,
    `${claim.sources.map((one) => `${one.session}:${one.stage}`).join(", ")}`,
    count(claim.events.length, "event"),
  ].join("; ");
};

const held = (claim: Claim, ids: ReadonlyArray<string>): string =>
  `- ${claim.text} (${shortClaimId(claim.id, ids)}; ${historyOf(claim)})`;

const ended = (claim: Claim, ids: ReadonlyArray<string>): string => {
  const by = claim.supersededBy === null ? "" : ` by ${shortClaimId(claim.supersededBy, ids)}`;
  const { reason = "", at = "" } = claim.ended ?? {};
  return `${held(claim, ids)}: ${claim.status}${by} ${day(at)}, ${reason.replace(/\s+/g, " ").trim()}`;
};

/** The body of the block; null where there never was a claim. */
export const blueprintBody = (claims: ReadonlyArray<Claim>): string | null => {
  if (claims.length === 0) return null;
  const ids = claims.map(({ id }) => id);
  const sections = [
    ...claimClasses.map((one) => ({
      title: classTitles[one],
      lines: claims
        .filter((claim) => claim.classification === one && claim.status === "active")
        .map((claim) => held(claim, ids)),
    })),
    {
      title: "Taken Back",
      lines: claims.filter((claim) => claim.status !== "active").map((claim) => ended(claim, ids)),
    },
  ];
  return [
    "## Promoted Converged Intent",
    "",
    "Written from the claims in `metadata/claims/`, by `idse blueprint`.",
    ...sections.flatMap(({ title, lines }) => (lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines])),
  ].join("\n");
};

/** The text with the block that the claims ask for; without one where there never was a claim. */
export const withClaims = (text: string | null, claims: ReadonlyArray<Claim>): BlueprintText => {
  const body = blueprintBody(claims);
  if (body !== null) return putBlock(markdownBlock, text, body);
  const located = locateBlock(markdownBlock, text ?? "");
  if (!located.ok) return located;
  return {
    ok: true,
    content: text === null || located.block === null ? text : takeBlock(text, located.block),
  };
};

/** What is wrong with the block, against what the claims ask for; null where nothing is. */
export const blockProblemOf = (text: string | null, claims: ReadonlyArray<Claim>): FileProblem | null => {
  const hint = "idse blueprint report --write";
  if (text !== null && isInConflict(text)) {
    return { line: conflictLine(text), message: "A merge left its conflict markers here.", hint };
  }
  const located = locateBlock(markdownBlock, text ?? "");
  if (!located.ok) return located.problem;
  const body = blueprintBody(claims);
  if (located.block === null) {
    return body === null ? null : { line: 1, message: "The claims of the ledger are not in it.", hint };
  }
  if (body === null)
    return { line: located.block.line, message: "It holds a block, and the ledger holds no claim.", hint };
  const written = bodyOf(text ?? "", located.block);
  if (written === body) return null;
  const [was, wanted] = [written.split("\n"), body.split("\n")];
  const first = was.findIndex((line, index) => line !== wanted[index]);
  const line = located.block.line + 1 + (first < 0 ? was.length : first);
  return { line, message: "The block is not what the ledger says.", hint };
};

const conflictLines = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/;
const isInConflict = (text: string): boolean => /^<{7}(?: |$)/m.test(text) && /^>{7}(?: |$)/m.test(text);
const conflictLine = (text: string): number =>
  text.split(/\r\n|\r|\n/).findIndex((one) => one.startsWith("<<<<<<<")) + 1;

/**
 * A text in which git left conflicts, without them, where they are about the block alone: both sides give the same
 * text once the block is written anew. Null where they differ in what a person wrote; the text itself where there
 * is no conflict.
 */
export const withoutBlockConflicts = (text: string, claims: ReadonlyArray<Claim>): string | null => {
  if (!isInConflict(text)) return text;
  const [ours, theirs] = [sideOf(text, "ours"), sideOf(text, "theirs")];
  const [left, right] = [withClaims(ours, claims), withClaims(theirs, claims)];
  return left.ok && right.ok && left.content === right.content ? ours : null;
};

const sideOf = (text: string, wanted: "ours" | "theirs"): string => {
  let side: "both" | "ours" | "base" | "theirs" = "both";
  let kept = "";
  for (const [whole, line = ""] of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    if (whole === "") continue;
    if (!conflictLines.test(line)) {
      if (side === "both" || side === wanted) kept += whole;
    } else if (line.startsWith("<")) side = "ours";
    else if (side === "both") kept += whole;
    else if (line.startsWith("|")) side = "base";
    else side = line.startsWith("=") ? "theirs" : "both";
  }
  return kept;
};
