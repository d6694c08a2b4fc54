/**
 * Files of the repository that are not the workspace's own: read as they are, changed all or none, and never
 * through a link, which may lead outside.
 */
import { commitFiles, type FilePrimitivesService } from "@idse/durable-files";
import { layout } from "@idse/project-workspace";
import { ensureLocal } from "./Workspace.ts";

/** Null where nothing is there. */
export type TextsByPath = Readonly<Record<string, string | null>>;

/** Every file as it is, but for those that a link leads to. Paths are relative to the root. */
export const readFiles = (
  files: FilePrimitivesService,
  root: string,
  paths: ReadonlyArray<string>,
): { readonly existing: TextsByPath; readonly links: ReadonlyArray<string> } => {
  const existing: Record<string, string | null> = {};
  const links = new Set<string>();
  for (const path of paths) {
    const link = linkOn(files, root, path);
    if (link !== undefined) links.add(link);
    else
      existing[path] = files.stat(`${root}/${path}`) === undefined ? null : files.readText(`${root}/${path}`);
  }
  return { existing, links: [...links] };
};

/** Writes and removes (content null), all or nothing, and takes away the folders that are left empty. */
export const changeFiles = (
  files: FilePrimitivesService,
  root: string,
  changed: ReadonlyArray<{ readonly path: string; readonly content: string | null }>,
): void => {
  ensureLocal(files, root);
  commitFiles(
    files,
    `${root}/${layout.local}/journal`,
    changed.map(({ path, content }) => ({
      path: `${root}/${path}`,
      bytes: content === null ? null : new TextEncoder().encode(content),
    })),
  );
  for (const { path, content } of changed) if (content === null) removeEmptyFolders(files, root, path);
};

/** The first part of a path that is a symbolic link. */
export const linkOn = (files: FilePrimitivesService, root: string, path: string): string | undefined => {
  const names = path.split("/");
  return names
    .map((_, index) => names.slice(0, index + 1).join("/"))
    .find((part) => files.stat(`${root}/${part}`)?.kind === "symlink");
};

const removeEmptyFolders = (files: FilePrimitivesService, root: string, path: string): void => {
  for (let folder = path; folder.includes("/"); ) {
    folder = folder.slice(0, folder.lastIndexOf("/"));
    const at = `${root}/${folder}`;
    if (files.stat(at) === undefined) continue;
    if (files.list(at).length > 0) return;
    files.removeTree(at);
  }
};
