/** Stores that declare what they cannot do, and stores that can do more than they declare. */
import {
  type Capabilities,
  DesignStore,
  type DesignStoreService,
  layerMemory,
  makeMemory,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { newWeakBackend } from "../weakBackend.ts";
import { tornWeak, type WeakClient, weakCapabilities, weakStore } from "../weakStore.ts";
import { type Mutant, type Mutants, strict } from "./Mutant.ts";

const claiming = (
  red: string,
  inner: Effect.Effect<DesignStoreService>,
  capabilities: Capabilities,
): Mutant => ({
  make: () =>
    Layer.effect(
      DesignStore,
      Effect.map(inner, (store) => ({ ...store, capabilities })),
    ),
  options: { capabilities, ...(capabilities.atomicCommit ? {} : { torn: tornWeak }) },
  red,
});

const weak = (client: WeakClient = {}) => Effect.sync(() => weakStore(newWeakBackend(), client));

const lists = "lists changes since a cursor: made, replaced, removed, made again";
const shows = "writes over what it cannot compare, and shows that it did";

export const claimMutants: Mutants = {
  "other capabilities than it is said to have": {
    make: () => layerMemory,
    options: { capabilities: { ...strict, changes: "overlap" } },
    red: "declares what it can",
  },

  "claims to compare and write at once": claiming("lets one of twenty writers win", weak(), {
    ...weakCapabilities,
    cas: "native",
  }),

  "claims to write all or nothing": claiming(
    "lets one of ten win who write the same two documents, and gives both",
    weak(),
    { ...weakCapabilities, cas: "native", atomicCommit: true },
  ),

  "claims to list exactly": claiming(lists, weak(), { ...weakCapabilities, changes: "exact" }),

  "claims to be byte-exact": claiming("keeps Windows line ends", weak(), {
    ...weakCapabilities,
    byteExact: true,
  }),

  "claims to compare": claiming(
    "replaces at the expected revision and refuses a stale one",
    weak({ cas: "none" }),
    weakCapabilities,
  ),

  "claims to list removals, and lists what is present": claiming(
    lists,
    Effect.map(makeMemory, (inner) => ({ ...inner, heads: (scope) => inner.heads(scope) })),
    { ...strict, changes: "overlap" },
  ),

  "claims to list what is present, and lists changes": claiming(lists, makeMemory, {
    ...strict,
    changes: "scan",
  }),

  "claims not to compare": claiming(shows, makeMemory, { ...strict, cas: "none" }),

  "writes over another's change and shows the old revision": claiming(
    shows,
    Effect.map(weak({ cas: "none" }), (inner): DesignStoreService => {
      const first = new Map<string, string>();
      const known = (kind: string, revision: string) => first.get(kind) ?? revision;
      return {
        ...inner,
        get: (refs) =>
          Effect.map(inner.get(refs), (found) =>
            found.map((one) =>
              one._tag === "Missing" ? one : { ...one, revision: known(one.ref.kind, one.revision) },
            ),
          ),
        commit: (changes, operation) =>
          Effect.tap(inner.commit(changes, operation), ({ heads }) =>
            Effect.sync(() => {
              for (const { ref, revision } of heads) first.set(ref.kind, known(ref.kind, revision));
            }),
          ),
      };
    }),
    { ...weakCapabilities, cas: "none" },
  ),

  "claims to refuse two megabytes": {
    make: () => layerMemory,
    options: { capabilities: strict, largeContent: "refused" },
    red: "takes two megabytes whole, or refuses them whole",
  },
};
