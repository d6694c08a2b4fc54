/**
 * The contract of a DesignStore as tests: `designStoreContract` for a test runner, `designStoreCases`
 * as data for everything else.
 */
import type { Capabilities } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { batchCases } from "./cases/batches.ts";
import { committingCases } from "./cases/committing.ts";
import { contentCases } from "./cases/contents.ts";
import { cursorCases } from "./cases/cursors.ts";
import { lookalikeCases } from "./cases/lookalikes.ts";
import { nameCases } from "./cases/names.ts";
import { operationCases } from "./cases/operations.ts";
import { raceCases } from "./cases/races.ts";
import { readingCases } from "./cases/reading.ts";
import { tenantCases } from "./cases/tenants.ts";
import { tornCases } from "./cases/torn.ts";
import { unansweredCases } from "./cases/unanswered.ts";
import { opening, type StoreLayer } from "./Opening.ts";
import type { Declared, StoreCase } from "./StoreCase.ts";

export interface ContractOptions {
  /** What the store declares; each is tested as it is declared. */
  readonly capabilities: Capabilities;
  /** Whether the store takes a text of two megabytes; `kept` unless told. */
  readonly largeContent?: "kept" | "refused";
  /** Two tenants of one new backend. */
  readonly tenants?: () => { readonly own: StoreLayer; readonly other: StoreLayer };
  /** A store over a transport whose next commit is carried out and its answer lost, once armed. */
  readonly unanswered?: () => { readonly layer: StoreLayer; readonly loseNextAnswer: () => void };
  /**
   * Needed where `atomicCommit` is false, and refused where it is true: over one new backend, a store whose
   * client dies after this many write requests, and one that does not.
   */
  readonly torn?: (afterWrites: number) => { readonly dying: StoreLayer; readonly next: StoreLayer };
}

/** Gives a store with nothing in it, new for each case; its resources are released with the layer. */
export type MakeStoreLayer = () => StoreLayer;

export interface ContractCase {
  readonly name: string;
  /** Succeeds where the store keeps the contract; otherwise fails or dies with a sentence about what it did. */
  readonly run: Effect.Effect<void, unknown>;
}

const storeCases: ReadonlyArray<StoreCase> = [
  ...readingCases,
  ...committingCases,
  ...batchCases,
  ...raceCases,
  ...operationCases,
  ...cursorCases,
  ...contentCases,
  ...nameCases,
  ...lookalikeCases,
];

const problemWith = ({ capabilities, torn }: ContractOptions): string | undefined => {
  if (capabilities.atomicCommit && torn !== undefined)
    return "A store that declares atomicCommit: true never shows half a commit; leave the option `torn` out.";
  if (!capabilities.atomicCommit && torn === undefined)
    return "A store that declares atomicCommit: false needs the option `torn`, so that half a commit can be looked at. If it cannot be made to write half, declare atomicCommit: true.";
  return undefined;
};

const plainCases = (makeLayer: MakeStoreLayer, declared: Declared): ReadonlyArray<ContractCase> =>
  storeCases
    .filter(({ about }) => about === undefined || about(declared))
    .map(({ name, run }) => ({
      name,
      run: Effect.scoped(
        Effect.gen(function* () {
          // Each with a memory of its own: a layer that is the same value twice is two stores.
          const opened = Effect.flatMap(opening, (open) => open(makeLayer()));
          yield* run(yield* opened, declared, opened);
        }),
      ),
    }));

const casesOfTenants = (
  make: NonNullable<ContractOptions["tenants"]>,
  declared: Declared,
): ReadonlyArray<ContractCase> =>
  tenantCases.map(({ name, run }) => ({
    name,
    run: Effect.scoped(
      Effect.gen(function* () {
        const open = yield* opening;
        const { own, other } = make();
        yield* run(yield* open(own), yield* open(other), declared);
      }),
    ),
  }));

const casesOfLostAnswers = (
  make: NonNullable<ContractOptions["unanswered"]>,
  declared: Declared,
): ReadonlyArray<ContractCase> =>
  unansweredCases(declared).map(({ name, run }) => ({
    name,
    run: Effect.scoped(
      Effect.gen(function* () {
        const open = yield* opening;
        const { layer, loseNextAnswer } = make();
        yield* run(yield* open(layer), loseNextAnswer);
      }),
    ),
  }));

const casesOfHalves = (make: NonNullable<ContractOptions["torn"]>): ReadonlyArray<ContractCase> =>
  tornCases.map(({ name, run }) => ({
    name,
    run: run((afterWrites) =>
      Effect.gen(function* () {
        const open = yield* opening;
        const { dying, next } = make(afterWrites);
        return { dying: yield* open(dying), next: yield* open(next) };
      }),
    ),
  }));

/**
 * The cases, each with a store of its own, to be run by hand. Throws where the options contradict what is
 * declared.
 */
export const designStoreCases = (
  makeLayer: MakeStoreLayer,
  options: ContractOptions,
): ReadonlyArray<ContractCase> => {
  const problem = problemWith(options);
  if (problem !== undefined) throw new Error(problem);
  const { capabilities, largeContent = "kept", tenants, unanswered, torn } = options;
  const declared = { capabilities, largeContent };
  return [
    ...plainCases(makeLayer, declared),
    ...(tenants === undefined ? [] : casesOfTenants(tenants, declared)),
    ...(unanswered === undefined ? [] : casesOfLostAnswers(unanswered, declared)),
    ...(torn === undefined ? [] : casesOfHalves(torn)),
  ];
};

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
