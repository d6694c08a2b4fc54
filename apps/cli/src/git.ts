/** The `git` that is installed, started without a shell. */
import type { SpawnSyncReturns } from "node:child_process";

export interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const runGit = (
  root: string,
  args: ReadonlyArray<string>,
  { input = "", env = {} }: GitOptions = {},
): SpawnSyncReturns<string> =>
  process.getBuiltinModule("node:child_process").spawnSync("git", ["-C", root, ...args], {
    // Windows looks for a program in the folder it starts in first; a repository's own is no such place.
    cwd: process.getBuiltinModule("node:path").dirname(process.execPath),
    input,
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
    windowsHide: true,
  });
