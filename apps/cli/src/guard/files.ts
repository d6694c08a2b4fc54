/** The files of a repository as the guard reads them: synchronous, and with nothing loaded for it. */
import type { GuardedFiles } from "@idse/orchestrator/guard/GuardFacts";
import { below, gitFolderAbove, type SurroundingsReader, workspaceAbove } from "@idse/project-workspace";

const fs = process.getBuiltinModule("node:fs");

const slashed = (path: string): string => path.replaceAll("\\", "/");

const isNothing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");

const orNull = <A>(read: () => A): A | null => {
  try {
    return read();
  } catch (error) {
    if (isNothing(error)) return null;
    throw error;
  }
};

const above = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

/** Links are followed: what an agent reaches through one counts. */
const reader: SurroundingsReader = {
  kindAt: (path) => {
    const stat = orNull(() => fs.statSync(path));
    return stat === null ? undefined : stat.isDirectory() ? "directory" : "file";
  },
  textAt: (path) => fs.readFileSync(path, "utf8"),
};

/** The nearest folder upward that holds a workspace, absolute with `/`; null where none does. */
export const workspaceAround = (folder: string): string | null => workspaceAbove(reader, slashed(folder));

/** Links followed as far as there is something, and the rest as it was given. */
const resolve = (path: string): string => {
  const rest: Array<string> = [];
  for (let at = path; ; at = above(at)) {
    const real = orNull(() => slashed(fs.realpathSync.native(at)));
    if (real !== null) return [real === "/" ? "" : real, ...rest].join("/") || "/";
    if (at === "/" || at === "") return path;
    rest.unshift(at.slice(at.lastIndexOf("/") + 1));
  }
};

const gitHead = (root: string): string | null => {
  const git = gitFolderAbove(reader, root);
  return git === null ? null : orNull(() => fs.readFileSync(`${git}/HEAD`, "utf8"));
};

/** A file of a workspace by its path from the root; null where nothing is there. */
export const textAt = (root: string, path: string): string | null =>
  orNull(() => fs.readFileSync(below(root, path), "utf8"));

export const guardedFiles = (folder: string): GuardedFiles => {
  const root = resolve(folder);
  const at = (path: string): string => below(root, path);
  return {
    root,
    caseInsensitive: process.platform === "win32" || process.platform === "darwin",
    text: (path) => orNull(() => fs.readFileSync(at(path), "utf8")),
    folders: (path) =>
      (orNull(() => fs.readdirSync(at(path), { withFileTypes: true })) ?? [])
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name),
    exists: (path) => orNull(() => fs.statSync(at(path))) !== null,
    head: () => gitHead(root),
    resolve,
  };
};
