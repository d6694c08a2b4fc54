/** A migration for people: what was found, what it became, and what is left for them. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { bold, dim, green, red, yellow } from "./paint.ts";

type Result = ResultOf<"migration">;

const words = {
  predecessor: "a workspace of the predecessor",
  "predecessor-database": "the predecessor's database .idse/idse.db",
  agency: "the older agency layout",
  "spec-kit": "GitHub Spec Kit",
  openspec: "OpenSpec",
} as const;

/** Beyond this a list says how many more there are. */
const longest = 40;

const block = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0
    ? []
    : [
        "",
        bold(title),
        ...lines.slice(0, longest),
        ...(lines.length > longest ? [dim(`  ${lines.length - longest} more; --json lists them`)] : []),
      ];

/** Of files with the same reason the first few are named. */
const fewest = 5;

const byReason = (left: Result["left"]): ReadonlyArray<string> => {
  const reasons = new Map<string, Array<string>>();
  for (const { path, reason } of left) reasons.set(reason, [...(reasons.get(reason) ?? []), path]);
  return [...reasons].map(([reason, paths]) =>
    [
      `  ${count(paths.length, "file")}: ${reason}`,
      ...paths.slice(0, fewest).map((path) => `    ${path}`),
      ...(paths.length > fewest ? [dim(`    ${paths.length - fewest} more; --json lists them`)] : []),
    ].join("\n"),
  );
};

const difference = ({ paths: [first = "", ...others], message }: Result["drift"][number]): string =>
  [`  ${first}`, ...others.map((path) => `    ${dim("against")} ${path}`), `    ${message}`].join("\n");

const session = (result: Result, { project, session, named, made }: Result["sessions"][number]): string => {
  const verb = result.dryRun ? (made ? "would make" : "would change") : made ? "made" : "changed";
  const documents = result.documents.filter(
    (one) =>
      one.project === project &&
      (one.session === session || (one.session === null && session === "__blueprint__")),
  );
  const called = named === session ? "" : dim(` (${named})`);
  return [
    `  ${green(verb)}  ${project}/${session}${called}`,
    ...documents.map((one) => `    ${one.document.padEnd(14)} ${dim("from")} ${one.from.join(", ")}`),
  ].join("\n");
};

export const renderMigration = (result: Result): string => {
  const found = result.layouts.map(
    ({ layout, sessions }) => `  ${words[layout]}: ${count(sessions, "session")}`,
  );
  const { views } = result;
  const lines = [
    bold(`Found in ${result.source === "." ? "this repository" : result.source}`),
    ...(found.length === 0 ? ["  nothing but a workspace of idse"] : found),
    ...block(result.dryRun ? "Files that would be made" : "Files", folded(result.created, result.dryRun)),
    ...block(
      "Sessions",
      result.sessions.map((one) => session(result, one)),
    ),
    ...block(
      "Names",
      result.renamed.map(({ what, from, to }) => `  the ${what} ${from} is called ${to} here`),
    ),
    ...block(yellow("Differences to settle"), result.drift.map(difference)),
    ...block("The file holds, the database says something else", result.overruled.map(difference)),
    ...block(
      red("Problems"),
      result.problems.map(
        ({ code, path, line, message }) =>
          `  ${path}${line === null ? "" : `:${line}`}  ${message}  ${dim(code)}`,
      ),
    ),
    ...(result.nothingToDo ? [] : block("Not carried", byReason(result.left))),
    ...block(
      "Notes",
      result.remarks.map((one) => `  ${one}`),
    ),
    ...(views.command === null
      ? []
      : [
          "",
          views.untracked
            ? `Taken out of git's index: ${views.tracked.join(", ")}`
            : `Git tracks what is one clone's own. With --untrack, or by hand: ${views.command}`,
        ]),
    "",
    ending(result),
    `Next: ${result.next}`,
    "",
  ];
  return lines.join("\n");
};

const ending = ({ nothingToDo, dryRun, summary }: Result): string => {
  if (nothingToDo) return "Nothing to do.";
  const taken = `${count(summary.documents, "document")}, ${count(summary.sessions, "new session")}`;
  return dryRun
    ? `Would take over ${taken}. Nothing was written.`
    : `Taken over: ${taken}. Nothing of the source was changed.`;
};

const folded = (paths: ReadonlyArray<string>, dry: boolean): ReadonlyArray<string> => {
  const folders = new Map<string, number>();
  for (const path of paths) {
    const folder = /^\.idse\/(?:projects\/[^/]+|[^/]+)/.exec(path)?.[0] ?? path;
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(
    ([folder, files]) =>
      `  ${dry ? "" : green("made  ")}${files === 1 ? folder : `${folder}/ (${files} files)`}`,
  );
};
