/**
 * The contract of a DesignStore as tests: `designStoreContract` for a test runner, `designStoreCases`
 * as data for everything else.
 */
import { type Capabilities, DesignStore } from "@idse/design-store";
import * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import { committingCases } from "./cases/committing.ts";
import { contentCases } from "./cases/contents.ts";
import { cursorCases } from "./cases/cursors.ts";
import { nameCases } from "./cases/names.ts";
import { operationCases } from "./cases/operations.ts";
import { readingCases } from "./cases/reading.ts";
import type { StoreCase } from "./StoreCase.ts";

export interface ContractOptions {
  /** What the store declares; each is tested as it is declared. */
  readonly capabilities: Capabilities;
  /** Whether the store takes a text of two megabytes; `kept` unless told. */
  readonly largeContent?: "kept" | "refused";
}

/** Gives a store with nothing in it, new for each case; its resources are released with the layer. */
export type MakeStoreLayer = () => Layer.Layer<DesignStore, unknown>;

export interface ContractCase {
  readonly name: string;
  /** Succeeds where the store keeps the contract; otherwise fails or dies with a sentence about what it did. */
  readonly run: Effect.Effect<void, unknown>;
}

const storeCases: ReadonlyArray<StoreCase> = [
  ...readingCases,
  ...committingCases,
  ...operationCases,
  ...cursorCases,
  ...contentCases,
  ...nameCases,
];

/** The cases, each with a store of its own, to be run by hand. */
export const designStoreCases = (
  makeLayer: MakeStoreLayer,
  { capabilities, largeContent = "kept" }: ContractOptions,
): ReadonlyArray<ContractCase> =>
  storeCases.map(({ name, run }) => ({
    name,
    run: Effect.suspend(() =>
      DesignStore.use((store) => run(store, { capabilities, largeContent })).pipe(
        Effect.provide(makeLayer()),
      ),
    ),
  }));

/** What Jest, Vitest and others put into the global scope. */
interface TestRunner {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => Promise<void>) => void;
}

/** Registers the contract with the test runner whose `describe` and `it` are global. */
export const designStoreContract = (
  name: string,
  makeLayer: MakeStoreLayer,
  options: ContractOptions,
): void => {
  const { describe, it } = globalThis as unknown as TestRunner;
  describe(`${name} keeps the contract of a DesignStore`, () => {
    for (const one of designStoreCases(makeLayer, options)) it(one.name, () => Effect.runPromise(one.run));
  });
};
