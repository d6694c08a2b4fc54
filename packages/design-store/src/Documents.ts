/**
 * Conveniences over any store: one document instead of a batch, and the usual read, change, write.
 * They are derived from the three methods, so a backend never implements them.
 */
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Random from "effect/Random";
import {
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  type Missing,
  type OperationId,
  type StoredDocument,
} from "./DesignStore.ts";
import type { RevisionConflict, StoreFailure } from "./StoreFailure.ts";

/** A new random operation. Make it once for a wanted change, and send it again when the answer was lost. */
export const newOperation = (): OperationId => globalThis.crypto.randomUUID();

const readFrom = (
  store: DesignStoreService,
  ref: DocumentRef,
): Effect.Effect<StoredDocument | Missing, StoreFailure> =>
  Effect.flatMap(store.get([ref]), ([found]) =>
    found === undefined
      ? Effect.die(new Error(`The store gave no answer about ${refKey(ref)}.`))
      : Effect.succeed(found),
  );

const headOf = ({ ref, revision, digest }: StoredDocument): DocumentHead => ({
  ref,
  revision,
  digest,
  removed: false,
});

const writeOver = (
  store: DesignStoreService,
  found: StoredDocument | Missing,
  content: string,
): Effect.Effect<DocumentHead, RevisionConflict | StoreFailure> => {
  if (found._tag === "StoredDocument" && found.content === content) return Effect.succeed(headOf(found));
  const expect = found._tag === "Missing" ? ("absent" as const) : { revision: found.revision };
  const { ref } = found;
  return Effect.flatMap(
    store.commit([{ _tag: "Put", ref, content, expect }], newOperation()),
    ({ heads: [head] }) =>
      head === undefined
        ? Effect.die(new Error(`The store gave no head for ${refKey(ref)}.`))
        : Effect.succeed(head),
  );
};

/** One document, or `Missing`. */
export const readDocument = (
  ref: DocumentRef,
): Effect.Effect<StoredDocument | Missing, StoreFailure, DesignStore> =>
  DesignStore.use((store) => readFrom(store, ref));

/**
 * Writes a document over what stands there at this moment, or makes it. Fails with `RevisionConflict`
 * where somebody else writes in between; equal content is not written again.
 */
export const writeDocument = (
  ref: DocumentRef,
  content: string,
): Effect.Effect<DocumentHead, RevisionConflict | StoreFailure, DesignStore> =>
  DesignStore.use((store) =>
    Effect.flatMap(readFrom(store, ref), (found) => writeOver(store, found, content)),
  );

/** Spreads writers that wait for each other, so that none of them loses every round: at most 20 ms. */
const standBack = (round: number): Effect.Effect<void> =>
  Effect.flatMap(Random.next, (share) => Effect.sleep(share * Math.min(20, 2 ** round)));

/** How often `modifyDocument` begins again, when others write the same document meanwhile. */
export const modifyAttempts = 64;

/**
 * Reads a document, applies `change` to its content (undefined where it is missing) and writes the
 * answer, beginning again where somebody else wrote meanwhile. `change` may run several times.
 */
export const modifyDocument = <E = never, R = never>(
  ref: DocumentRef,
  change: (content: string | undefined) => string | Effect.Effect<string, E, R>,
): Effect.Effect<DocumentHead, E | RevisionConflict | StoreFailure, R | DesignStore> =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    for (let round = 1; ; round += 1) {
      const found = yield* readFrom(store, ref);
      const changed = change(found._tag === "Missing" ? undefined : found.content);
      const content = typeof changed === "string" ? changed : yield* changed;
      const written = yield* Effect.result(writeOver(store, found, content));
      if (written._tag === "Success") return written.success;
      if (written.failure._tag !== "RevisionConflict" || round >= modifyAttempts)
        return yield* Effect.fail(written.failure);
      yield* standBack(round);
    }
  });

/**
 * The sessions of a project, sorted. A session exists where any document of it does, so this looks at
 * every document once.
 */
export const sessionsOf = (
  project: string,
): Effect.Effect<ReadonlyArray<string>, StoreFailure, DesignStore> =>
  DesignStore.use((store) =>
    Effect.map(store.heads({ project }), ({ heads }) =>
      [
        ...new Set(
          heads.flatMap(({ ref, removed }) => (ref.session === null || removed ? [] : [ref.session])),
        ),
      ].sort(),
    ),
  );
