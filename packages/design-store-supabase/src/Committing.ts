/** Changes, all or none, by one call of a function that remembers what it answered. */
import {
  type Change,
  type CommitResult,
  type DocumentHead,
  type Malformed,
  type OperationId,
  type RevisionConflict,
  revisionConflict,
  type StoreFailure,
  Unavailable,
} from "@idse/design-store";
import { DocumentRef, digestOf, readJson, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { keptAs } from "./Content.ts";
import { malformed, type Refusal, rejected, store } from "./Failure.ts";
import type { Remote } from "./Remote.ts";

const Committed = z.object({
  heads: z.array(
    z.object({ ref: DocumentRef, revision: z.string(), digest: z.string(), removed: z.boolean() }),
  ),
});

const contentOf = (change: Change): string => (change._tag === "Put" ? change.content : "");

const wireOf = (change: Change) => {
  const { ref, expect } = change;
  return {
    project: ref.project,
    session: ref.session,
    kind: ref.kind,
    expect: expect === "absent" ? null : expect.revision,
    digest: digestOf(contentOf(change)),
    removed: change._tag === "Remove",
    ...keptAs(contentOf(change)),
  };
};

/** The documents that a refused commit names; undefined where it was refused for something else. */
const conflictOf =
  (changes: ReadonlyArray<Change>) =>
  ({ code, details }: Refusal): RevisionConflict | Malformed | undefined => {
    if (code !== "PT409") return undefined;
    const named = readJson(details ?? "", z.array(DocumentRef).min(1));
    const asked = new Set(changes.map(({ ref }) => refKey(ref)));
    return named.ok && named.value.every((ref) => asked.has(refKey(ref)))
      ? revisionConflict(store, named.value)
      : malformed(
          "commit",
          "The server refused a commit as out of date and did not say about which documents.",
        );
  };

const fits = (change: Change, head: DocumentHead | undefined): boolean =>
  head !== undefined &&
  refKey(head.ref) === refKey(change.ref) &&
  head.digest === digestOf(contentOf(change)) &&
  head.removed === (change._tag === "Remove");

/** Nobody knows what became of a commit that was not answered. */
const unknown = (failure: RevisionConflict | StoreFailure): RevisionConflict | StoreFailure => {
  if (failure._tag !== "Unavailable") return failure;
  const { operation, message, code, cause } = failure;
  return new Unavailable({
    store,
    operation,
    message: `${message} Whether the change was written is not known; sent again with the same operation, it is written once.`,
    ...(code === undefined ? {} : { code }),
    cause,
  });
};

export const commitChanges = (
  remote: Remote,
  changes: ReadonlyArray<Change>,
  operation: OperationId,
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const { heads } = yield* remote.call(
      {
        operation: "commit",
        function: "idse_commit",
        arguments: { changes: JSON.stringify(changes.map(wireOf)), operation_id: operation },
        answer: Committed,
      },
      conflictOf(changes),
    );
    if (heads.length !== changes.length || !changes.every((change, index) => fits(change, heads[index])))
      return yield* Effect.fail(
        rejected(
          "commit",
          "This operation was used for another change before. Make a new operation for each.",
        ),
      );
    return { heads };
  }).pipe(Effect.mapError(unknown));
