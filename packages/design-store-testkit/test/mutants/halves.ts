/** Stores that write one document after the other and let a reader, or a writer, take half of it for the whole. */
import {
  DesignStore,
  type DesignStoreService,
  Malformed,
  type StoreFailure,
  Unavailable,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type { ContractOptions } from "../../src/index.ts";
import { newWeakBackend, type Unfinished, type WeakBackend } from "../weakBackend.ts";
import { weakCapabilities, weakLayer, weakStore } from "../weakStore.ts";
import type { Mutant, Mutants } from "./Mutant.ts";

const half = (what: string): string =>
  `never shows half a commit as whole, and completes it when it is sent again: ${what}`;
const ofSession = half("four documents of a session");

const torn = (red: string, stores: NonNullable<ContractOptions["torn"]>): Mutant => ({
  make: () => weakLayer(newWeakBackend()),
  options: { capabilities: weakCapabilities, torn: stores },
  red,
});

/** The next client is what `change` makes of the backend. */
const readBy = (red: string, change: (backend: WeakBackend) => DesignStoreService): Mutant =>
  torn(red, (afterWrites) => {
    const backend = newWeakBackend();
    return {
      dying: weakLayer(backend, { writes: afterWrites }),
      next: Layer.sync(DesignStore, () => change(backend)),
    };
  });

/** The next client sees other records than there are. */
const seeing = (red: string, change: (backend: WeakBackend) => Partial<Unfinished>): Mutant =>
  readBy(red, (backend) =>
    weakStore({ ...backend, unfinished: { ...backend.unfinished, ...change(backend) } }),
  );

const blind = (backend: WeakBackend): DesignStoreService =>
  weakStore({ ...backend, unfinished: { ...backend.unfinished, all: () => [] } });

/** The records of which so many documents are written. */
const withWritten = (backend: WeakBackend, isSeen: (written: number) => boolean): Partial<Unfinished> => ({
  all: () =>
    backend.unfinished.all().filter(([operation]) => {
      const rows = [...backend.rows.values()];
      return isSeen(rows.filter((row) => row.operation === operation).length);
    }),
});

const mapMalformed = <A>(
  reading: Effect.Effect<A, StoreFailure>,
  change: (torn: Malformed) => StoreFailure,
) => Effect.mapError(reading, (failure) => (failure._tag === "Malformed" ? change(failure) : failure));

const toldAs = (change: (torn: Malformed) => StoreFailure): Mutant =>
  readBy(ofSession, (backend) => {
    const store = weakStore(backend);
    return {
      ...store,
      get: (refs) => mapMalformed(store.get(refs), change),
      heads: (scope, since) => mapMalformed(store.heads(scope, since), change),
    };
  });

class Forgetful<K, V> extends Map<K, V> {
  override get(): undefined {
    return undefined;
  }
}

export const halfMutants: Mutants = {
  "half shown as whole": seeing(ofSession, () => ({ all: () => [] })),

  "half listed as whole": readBy(ofSession, (backend) => ({
    ...weakStore(backend),
    heads: blind(backend).heads,
  })),

  "half shown as whole, document by document": readBy(ofSession, (backend) => {
    const [store, careless] = [weakStore(backend), blind(backend)];
    return { ...store, get: (refs) => (refs.length === 1 ? careless.get(refs) : store.get(refs)) };
  }),

  "half of several shown as whole when read at once": readBy(ofSession, (backend) => {
    const [store, careless] = [weakStore(backend), blind(backend)];
    return { ...store, get: (refs) => (refs.length === 1 ? store.get(refs) : careless.get(refs)) };
  }),

  "half shown as missing": readBy(ofSession, (backend) => {
    const store = weakStore(backend);
    return {
      ...store,
      get: (refs) =>
        Effect.catchTag(store.get(refs), "Malformed", () =>
          Effect.succeed(refs.map((ref) => ({ _tag: "Missing" as const, ref }))),
        ),
    };
  }),

  "half told as a passing failure": toldAs(
    ({ store, operation, message }) => new Unavailable({ store, operation, message }),
  ),

  "half told without a name": toldAs(
    ({ store, operation }) => new Malformed({ store, operation, message: "Something is not right." }),
  ),

  "record laid down after the first document": seeing(ofSession, (backend) =>
    withWritten(backend, (written) => written > 1),
  ),

  "record taken away before the last document": seeing(ofSession, (backend) =>
    withWritten(backend, (written) => written < 3),
  ),

  "record of one session only": seeing(half("documents of two sessions and of the project"), (backend) => ({
    all: () =>
      backend.unfinished
        .all()
        .map(([operation, changes]) => [
          operation,
          changes.filter((change) => change.ref.session === changes[0]?.ref.session),
        ]),
  })),

  "record of documents that were there": seeing(half("a new session"), (backend) => ({
    all: () =>
      backend.unfinished
        .all()
        .map(([operation, changes]) => [operation, changes.filter((change) => change.expect !== "absent")]),
  })),

  "half never completed": seeing(ofSession, () => ({ has: () => false })),

  "half told as complete": readBy(ofSession, (backend) => {
    const store = weakStore(backend);
    return {
      ...store,
      commit: (changes, operation) => {
        if (backend.unfinished.has(operation)) backend.unfinished.end(operation);
        return store.commit(changes, operation);
      },
    };
  }),

  "completion forgotten": readBy(ofSession, (backend) =>
    weakStore({ ...backend, answered: new Forgetful() }),
  ),

  "a client that does not die": torn(ofSession, () => {
    const backend = newWeakBackend();
    return { dying: weakLayer(backend), next: weakLayer(backend) };
  }),

  "a client that never gets far": torn(ofSession, () => {
    const backend = newWeakBackend();
    return { dying: weakLayer(backend, { writes: 0 }), next: weakLayer(backend) };
  }),
};
