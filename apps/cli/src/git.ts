/** The `git` that is installed, started without a shell. */
import type { SpawnSyncReturns } from "node:child_process";

export interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Of what it prints; it fails beyond that. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
}

/** What it prints, as bytes. */
export const gitBytes = (
  root: string,
  args: ReadonlyArray<string>,
  { input = "", env = {}, maxBytes = 256 * 1024 * 1024, timeoutMs = 60_000 }: GitOptions = {},
): SpawnSyncReturns<Buffer> =>
  process.getBuiltinModule("node:child_process").spawnSync("git", ["-C", root, ...args], {
    // Windows looks for a program in the folder it starts in first; a repository's own is no such place.
    cwd: process.getBuiltinModule("node:path").dirname(process.execPath),
    input,
    env: { ...process.env, ...env },
    maxBuffer: maxBytes,
    timeout: timeoutMs,
    windowsHide: true,
  });

export interface GitRun {
  /** Null where it could not be started or was ended. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: NodeJS.ErrnoException | undefined;
}

export const runGit = (root: string, args: ReadonlyArray<string>, options: GitOptions = {}): GitRun => {
  const { status, stdout, stderr, error } = gitBytes(root, args, options);
  // Of one that could not be started there is neither.
  const textOf = (bytes: Buffer | null): string => bytes?.toString("utf8") ?? "";
  return { status, error, stdout: textOf(stdout), stderr: textOf(stderr) };
};
