import { type Capabilities, DesignStore, layerMemory, makeMemory } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import { designStoreCases, designStoreContract, type MakeStoreLayer } from "../src/index.ts";
import { brokenStores, falseClaims } from "./brokenStores.ts";

const capabilities: Capabilities = { cas: "native", atomicCommit: true, changes: "exact", byteExact: true };

designStoreContract("the store in memory", () => layerMemory, { capabilities });

const redCases = async (
  makeLayer: MakeStoreLayer,
  declared: Capabilities,
): Promise<ReadonlyArray<string>> => {
  const red: Array<string> = [];
  for (const { name, run } of designStoreCases(makeLayer, { capabilities: declared })) {
    if (Exit.isFailure(await Effect.runPromiseExit(run))) red.push(name);
  }
  return red;
};

describe("the contract finds a store that is broken", () => {
  for (const [name, makeLayer] of Object.entries(brokenStores))
    it(name, async () => {
      const red = await redCases(makeLayer, capabilities);
      expect(red).not.toEqual([]);
      expect(red.length).toBeLessThan(designStoreCases(makeLayer, { capabilities }).length);
    });

  for (const [name, declared] of Object.entries(falseClaims))
    it(name, async () => {
      expect(await redCases(() => layerMemory, declared)).not.toEqual([]);
    });

  it("that takes less text than it says", async () => {
    const cases = designStoreCases(() => layerMemory, { capabilities, largeContent: "refused" });
    const exits = await Promise.all(cases.map(({ run }) => Effect.runPromiseExit(run)));
    expect(exits.filter(Exit.isFailure)).toHaveLength(1);
  });
});

describe("the contract takes weaker stores as they declare themselves", () => {
  const weaker = (declared: Capabilities): MakeStoreLayer => {
    return () =>
      Layer.effect(
        DesignStore,
        Effect.map(makeMemory, (inner) => ({ ...inner, capabilities: declared })),
      );
  };
  const claims: ReadonlyArray<Capabilities> = [
    { cas: "native", atomicCommit: true, changes: "overlap", byteExact: true },
    { cas: "none", atomicCommit: false, changes: "overlap", byteExact: false },
  ];
  for (const declared of claims)
    it(JSON.stringify(declared), async () => {
      expect(await redCases(weaker(declared), declared)).toEqual([]);
    });
});

describe("a case", () => {
  it("gets a store of its own", async () => {
    const cases = designStoreCases(() => layerMemory, { capabilities });
    const twice = [...cases, ...cases].map(({ run }) => Effect.runPromiseExit(run));
    expect((await Promise.all(twice)).filter(Exit.isFailure)).toEqual([]);
  });
});
