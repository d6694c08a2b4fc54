/**
 * When the hook of an agent last asked: the one proof that the agent runs it. It is noted in what belongs to this
 * clone alone; where it cannot be, the verdict is the same.
 */
import type { Agent } from "@idse/agent-policy";
import { below, layout } from "@idse/project-workspace";

const fs = process.getBuiltinModule("node:fs");

const folderOf = (root: string): string => below(root, `${layout.local}/asked`);

const isFolder = (path: string): boolean =>
  fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const touch = (path: string): void => {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW = 0 } = fs.constants;
  const file = fs.openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0o644);
  try {
    const now = new Date();
    fs.futimesSync(file, now, now);
  } finally {
    fs.closeSync(file);
  }
};

export const noteAsked = (root: string, agent: Agent): void => {
  try {
    const folder = folderOf(root);
    // A link there could lead out of the repository.
    if (!isFolder(below(root, layout.local))) return;
    if (!isFolder(folder)) fs.mkdirSync(folder);
    touch(`${folder}/${agent}`);
  } catch {
    // A disk that is full or read-only is no reason to answer otherwise.
  }
};

/** ISO 8601, or null where it never asked in this clone. */
export const lastAsked = (root: string, agent: string): string | null =>
  fs.lstatSync(`${folderOf(root)}/${agent}`, { throwIfNoEntry: false })?.mtime.toISOString() ?? null;
