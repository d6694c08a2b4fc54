/** Whether git shares what is to be shared, and leaves out what belongs to one clone. */
import { layout } from "@idse/project-workspace";
import { type Check, listed, note, ok, problem, warning } from "./Check.ts";

/** What git was asked. Paths are relative to the root. */
export interface GitFacts {
  /** Null: git is not here, or the folder is in no repository of it. */
  readonly answers: {
    /** Views of one clone that git has under version control. */
    readonly tracked: ReadonlyArray<string>;
    /** Views of one clone that git would take with `git add .`. */
    readonly exposed: ReadonlyArray<string>;
    /** Git leaves the workspace itself out. */
    readonly leavesOut: boolean;
    /** Git asks `idse guard` before a commit. */
    readonly guarded: boolean;
  } | null;
  readonly why: string;
}

export const gitHealth = ({ answers, why }: GitFacts): ReadonlyArray<Check> => {
  if (answers === null) return [note("git", why)];
  const { tracked, exposed, leavesOut, guarded } = answers;
  const checks: Array<Check> = [];
  if (leavesOut)
    checks.push(
      problem("git", `Git ignores ${layout.config}, so that nobody else gets the documents.`, {
        path: layout.config,
        mend: `git check-ignore -v ${layout.config}`,
      }),
    );
  if (tracked.length > 0)
    checks.push(
      warning(
        "git",
        `Views of one clone are under version control, and change in every branch: ${listed(tracked)}.`,
        { mend: `git rm --cached -- ${tracked.join(" ")}` },
      ),
    );
  if (exposed.length > 0)
    checks.push(
      warning("git", `Git would take views of this clone: ${listed(exposed)}.`, {
        path: layout.ignore,
        mend: `Add to ${layout.ignore}: ${listed(exposed.map(ignored))}`,
      }),
    );
  if (checks.length === 0)
    checks.push(ok("git", "Git shares the documents and leaves the views of this clone out."));
  checks.push(
    guarded
      ? ok("git", "Git asks the guard before a commit.")
      : note("git", "No hook of git asks the guard before a commit.", {
          mend: "Call idse guard --staged in a pre-commit hook.",
        }),
  );
  return checks;
};

/** As a line of `.idse/.gitignore`, for whatever project. */
const ignored = (path: string): string =>
  path.replace(/^\.idse/, "").replace(/^\/projects\/[^/]+\//, "/projects/*/");
