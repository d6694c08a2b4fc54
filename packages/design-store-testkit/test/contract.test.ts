import { type Capabilities, layerMemory, makeMemory } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { designStoreCases, designStoreContract } from "../src/index.ts";
import { losingAnswers, twoTenants } from "./fixtureStores.ts";
import { newWeakBackend } from "./weakBackend.ts";
import { tornWeak, type WeakClient, weakCapabilities, weakLayer, weakStore } from "./weakStore.ts";

const capabilities: Capabilities = { cas: "native", atomicCommit: true, changes: "exact", byteExact: true };

designStoreContract("the store in memory", () => layerMemory, {
  capabilities,
  tenants: twoTenants,
  unanswered: () => losingAnswers(makeMemory),
});

const contractOfWeak = (name: string, client: WeakClient, declared: Capabilities): void =>
  designStoreContract(name, () => weakLayer(newWeakBackend(), client), {
    capabilities: declared,
    unanswered: () => losingAnswers(Effect.sync(() => weakStore(newWeakBackend(), client))),
    torn: (afterWrites) => tornWeak(afterWrites, client),
  });

contractOfWeak("a store that promises little", {}, weakCapabilities);
contractOfWeak("a store that promises nothing", { cas: "none" }, { ...weakCapabilities, cas: "none" });

describe("the options", () => {
  it("hold half a commit where all or nothing is not declared, and only there", () => {
    expect(() => designStoreCases(() => layerMemory, { capabilities: weakCapabilities })).toThrow(
      "needs the option `torn`",
    );
    expect(() => designStoreCases(() => layerMemory, { capabilities, torn: tornWeak })).toThrow(
      "leave the option `torn` out",
    );
  });

  it("add cases, each with a name of its own", () => {
    const cases = designStoreCases(() => layerMemory, {
      capabilities,
      tenants: twoTenants,
      unanswered: () => losingAnswers(makeMemory),
    });
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const plain = designStoreCases(() => layerMemory, { capabilities }).length;
    expect(names.length).toBeGreaterThan(plain + 5);
  });
});

describe("a case", () => {
  it("gets a store of its own", async () => {
    const cases = designStoreCases(() => layerMemory, { capabilities });
    const twice = [...cases, ...cases].map(({ run }) => Effect.runPromiseExit(run));
    expect((await Promise.all(twice)).filter(Exit.isFailure)).toEqual([]);
  });
});
