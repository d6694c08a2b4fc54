/**
 * Writing documents: one writer at a time, by a lock of the whole workspace, because one commit may touch
 * several projects and what a dead process left is finished before anything new begins.
 */
import {
  type Change,
  type CommitResult,
  type DocumentHead,
  type NonEmpty,
  type OperationId,
  type RevisionConflict,
  revisionConflict,
} from "@idse/design-store";
import {
  claimFile,
  commitFiles,
  ensureDirectory,
  type FilePrimitivesService,
  failedWith,
  isRecoveryDue,
  type LockOptions,
  type ProcessIdentityService,
  publishDirectory,
  recoverFiles,
  replaceFile,
  withLock,
} from "@idse/durable-files";
import { digestOf } from "@idse/pipeline-artifacts";
import { layout, pathOf, sessionFolder } from "@idse/project-workspace";
import { store } from "./Failure.ts";
import { Operations } from "./Operations.ts";
import { parentOf, revisionOf, WorkingTree } from "./WorkingTree.ts";

export interface Writer {
  readonly files: FilePrimitivesService;
  readonly identity: ProcessIdentityService;
  /** The repository's root, absolute, with `/`. */
  readonly root: string;
  readonly lock: LockOptions;
}

const encode = (content: string): Uint8Array => new TextEncoder().encode(content);

export const localPaths = (root: string) => {
  const local = `${root}/${layout.local}`;
  return {
    local,
    ignore: `${local}/.gitignore`,
    lock: `${local}/locks/documents`,
    journal: `${local}/journal`,
    staged: `${local}/staged`,
    operations: `${local}/operations`,
  };
};

/** `.idse/.local` with its own ignore file, so that git never sees what is unfinished. */
const prepareLocal = ({ files, root }: Writer): void => {
  const paths = localPaths(root);
  if (files.stat(paths.ignore) !== undefined) return;
  files.makeDirectory(paths.local, { recursive: true });
  claimFile(files, paths.ignore, encode("*\n"));
};

const headAfter = (change: Change): DocumentHead => {
  const content = change._tag === "Put" ? change.content : "";
  const digest = digestOf(content);
  const removed = change._tag === "Remove";
  return { ref: change.ref, revision: removed ? "r1:removed" : revisionOf(content, digest), digest, removed };
};

const isAsExpected = (tree: WorkingTree, { ref, expect }: Change): boolean => {
  const present = tree.document(ref);
  return expect === "absent" ? present === undefined : present?.revision === expect.revision;
};

const isDone = (tree: WorkingTree, change: Change): boolean => {
  const present = tree.document(change.ref);
  return change._tag === "Remove" ? present === undefined : present?.content === change.content;
};

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
const write = (writer: Writer, changes: NonEmpty<Change>): boolean => {
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

/** What a failed or killed commit left; only the holder of the lock writes there. */
const clearStaged = ({ files, root }: Writer): void => {
  const { staged } = localPaths(root);
  if (files.stat(staged) === undefined) return;
  for (const { name } of files.list(staged)) files.removeTree(`${staged}/${name}`);
};

const commitLocked = (
  writer: Writer,
  changes: NonEmpty<Change>,
  operation: OperationId,
): CommitResult | RevisionConflict => {
  const { files, root } = writer;
  recoverFiles(files, localPaths(root).journal);
  clearStaged(writer);
  const operations = new Operations(files, localPaths(root).operations);
  const remembered = operations.find(operation);
  if (remembered?.state === "done")
    return {
      heads: remembered.heads.flatMap((head, index) => ({
        ...head,
        ref: (changes[index] ?? changes[0]).ref,
      })),
    };

  const tree = new WorkingTree(files, root, "commit");
  const heads = changes.map(headAfter);
  const conflicts = changes.filter((change) => !isAsExpected(tree, change)).map((change) => change.ref);
  if (conflicts.length > 0) {
    if (remembered === undefined || !changes.every((change) => isDone(tree, change)))
      return revisionConflict(store, conflicts);
    operations.finish(operation);
    return { heads };
  }
  operations.begin(
    operation,
    heads.map(({ revision, digest, removed }) => ({ revision, digest, removed })),
  );
  if (!write(writer, changes))
    return revisionConflict(
      store,
      changes.map((change) => change.ref),
    );
  operations.finish(operation);
  return { heads };
};

/** Checks every place first, so that a refused request leaves no trace. Throws `Rejected`, `FileFailure` or `LockBusy`. */
export const commitChanges = (
  writer: Writer,
  changes: NonEmpty<Change>,
  operation: OperationId,
): CommitResult | RevisionConflict => {
  const { files, identity, root, lock } = writer;
  const paths = localPaths(root);
  const tree = new WorkingTree(files, root, "commit");
  for (const { ref } of changes) tree.checkWritable(tree.path(ref));
  tree.hasFolder(paths.local);
  prepareLocal(writer);
  return withLock(files, identity, paths.lock, () => commitLocked(writer, changes, operation), lock);
};

/**
 * Finishes what a dead process left, if anything. Where this process may not write, what is there is read
 * as it is.
 */
export const settle = ({ files, identity, root, lock }: Writer): void => {
  const paths = localPaths(root);
  if (!isRecoveryDue(files, paths.journal)) return;
  try {
    withLock(files, identity, paths.lock, () => recoverFiles(files, paths.journal), lock);
  } catch (error) {
    if (!failedWith(error, "EACCES", "EPERM", "EROFS")) throw error;
  }
};
