/** Files that a patch touches: Codex's own form (`*** Update File: x`), and unified diffs as git and patch read them. */
import type { Edit } from "../Edit.ts";

export interface Patch {
  readonly paths: ReadonlyArray<string>;
  readonly edits: ReadonlyArray<Edit>;
}

interface Open {
  readonly path: string;
  readonly removed: Array<string>;
  readonly added: Array<string>;
}

const patchOf = (paths: ReadonlyArray<string>, files: ReadonlyArray<Open>): Patch => ({
  paths: [...new Set(paths)],
  edits: files.map((file) => ({ kind: "lines", ...file })),
});

const header = /^\s*\*\*\* (?:(Add|Update|Delete) File|(Move) to):[ \t]*(.*?)\s*$/;

/** Null where no file is named: what such a text does is not known. */
export const codexPatch = (text: string): Patch | null => {
  const paths: Array<string> = [];
  const files: Array<Open> = [];
  for (const line of text.split(/\r?\n/)) {
    const [, , , path] = header.exec(line) ?? [];
    if (path !== undefined) {
      if (path === "") return null;
      paths.push(path);
      files.push({ path, removed: [], added: [] });
    } else if (line.startsWith("+")) files.at(-1)?.added.push(line.slice(1));
    else if (line.startsWith("-")) files.at(-1)?.removed.push(line.slice(1));
  }
  return paths.length === 0 ? null : patchOf(paths, files);
};

const fileLine = /^(?:---|\+\+\+) (?:"([^"]*)"|([^\t\n]*?))(?:\t.*)?\s*$/;
const gitLine = /^(?:rename|copy) (?:from|to) "?(.*?)"?\s*$/;
const headLine = /^diff --git "?a\/(.*?)"? "?b\/(.*?)"?\s*$/;

/** The paths of a unified diff with and without its first folder, since `-p` decides which is meant. */
export const unifiedPatch = (text: string): Patch | null => {
  const paths: Array<string> = [];
  const files: Array<Open> = [];
  for (const line of text.split(/\r?\n/)) {
    const [, quoted, plain] = fileLine.exec(line) ?? [];
    const named = quoted ?? plain ?? gitLine.exec(line)?.[1];
    const [, from, to] = headLine.exec(line) ?? [];
    for (const path of [named, from, to]) {
      if (path === undefined || path === "" || path === "/dev/null") continue;
      const short = path.replace(/^[^/]*\//, "");
      paths.push(...(/^[abciow]\//.test(path) ? [short] : [path]));
      files.push({ path: short, removed: [], added: [] });
    }
    if (named !== undefined) continue;
    if (line.startsWith("+")) files.at(-1)?.added.push(line.slice(1));
    else if (line.startsWith("-")) files.at(-1)?.removed.push(line.slice(1));
  }
  return paths.length === 0 ? null : patchOf(paths, files);
};
