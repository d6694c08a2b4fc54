import { type Capabilities, layerMemory, makeMemory } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import {
  type ContractOptions,
  designStoreCases,
  designStoreContract,
  type MakeStoreLayer,
} from "../src/index.ts";
import { brokenStores, falseClaims } from "./brokenStores.ts";
import { losingAnswers, twoTenants } from "./fixtureStores.ts";
import { newWeakBackend, tornWeak, weakCapabilities, weakLayer, weakStore } from "./weakStore.ts";

const capabilities: Capabilities = { cas: "native", atomicCommit: true, changes: "exact", byteExact: true };

designStoreContract("the store in memory", () => layerMemory, {
  capabilities,
  tenants: twoTenants,
  unanswered: () => losingAnswers(makeMemory),
});

designStoreContract("a store that promises little", () => weakLayer(newWeakBackend()), {
  capabilities: weakCapabilities,
  unanswered: () => losingAnswers(Effect.sync(() => weakStore(newWeakBackend()))),
  torn: tornWeak,
});

const redCases = async (
  makeLayer: MakeStoreLayer,
  options: ContractOptions,
): Promise<ReadonlyArray<string>> => {
  const red: Array<string> = [];
  for (const { name, run } of designStoreCases(makeLayer, options)) {
    if (Exit.isFailure(await Effect.runPromiseExit(run))) red.push(name);
  }
  return red;
};

describe("the contract finds a store that is broken", () => {
  for (const [name, makeLayer] of Object.entries(brokenStores))
    it(name, async () => {
      const red = await redCases(makeLayer, { capabilities });
      expect(red).not.toEqual([]);
      expect(red.length).toBeLessThan(designStoreCases(makeLayer, { capabilities }).length);
    });

  for (const [name, declared] of Object.entries(falseClaims))
    it(name, async () => {
      expect(await redCases(() => layerMemory, { capabilities: declared })).not.toEqual([]);
    });

  it("that takes less text than it says", async () => {
    const cases = designStoreCases(() => layerMemory, { capabilities, largeContent: "refused" });
    const exits = await Promise.all(cases.map(({ run }) => Effect.runPromiseExit(run)));
    expect(exits.filter(Exit.isFailure)).toHaveLength(1);
  });
});

describe("a case", () => {
  it("gets a store of its own", async () => {
    const cases = designStoreCases(() => layerMemory, { capabilities });
    const twice = [...cases, ...cases].map(({ run }) => Effect.runPromiseExit(run));
    expect((await Promise.all(twice)).filter(Exit.isFailure)).toEqual([]);
  });
});
