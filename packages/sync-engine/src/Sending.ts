/**
 * Committing many changes so that one that is refused does not stop the others, and so that an answer that
 * was lost is looked up rather than guessed.
 */
import {
  type Change,
  type DesignStoreService,
  type DocumentHead,
  type NonEmpty,
  newOperation,
  type StoreFailure,
} from "@idse/design-store";
import { digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { readAll } from "./Texts.ts";

export interface SyncLimits {
  /** Documents in one commit, where the store takes several at all. */
  readonly documents: number;
  /** UTF-16 units of text in one commit; a larger document goes alone. */
  readonly size: number;
}

export const usualLimits: SyncLimits = { documents: 100, size: 1_000_000 };

/** What became of one change. */
export type Sent =
  | { readonly _tag: "Written"; readonly head: DocumentHead }
  /** Somebody changed it meanwhile; nothing was written. */
  | { readonly _tag: "Refused" }
  /** Nothing is known to be written. `unknown` where it may be all the same. */
  | { readonly _tag: "Failed"; readonly failure: StoreFailure; readonly unknown: boolean };

export type Results = ReadonlyArray<readonly [Change, Sent]>;

const sizeOf = (change: Change): number => (change._tag === "Put" ? change.content.length : 0);

/** In the order given. */
export const batchesOf = (
  changes: ReadonlyArray<Change>,
  { documents, size }: SyncLimits,
): ReadonlyArray<NonEmpty<Change>> => {
  const batches: Array<[Change, ...Array<Change>]> = [];
  let weight = 0;
  for (const change of changes) {
    const last = batches.at(-1);
    if (last === undefined || last.length >= documents || weight + sizeOf(change) > size) {
      batches.push([change]);
      weight = sizeOf(change);
    } else {
      last.push(change);
      weight += sizeOf(change);
    }
  }
  return batches;
};

/** Told before a commit is sent, and after its answer is known and taken down. */
export interface SendingSteps<E> {
  readonly before: (operation: string, changes: NonEmpty<Change>) => Effect.Effect<void, E>;
  /** `answered` is false where the commit may still take effect. */
  readonly after: (operation: string, results: Results, answered: boolean) => Effect.Effect<void, E>;
}

/** What stands there now, where no answer came. */
const lookUp = (
  store: DesignStoreService,
  changes: NonEmpty<Change>,
  failure: StoreFailure,
): Effect.Effect<Results> =>
  Effect.gen(function* () {
    const unknown = (change: Change): readonly [Change, Sent] => [
      change,
      { _tag: "Failed", failure, unknown: true },
    ];
    const found = yield* Effect.result(
      readAll(
        store,
        changes.map(({ ref }) => ref),
      ),
    );
    if (found._tag === "Failure") return changes.map(unknown);
    return changes.map((change): readonly [Change, Sent] => {
      const reading = found.success.get(refKey(change.ref));
      if (reading?._tag === "Missing" && change._tag === "Remove") {
        const head = { ref: change.ref, revision: "", digest: digestOf(""), removed: true };
        return [change, { _tag: "Written", head }];
      }
      if (reading?._tag !== "StoredDocument" || change._tag === "Remove") return unknown(change);
      const { ref, revision, digest } = reading;
      if (digest !== digestOf(change.content)) return unknown(change);
      return [change, { _tag: "Written", head: { ref, revision, digest, removed: false } }];
    });
  });

const refused = (change: Change): readonly [Change, Sent] => [change, { _tag: "Refused" }];

const written = (changes: NonEmpty<Change>, heads: ReadonlyArray<DocumentHead>): Results =>
  changes.map((change, index) => {
    const head = heads[index];
    if (head === undefined) throw new Error(`The store gave no head for ${refKey(change.ref)}.`);
    return [change, { _tag: "Written", head }];
  });

const oneByOne = (changes: ReadonlyArray<Change>): ReadonlyArray<ReadonlyArray<Change>> =>
  changes.map((change) => [change]);

const commitBatch = <E>(
  store: DesignStoreService,
  changes: NonEmpty<Change>,
  steps: SendingSteps<E>,
): Effect.Effect<Results, E> =>
  Effect.gen(function* () {
    const operation = newOperation();
    const finish = (results: Results, answered = true): Effect.Effect<Results, E> =>
      Effect.as(steps.after(operation, results, answered), results);
    yield* steps.before(operation, changes);
    const answer = yield* Effect.result(store.commit(changes, operation));
    if (answer._tag === "Success") return yield* finish(written(changes, answer.success.heads));
    const { failure } = answer;
    if (failure._tag === "RevisionConflict") {
      const keys = new Set(failure.refs.map(refKey));
      const named = changes.filter(({ ref }) => keys.has(refKey(ref)));
      if (named.length === 0 && changes.length === 1) return yield* finish([refused(changes[0])]);
      yield* finish(named.map(refused));
      const others = changes.filter(({ ref }) => !keys.has(refKey(ref)));
      // Where the store names none of them, each is asked alone.
      const parts = named.length === 0 ? oneByOne(others) : [others];
      return [...named.map(refused), ...(yield* commitParts(store, parts, steps))];
    }
    if (failure._tag === "Rejected" && changes.length > 1) {
      yield* finish([]);
      return yield* commitParts(store, oneByOne(changes), steps);
    }
    if (failure._tag === "Rejected" || failure._tag === "Unauthorized")
      return yield* finish(changes.map((change) => [change, { _tag: "Failed", failure, unknown: false }]));
    const found = yield* lookUp(store, changes, failure);
    return yield* finish(
      found,
      found.every(([, { _tag }]) => _tag === "Written"),
    );
  });

const commitParts = <E>(
  store: DesignStoreService,
  parts: ReadonlyArray<ReadonlyArray<Change>>,
  steps: SendingSteps<E>,
): Effect.Effect<Results, E> =>
  Effect.gen(function* () {
    const results: Array<readonly [Change, Sent]> = [];
    for (const [first, ...rest] of parts)
      if (first !== undefined) results.push(...(yield* commitBatch(store, [first, ...rest], steps)));
    return results;
  });

/** Whether it makes no sense to go on asking this store. */
const isDown = ([, sent]: readonly [Change, Sent]): boolean =>
  sent._tag === "Failed" && sent.failure._tag !== "Rejected" && sent.failure._tag !== "Malformed";

/** One answer per change. After a failure of the store as a whole the rest is not sent. */
export const sendAll = <E>(
  store: DesignStoreService,
  changes: ReadonlyArray<Change>,
  limits: SyncLimits,
  steps: SendingSteps<E>,
): Effect.Effect<Results, E> =>
  Effect.gen(function* () {
    const several = store.capabilities.atomicCommit ? limits : { ...limits, documents: 1 };
    const results: Array<readonly [Change, Sent]> = [];
    for (const batch of batchesOf(changes, several)) {
      const down = results.find(isDown)?.[1];
      if (down?._tag === "Failed")
        for (const change of batch)
          results.push([change, { _tag: "Failed", failure: down.failure, unknown: false }]);
      else results.push(...(yield* commitBatch(store, batch, steps)));
    }
    return results;
  });
