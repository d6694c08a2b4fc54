/** The three ways in which changes reach the disk: a whole session by one rename, one file, several by the journal. */
import type { Change, NonEmpty } from "@idse/design-store";
import { commitFiles, ensureDirectory, publishDirectory, replaceFile } from "@idse/durable-files";
import { pathOf, sessionFolder } from "@idse/project-workspace";
import { localPaths, type Writer } from "./LocalFolder.ts";
import { parentOf } from "./WorkingTree.ts";

const encode = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The session that these changes make from nothing, if they do just that. */
const newSessionOf = (writer: Writer, changes: NonEmpty<Change>): string | undefined => {
  const [{ ref: first }] = changes;
  if (first.session === null || changes.length === 1) return undefined;
  const folder = `${writer.root}/${sessionFolder(first.project, first.session)}`;
  const within = changes.every((change) => `${writer.root}/${pathOf(change.ref)}`.startsWith(`${folder}/`));
  return within && writer.files.stat(folder) === undefined ? folder : undefined;
};

const stageSession = (
  { files, root }: Writer,
  staged: string,
  folder: string,
  changes: ReadonlyArray<Change>,
): void => {
  const folders = new Set([staged]);
  files.makeDirectory(staged, { recursive: true });
  for (const change of changes) {
    const path = staged + `${root}/${pathOf(change.ref)}`.slice(folder.length);
    for (let above = parentOf(path); !folders.has(above); above = parentOf(above)) folders.add(above);
    files.makeDirectory(parentOf(path), { recursive: true });
    if (change._tag === "Put") files.create(path, encode(change.content), true);
  }
  for (const each of folders) files.syncDirectory(each);
};

/** A whole session appears by one rename; false where somebody made its folder meanwhile. */
const publishSession = (writer: Writer, folder: string, changes: ReadonlyArray<Change>): boolean => {
  const { files, root } = writer;
  const staged = `${localPaths(root).staged}/${globalThis.crypto.randomUUID()}`;
  stageSession(writer, staged, folder, changes);
  ensureDirectory(files, parentOf(folder));
  return publishDirectory(files, staged, folder);
};

const writeOne = ({ files, root }: Writer, change: Change): void => {
  const path = `${root}/${pathOf(change.ref)}`;
  const { staged } = localPaths(root);
  if (change._tag === "Remove") {
    files.remove(path);
    files.syncDirectory(parentOf(path));
    return;
  }
  ensureDirectory(files, parentOf(path));
  files.makeDirectory(staged, { recursive: true });
  replaceFile(files, path, encode(change.content), { durable: true, stageIn: staged });
};

/** False where the place was taken meanwhile by somebody who does not use the lock. */
export const writeChanges = (writer: Writer, changes: NonEmpty<Change>): boolean => {
  const folder = newSessionOf(writer, changes);
  if (folder !== undefined) return publishSession(writer, folder, changes);
  if (changes.length === 1) writeOne(writer, changes[0]);
  else
    commitFiles(
      writer.files,
      localPaths(writer.root).journal,
      changes.map((change) => ({
        path: `${writer.root}/${pathOf(change.ref)}`,
        bytes: change._tag === "Put" ? encode(change.content) : null,
      })),
    );
  return true;
};
