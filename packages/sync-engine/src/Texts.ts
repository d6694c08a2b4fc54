/** Reading many documents in few requests, so that one that cannot be read does not hide the others. */
import type { DesignStoreService, Missing, StoredDocument, StoreFailure } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";

export interface Unreadable {
  readonly _tag: "Unreadable";
  readonly failure: StoreFailure;
}

export type Reading = StoredDocument | Missing | Unreadable;

const documentsAtOnce = 200;

const chunksOf = <A>(all: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

/** About one document, as opposed to the store as a whole. */
const isLocal = ({ _tag }: StoreFailure): boolean => _tag === "Malformed" || _tag === "Rejected";

const readChunk = (
  store: DesignStoreService,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<Reading>, StoreFailure> =>
  Effect.gen(function* () {
    const answer = yield* Effect.result(store.get(refs));
    if (answer._tag === "Success") return answer.success;
    const { failure } = answer;
    if (!isLocal(failure)) return yield* Effect.fail(failure);
    if (refs.length === 1) return [{ _tag: "Unreadable", failure }];
    const half = Math.ceil(refs.length / 2);
    return [
      ...(yield* readChunk(store, refs.slice(0, half))),
      ...(yield* readChunk(store, refs.slice(half))),
    ];
  });

/** By key. Fails only where the store as a whole does. */
export const readAll = (
  store: DesignStoreService,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyMap<string, Reading>, StoreFailure> =>
  Effect.gen(function* () {
    const found = new Map<string, Reading>();
    for (const chunk of chunksOf(refs, documentsAtOnce)) {
      const answers = yield* readChunk(store, chunk);
      chunk.forEach((ref, index) => {
        const answer = answers[index];
        if (answer !== undefined) found.set(refKey(ref), answer);
      });
    }
    return found;
  });
