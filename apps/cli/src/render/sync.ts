/** Plans and results of sync for people: what concerns them first, document by document, then the count. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";

type Plan = ResultOf<"sync-plan">;
type Result = ResultOf<"sync-result">;
type Item = Plan["items"][number];
type Ref = Item["ref"];

/** `checkout/spec`; of the project itself `registry`. */
export const nameOf = ({ session, kind }: Ref): string => (session === null ? kind : `${session}/${kind}`);

const verbs: Readonly<Record<Item["action"], string>> = {
  nothing: "left alone",
  adopt: "agreed",
  pull: "pull",
  push: "push",
  merge: "merge",
  conflict: "conflict",
  "remove-local": "remove here",
  "remove-remote": "remove there",
  refuse: "refused",
};

const order: ReadonlyArray<Item["action"]> = [
  "refuse",
  "conflict",
  "merge",
  "pull",
  "remove-local",
  "push",
  "remove-remote",
  "nothing",
  "adopt",
];

const shade = ({ action, outcome }: Item, text: string): string => {
  if (outcome === "failed" || outcome === "unknown" || action === "refuse") return red(text);
  if (action === "conflict" || outcome === "changed" || outcome === "held") return yellow(text);
  return outcome === "done" ? green(text) : text;
};

const told: Readonly<Record<NonNullable<Item["outcome"]>, string>> = {
  done: "done",
  left: "",
  held: "waits",
  conflict: "",
  changed: "changed meanwhile",
  failed: "failed",
  unknown: "not answered",
};

const line = (item: Item): string => {
  const outcome = item.outcome === null ? "" : told[item.outcome];
  const verb = `${verbs[item.action]}${outcome === "" ? "" : ` (${outcome})`}`;
  const message = item.message ?? "";
  const why = message === "" ? "" : `\n      ${message}`;
  return `  ${shade(item, verb.padEnd(16))}  ${nameOf(item.ref)}  ${dim(item.case)}${why}\n`;
};

/** Of each action as many as a person reads. */
const usual = 12;

const lines = (items: ReadonlyArray<Item>, verbose: boolean): string =>
  order
    .map((action) => {
      const of = items.filter((item) => item.action === action && (verbose || action !== "adopt"));
      const shown = verbose ? of : of.slice(0, usual);
      const more = of.length - shown.length;
      return `${shown.map(line).join("")}${more > 0 ? `  ${dim(`and ${more} more (${verbs[action]}); --verbose names them`)}\n` : ""}`;
    })
    .join("");

const block = (items: ReadonlyArray<Item>, verbose: boolean): string => {
  const text = lines(items, verbose);
  return text === "" ? "" : `\n${text}`;
};

const headOf = ({ project, session, remote, store }: Plan | Result): string =>
  `${bold(session === null ? project : `${project}/${session}`)}  ${remote} (${store})\n`;

const cannot = ({ guarantees }: Plan | Result): string =>
  guarantees.missing.map((one) => `Not guaranteed: ${one}\n`).join("");

const hostileOf = ({ hostile }: Plan | Result): string =>
  hostile.length === 0
    ? ""
    : `Refused, since they name no document: ${hostile.slice(0, usual).join(", ")}${hostile.length > usual ? ", and more" : ""}\n`;

const restOf = ({ session }: Plan | Result): string =>
  session === null ? "" : `Only ${session} was looked at; the whole project: --all\n`;

const nextOf = ({ next }: Plan | Result): string => (next === null ? "" : `Next: ${next}\n`);

export const renderPlan = (
  plan: Plan,
  { verbose, dryRun }: { readonly verbose: boolean; readonly dryRun: boolean },
): string => {
  const { items, inSync, guards, unanswered, notSynced, lastSync } = plan;
  const carried = items.some(({ action }) => !["nothing", "refuse", "adopt"].includes(action));
  const files = verbose ? notSynced : notSynced.slice(0, usual);
  const equal = items.filter(({ action }) => action === "adopt").length;
  return [
    headOf(plan),
    block(items, verbose),
    `\n${count(inSync + equal, "document")} in sync${carried ? "" : "; there is nothing to do"}. Last sync: ${lastSync ?? "never"}.\n`,
    unanswered.length === 0
      ? ""
      : `Sent earlier and not answered: ${unanswered.map(nameOf).slice(0, usual).join(", ")}. The next push or pull finds out.\n`,
    guards.map(({ message }) => `Stops: ${message}\n`).join(""),
    hostileOf(plan),
    notSynced.length === 0
      ? ""
      : `Not synced, since they are no documents:\n${files.map((path) => `  ${path}\n`).join("")}${files.length < notSynced.length ? `  and ${notSynced.length - files.length} more; --verbose names them\n` : ""}`,
    cannot(plan),
    dryRun ? "Nothing was written (--dry-run).\n" : "",
    restOf(plan),
    dryRun ? "" : nextOf(plan),
  ].join("");
};

export const renderResult = (result: Result, { verbose }: { readonly verbose: boolean }): string => {
  const { items, inSync, earned } = result;
  const done = items.filter(({ outcome }) => outcome === "done").length;
  return [
    headOf(result),
    block(items, verbose),
    `\n${items.length === 0 ? `${count(inSync, "document")} in sync; there was nothing to do.` : `${count(done, "document")} done, ${inSync} in sync before. ${earned ? "All that was asked was done." : "Not all that was asked was done."}`}\n`,
    hostileOf(result),
    verbose || !earned ? cannot(result) : "",
    restOf(result),
    nextOf(result),
  ].join("");
};
