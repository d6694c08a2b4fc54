/** A store that is broken in one way that real backends were seen to be broken in, and the case that finds it. */
import {
  type Capabilities,
  type Change,
  type CommitResult,
  DesignStore,
  type DesignStoreService,
  makeMemory,
  type NonEmpty,
  type OperationId,
  type RevisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type { ContractOptions, MakeStoreLayer } from "../../src/index.ts";

export interface Mutant {
  readonly make: MakeStoreLayer;
  readonly options: ContractOptions;
  /** The name of the case that has to go red, others beside it or not. */
  readonly red: string;
}

export type Mutants = Readonly<Record<string, Mutant>>;
export type Commit = DesignStoreService["commit"];
export type Committed = Effect.Effect<CommitResult, RevisionConflict | StoreFailure>;

export const strict: Capabilities = { cas: "native", atomicCommit: true, changes: "exact", byteExact: true };

/** The store in memory with some of its methods replaced. */
export const changed = (
  change: (inner: DesignStoreService) => Partial<DesignStoreService>,
): MakeStoreLayer => {
  return () =>
    Layer.effect(
      DesignStore,
      Effect.map(makeMemory, (inner) => ({ ...inner, ...change(inner) })),
    );
};

export const broken = (
  red: string,
  change: (inner: DesignStoreService) => Partial<DesignStoreService>,
): Mutant => ({ make: changed(change), options: { capabilities: strict }, red });

export const brokenCommit = (red: string, change: (inner: DesignStoreService) => Commit): Mutant =>
  broken(red, (inner) => ({ commit: change(inner) }));

/** The same changes, each with whatever expectation fits what is there now. */
const fitted = (
  inner: DesignStoreService,
  changes: ReadonlyArray<Change>,
): Effect.Effect<Array<Change>, StoreFailure> =>
  Effect.map(inner.get(changes.map((change) => change.ref)), (found) =>
    changes.flatMap((change, index): Array<Change> => {
      const present = found[index];
      const revision = present?._tag === "StoredDocument" ? present.revision : undefined;
      if (change._tag === "Remove")
        return revision === undefined ? [] : [{ ...change, expect: { revision } }];
      return [{ ...change, expect: revision === undefined ? "absent" : { revision } }];
    }),
  );

/** Writes whatever was expected. */
export const commitBlindly = (
  inner: DesignStoreService,
  changes: NonEmpty<Change>,
  operation: OperationId,
): Committed =>
  Effect.gen(function* () {
    const [first, ...rest] = yield* fitted(inner, changes);
    return first === undefined ? { heads: [] } : yield* inner.commit([first, ...rest], operation);
  });

/** Whether every expectation holds at this moment. */
export const isAsExpected = (
  inner: DesignStoreService,
  changes: ReadonlyArray<Change>,
): Effect.Effect<boolean, StoreFailure> =>
  Effect.map(inner.get(changes.map((change) => change.ref)), (found) =>
    changes.every(({ expect }, index) => {
      const present = found[index];
      return expect === "absent"
        ? present?._tag === "Missing"
        : present?._tag === "StoredDocument" && present.revision === expect.revision;
    }),
  );
