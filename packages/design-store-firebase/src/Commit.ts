/**
 * Carrying out a commit: look, plan, send, and begin again where the project's counter was taken by somebody else. The
 * expectations of the caller stay as they are through all rounds.
 */
import {
  type Change,
  type CommitResult,
  type NonEmpty,
  type OperationId,
  type RevisionConflict,
  revisionConflict,
  type StoreFailure,
  Unavailable,
} from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import * as Random from "effect/Random";
import { planOf } from "./CommitPlan.ts";
import type { Connection } from "./Connection.ts";
import { attempt, malformed, type Refused, rejected, store } from "./Failure.ts";
import { batchGet, commitWrites, type Write } from "./Firestore.ts";
import { type Intent, type Snapshot, snapshotFields, snapshotNames, snapshotOf } from "./Snapshot.ts";

const operation = "commit";

/** Firestore's own limit is 1 MiB for a document with its name and all fields. */
const largestText = 1_000_000;
/** Firestore's own limit is 10 MiB. */
const largestBody = 10_000_000;
const mostWrites = 500;

const remembered = 30 * 24 * 60 * 60 * 1000;

/** How often a commit begins again because others take the counter. */
const rounds = 64;

const problemWithTexts = (changes: ReadonlyArray<Change>): string | undefined => {
  for (const change of changes) {
    const bytes = change._tag === "Put" ? Buffer.byteLength(change.content) : 0;
    if (bytes > largestText)
      return `${refKey(change.ref)} has ${bytes} bytes. A document in Firestore holds ${largestText}; split it.`;
  }
  return undefined;
};

const problemWithWrites = (writes: ReadonlyArray<Write>, body: string): string | undefined => {
  const bytes = Buffer.byteLength(body);
  if (writes.length > mostWrites)
    return `One commit writes ${mostWrites} documents at most, and this takes ${writes.length}. Commit fewer at a time.`;
  return bytes > largestBody
    ? `One commit carries ${largestBody} bytes at most, and this has ${bytes}. Commit fewer documents at a time.`
    : undefined;
};

const look = (connection: Connection, intent: Intent): Effect.Effect<Snapshot, StoreFailure> =>
  batchGet(connection, operation, snapshotNames(intent), snapshotFields).pipe(
    Effect.flatMap((found) => attempt(() => snapshotOf(intent, found))),
  );

/** The failure of a commit that may have been carried out all the same. */
const unknown = (failure: Unavailable): Unavailable =>
  new Unavailable({
    ...failure,
    message: `${failure.message.replace(/[.]?$/, ".")} Whether it was written is not known; sending the same operation again is safe.`,
  });

const sendWrites = (
  connection: Connection,
  writes: ReadonlyArray<Write>,
): Effect.Effect<ReadonlyArray<string>, StoreFailure | Refused> =>
  Effect.gen(function* () {
    const body = JSON.stringify({ writes });
    const problem = problemWithWrites(writes, body);
    if (problem !== undefined) return yield* rejected(operation, problem);
    const updateTimes = yield* commitWrites(connection, operation, body);
    return updateTimes.length === writes.length
      ? updateTimes
      : yield* malformed(operation, "Firestore's answer does not tell of every write.");
  }).pipe(Effect.catchTag("Unavailable", (failure) => Effect.fail(unknown(failure))));

/** The first time at once; then longer and longer, each writer by another share, so that none loses every round. */
const standBack = ({ retry }: Connection, round: number): Effect.Effect<number> =>
  Effect.gen(function* () {
    if (round <= 2) return 0;
    const delay = (yield* Random.next) * retry.firstDelayMs * Math.min(8, 2 ** (round - 3));
    yield* Effect.sleep(delay);
    return delay;
  });

const tooBusy = (changes: NonEmpty<Change>): Unavailable =>
  new Unavailable({
    store,
    operation,
    code: "ABORTED",
    message: `Too many are writing to ${changes[0].ref.project} at once. Nothing was written; try again.`,
  });

export const commitChanges = (
  connection: Connection,
  changes: NonEmpty<Change>,
  id: OperationId,
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const problem = problemWithTexts(changes);
    if (problem !== undefined) return yield* rejected(operation, problem);
    const expireAt = (yield* Clock.currentTimeMillis) + remembered;
    const newHistory = globalThis.crypto.randomUUID();
    const intent = { place: connection.place, changes, operation: id, newHistory, expireAt };
    let waited = 0;
    for (let round = 1; ; round += 1) {
      waited += yield* standBack(connection, round);
      const plan = planOf(intent, yield* look(connection, intent), round > 1);
      if (plan._tag === "Answer") return { heads: plan.heads };
      if (plan._tag === "Conflict") return yield* revisionConflict(store, plan.refs);
      if (round > rounds || waited > connection.retry.budgetMs) return yield* tooBusy(changes);

      const sent = yield* Effect.result(sendWrites(connection, plan.writes));
      if (sent._tag === "Success") return { heads: plan.headsAt(sent.success) };
      if (sent.failure._tag === "Refused") continue;
      if (sent.failure._tag !== "Malformed") return yield* Effect.fail(sent.failure);
      // It was answered and the answer is lost; the operation tells whether it was carried out.
      const { answered } = yield* look(connection, intent);
      return answered === null ? yield* Effect.fail(sent.failure) : { heads: answered };
    }
  });
