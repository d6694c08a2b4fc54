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
import { failedWith, isRecoveryDue, recoverFiles, withLock } from "@idse/durable-files";
import { digestOf } from "@idse/pipeline-artifacts";
import { rejected, store } from "./Failure.ts";
import { clearStaged, localPaths, prepareLocal, type Writer } from "./LocalFolder.ts";
import { Operations } from "./Operations.ts";
import { revisionOf, WorkingTree } from "./WorkingTree.ts";
import { writeChanges } from "./Writing.ts";

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
  if (!writeChanges(writer, changes))
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
  const places = changes.map(({ ref }) => tree.path(ref));
  if (new Set(places).size < places.length)
    throw rejected(
      "commit",
      "Two of these documents are the same file: all projects share one constitution.",
    );
  for (const place of places) tree.checkWritable(place);
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
