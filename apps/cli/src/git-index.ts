/** The index of git, asked and changed. */
import type { GitIndex } from "@idse/orchestrator/use-cases/migrate/Tracked";
import { runGit } from "./git.ts";

/** A path is a path, whatever characters it holds. */
const git = (root: string, args: ReadonlyArray<string>) =>
  runGit(root, args, { env: { GIT_LITERAL_PATHSPECS: "1" } });

export const gitIndex: GitIndex = {
  tracked: (root, paths) => {
    const run = git(root, ["ls-files", "-z", "--", ...paths]);
    return run.status === 0 ? run.stdout.split("\0").filter(Boolean) : [];
  },
  untrack: (root, paths) => {
    const run = git(root, ["rm", "--cached", "--quiet", "--", ...paths]);
    if (run.status === 0) return null;
    const why = run.error?.message ?? run.stderr.trim().split("\n")[0] ?? "";
    return `Git did not take the views out of its index: ${why}`;
  },
};
