/**
 * Several file writes and removals as one. The new contents are staged first, then a record is put in
 * place by one rename: the point of no return. After it the changes are applied, and a process that
 * dies meanwhile is finished by the next one. A change that the system refuses undoes all of them.
 *
 * A journal has one user at a time: hold a lock around `commitFiles` and `recoverFiles`.
 *
 *     <journal>/<id>/0.new      staged content; gone once it is in place
 *     <journal>/<id>/0.old      what stood there before
 *     <journal>/<id>.forward    the record: to be finished
 *     <journal>/<id>.back       the same record, renamed: to be undone
 */
import { ensureDirectory, renameOver } from "./AtomicFile.ts";
import { failedWith, parentOf, quietly, randomName } from "./Failures.ts";
import { FileFailure, type FilePrimitivesService } from "./FilePrimitives.ts";

export interface FileChange {
  readonly path: string;
  /** The new content; null removes the file. */
  readonly bytes: Uint8Array | null;
}

export interface Recovery {
  /** Commits that were finished. */
  readonly finished: number;
  /** Commits that were undone. */
  readonly undone: number;
  /** Preparations without a record, thrown away; they had changed nothing. */
  readonly discarded: number;
}

interface Entry {
  readonly path: string;
  readonly kind: "put" | "remove";
  readonly existed: boolean;
}

const recordName = /^([0-9a-f-]+)\.(forward|back)$/;

const stagedPath = (folder: string, index: number): string => `${folder}/${index}.new`;
const formerPath = (folder: string, index: number): string => `${folder}/${index}.old`;
const isThere = (files: FilePrimitivesService, path: string): boolean => files.stat(path) !== undefined;

/** A second name for the old content; a copy where the file system has no hard links. */
const keepFormer = (files: FilePrimitivesService, path: string, former: string): void => {
  try {
    files.link(path, former);
  } catch (error) {
    if (!failedWith(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "EXDEV")) throw error;
    files.create(former, files.read(path), true, files.stat(path)?.mode);
  }
};

const stage = (
  files: FilePrimitivesService,
  folder: string,
  changes: ReadonlyArray<FileChange>,
): ReadonlyArray<Entry> =>
  changes.map(({ path, bytes }, index) => {
    const before = files.stat(path);
    const existed = before !== undefined;
    if (bytes === null) return { path, kind: "remove", existed };
    files.create(stagedPath(folder, index), bytes, true, before?.mode);
    if (existed) keepFormer(files, path, formerPath(folder, index));
    return { path, kind: "put", existed };
  });

/** A folder may be gone by now: one that was never made, or that somebody removed. */
const syncParents = (files: FilePrimitivesService, entries: ReadonlyArray<Entry>): void => {
  for (const directory of new Set(entries.map((entry) => parentOf(entry.path))))
    if (isThere(files, directory)) files.syncDirectory(directory);
};

/** Brings every change into place; one that is there already is left alone. */
const apply = (files: FilePrimitivesService, folder: string, entries: ReadonlyArray<Entry>): void => {
  entries.forEach(({ path, kind, existed }, index) => {
    const former = formerPath(folder, index);
    if (kind === "put" && isThere(files, stagedPath(folder, index))) {
      ensureDirectory(files, parentOf(path));
      renameOver(files, stagedPath(folder, index), path);
    }
    if (kind === "remove" && existed && !isThere(files, former) && isThere(files, path))
      renameOver(files, path, former);
  });
  syncParents(files, entries);
};

/** Takes back what was applied, in reverse; what was not is left alone. */
const undo = (files: FilePrimitivesService, folder: string, entries: ReadonlyArray<Entry>): void => {
  for (const [index, { path, kind, existed }] of [...entries.entries()].reverse()) {
    if (kind === "put" && isThere(files, stagedPath(folder, index))) continue;
    const former = formerPath(folder, index);
    if (existed && isThere(files, former)) {
      ensureDirectory(files, parentOf(path));
      renameOver(files, former, path);
    }
    if (!existed && kind === "put" && isThere(files, path)) files.remove(path);
  }
  syncParents(files, entries);
};

const drop = (files: FilePrimitivesService, record: string, folder: string): void => {
  files.remove(record);
  files.removeTree(folder);
};

const parseEntries = (text: string, path: string): ReadonlyArray<Entry> => {
  try {
    return (JSON.parse(text) as { readonly entries: ReadonlyArray<Entry> }).entries;
  } catch (cause) {
    const message = `The journal record ${path} is damaged. Move it away after comparing the files it names.`;
    throw new FileFailure({ operation: "recover", path, code: "EBADMSG", message, cause });
  }
};

const turnBack = (
  files: FilePrimitivesService,
  journal: string,
  id: string,
  entries: ReadonlyArray<Entry>,
): void => {
  const folder = `${journal}/${id}`;
  renameOver(files, `${journal}/${id}.forward`, `${journal}/${id}.back`);
  undo(files, folder, entries);
  drop(files, `${journal}/${id}.back`, folder);
};

/**
 * Applies all changes or none; each path at most once. Missing directories are made. Throws
 * `FileFailure`, and then every file is as it was, or, where even undoing failed, will be after the
 * next `recoverFiles`.
 */
export const commitFiles = (
  files: FilePrimitivesService,
  journal: string,
  changes: ReadonlyArray<FileChange>,
): void => {
  const id = randomName();
  const folder = `${journal}/${id}`;
  const record = `${journal}/${id}.forward`;
  let entries: ReadonlyArray<Entry>;
  try {
    files.makeDirectory(folder, { recursive: true });
    entries = stage(files, folder, changes);
    files.create(`${folder}/record`, new TextEncoder().encode(JSON.stringify({ entries })), true);
    files.syncDirectory(folder);
    renameOver(files, `${folder}/record`, record);
  } catch (error) {
    quietly(() => files.removeTree(folder));
    throw error;
  }
  try {
    files.syncDirectory(journal);
    apply(files, folder, entries);
  } catch (error) {
    quietly(() => turnBack(files, journal, id, entries));
    throw error;
  }
  // All is in place; what cannot be cleared now is cleared by the next recovery.
  quietly(() => drop(files, record, folder));
};

/** Whether a commit was begun and neither finished nor undone. */
export const isRecoveryDue = (files: FilePrimitivesService, journal: string): boolean =>
  isThere(files, journal) && files.list(journal).some((entry) => recordName.test(entry.name));

/** Finishes or undoes what a dead process left. Doing it again, or dying inside, does no harm. Throws `FileFailure`. */
export const recoverFiles = (files: FilePrimitivesService, journal: string): Recovery => {
  if (!isThere(files, journal)) return { finished: 0, undone: 0, discarded: 0 };
  let finished = 0;
  let undone = 0;
  for (const { name } of files.list(journal)) {
    const [, id, direction] = recordName.exec(name) ?? [];
    if (id === undefined) continue;
    const record = `${journal}/${name}`;
    const folder = `${journal}/${id}`;
    const entries = parseEntries(files.readText(record), record);
    if (direction === "forward") apply(files, folder, entries);
    else undo(files, folder, entries);
    drop(files, record, folder);
    if (direction === "forward") finished += 1;
    else undone += 1;
  }
  let discarded = 0;
  for (const { name, kind } of files.list(journal)) {
    if (kind !== "directory") continue;
    files.removeTree(`${journal}/${name}`);
    discarded += 1;
  }
  return { finished, undone, discarded };
};
