/**
 * Carrying out a commit. It is sent again with the same operation until an answer comes; where none does, whether it was
 * carried out is not known, and the failure says so.
 */
import {
  type Change,
  type CommitResult,
  type NonEmpty,
  type OperationId,
  type RevisionConflict,
  type StoreFailure,
  Unavailable,
} from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { malformed, rejected } from "./Failure.ts";
import { CommitOutput, type Limits, toolNames } from "./Protocol.ts";
import { headOf, problemWithResult, wireChange } from "./Wire.ts";

const operation = "commit";

/** Why an upstream with these limits would refuse the commit. */
const problemWithSize = (
  changes: ReadonlyArray<Change>,
  input: unknown,
  { documentBytes, requestBytes, changesPerCommit }: Limits,
): string | undefined => {
  if (changes.length > changesPerCommit)
    return `One commit to Artifact Core holds ${changesPerCommit} documents at most, and this has ${changes.length}. Commit fewer at a time.`;
  for (const change of changes) {
    const bytes = change._tag === "Put" ? Buffer.byteLength(change.content) : 0;
    if (bytes > documentBytes)
      return `${refKey(change.ref)} has ${bytes} bytes. This Artifact Core takes ${documentBytes}; split the document.`;
  }
  const bytes = Buffer.byteLength(JSON.stringify(input));
  return bytes > requestBytes
    ? `One commit to Artifact Core carries ${requestBytes} bytes at most, and this has ${bytes}. Commit fewer documents at a time.`
    : undefined;
};

const unknown = (failure: Unavailable): Unavailable =>
  new Unavailable({
    ...failure,
    message: `${failure.message} Whether it was written is not known; sending the same operation again is safe.`,
  });

export const commitChanges = (
  { announcement, call }: Connection,
  changes: NonEmpty<Change>,
  id: OperationId,
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const input = { changes: changes.map(wireChange), operation: id };
    const problem = problemWithSize(changes, input, announcement.limits);
    if (problem !== undefined) return yield* rejected(operation, problem);
    const { heads } = yield* call({ operation, tool: toolNames.commit, input, output: CommitOutput });
    const wrong = problemWithResult(changes, heads, announcement.capabilities.byteExact);
    if (wrong !== undefined) return yield* malformed(operation, wrong);
    return { heads: heads.map(headOf) };
  }).pipe(
    Effect.catchTag("Unavailable", (failure) => Effect.fail(unknown(failure))),
    Effect.catchTag("RevisionConflict", (conflict): Effect.Effect<never, RevisionConflict | StoreFailure> => {
      const sent = new Set(changes.map(({ ref }) => refKey(ref)));
      return conflict.refs.every((ref) => sent.has(refKey(ref)))
        ? Effect.fail(conflict)
        : malformed(operation, "Artifact Core speaks of a conflict about documents that were not sent.");
    }),
  );
