/**
 * What lies around a folder, found upward: the workspace, and git's own folder. Paths are absolute with `/`.
 * Nothing here touches the platform; a reader is handed in.
 */
import { workspaceFolder } from "./Layout.ts";

export interface SurroundingsReader {
  /** `"directory"`, `"file"` or what else stands at a path; undefined where nothing does. */
  readonly kindAt: (path: string) => string | undefined;
  readonly textAt: (path: string) => string;
}

/** The folder and all above it, nearest first. */
export const foldersUpward = (directory: string): ReadonlyArray<string> => {
  const folders: Array<string> = [];
  for (let at = directory; ; at = at.slice(0, at.lastIndexOf("/"))) {
    folders.push(at === "" ? "/" : at);
    if (!at.includes("/")) return folders;
  }
};

/** A relative path below an absolute folder, which may be `/`. */
export const below = (folder: string, path: string): string =>
  folder.endsWith("/") ? `${folder}${path}` : `${folder}/${path}`;

/** The nearest folder upward that holds a workspace, or null. */
export const workspaceAbove = (reader: SurroundingsReader, directory: string): string | null =>
  foldersUpward(directory).find((folder) => reader.kindAt(below(folder, workspaceFolder)) === "directory") ??
  null;

/** Git's own folder around a directory, of a worktree its private one; null where git is not here. */
export const gitFolderAbove = (reader: SurroundingsReader, directory: string): string | null => {
  for (const folder of foldersUpward(directory)) {
    const git = below(folder, ".git");
    const kind = reader.kindAt(git);
    if (kind === "directory") return git;
    if (kind === "file") {
      const target = /^gitdir:\s*(.+?)\s*$/m.exec(reader.textAt(git))?.[1]?.replaceAll("\\", "/");
      if (target === undefined) return null;
      return /^(?:\/|[A-Za-z]:)/.test(target) ? target : below(folder, target);
    }
  }
  return null;
};
