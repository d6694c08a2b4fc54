/** The index of git, asked and changed by the `git` that is installed. No shell is used. */
import type { SpawnSyncReturns } from "node:child_process";
import type { GitIndex } from "@idse/orchestrator/use-cases/migrate/Tracked";

const git = (root: string, args: ReadonlyArray<string>): SpawnSyncReturns<string> =>
  process.getBuiltinModule("node:child_process").spawnSync("git", ["-C", root, ...args], {
    // Windows looks for a program in the folder it starts in first; a repository's own is no such place.
    cwd: process.getBuiltinModule("node:path").dirname(process.execPath),
    encoding: "utf8",
    timeout: 20_000,
    windowsHide: true,
    // A path is a path, whatever characters it holds.
    env: { ...process.env, GIT_LITERAL_PATHSPECS: "1" },
  });

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
