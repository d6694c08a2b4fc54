/** What git has changed, as the guard asks about it: staged, or between two commits. */

import { Misuse } from "@idse/orchestrator/Failure";
import type { GuardedChange } from "@idse/orchestrator/use-cases/guard";
import { refOfPath } from "@idse/project-workspace";
import { runGit } from "../git.ts";

const git = (root: string, args: ReadonlyArray<string>): string | Misuse => {
  const run = runGit(root, args);
  if (run.error !== undefined)
    return new Misuse({ problem: `Git could not be asked: ${run.error.message}.` });
  return run.status === 0 ? run.stdout : new Misuse({ problem: `Git says: ${run.stderr.trim()}` });
};

/** A text at a commit, or in the index with ""; null where it is not there. Only documents are read. */
const textAt = (root: string, commit: string, path: string): string | null => {
  if (refOfPath(path) === null) return null;
  const text = git(root, ["show", `${commit}:./${path}`]);
  return typeof text === "string" ? text : null;
};

export type WhichChanges = { readonly staged: true } | { readonly range: string };

/** From the root of the workspace; what lies outside of it is named with `../`. */
export const changesIn = (root: string, which: WhichChanges): ReadonlyArray<GuardedChange> | Misuse => {
  const [from, to] = "staged" in which ? ["HEAD", ""] : endsOf(which.range);
  const names = ["diff", "--name-only", "-z", "--no-renames", "--relative"];
  const listed = git(root, "staged" in which ? [...names, "--cached"] : [...names, from, to]);
  if (typeof listed !== "string") return listed;
  return listed
    .split("\0")
    .filter((path) => path !== "")
    .map((path) => ({ path, before: textAt(root, from, path), after: textAt(root, to, path) }));
};

/** `A..B`, or `A` for all up to what is checked out. */
const endsOf = (range: string): readonly [string, string] => {
  const [from = "", to = ""] = range.split(/\.{2,3}/);
  return [from, to === "" ? "HEAD" : to];
};
