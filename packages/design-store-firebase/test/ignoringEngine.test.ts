/** What the contract's cases are worth: an engine that ignores preconditions passes where one reads, and nowhere else. */
import { designStoreCases } from "@idse/design-store-testkit";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import { emulatorCredential, FirebaseDesignStore } from "../src/index.ts";
import { type IgnoringEngine, ignoringEngine } from "./ignoringEngine.ts";
import { type Loopback, serveRest } from "./loopback.ts";
import { newTenant, quick } from "./stores.ts";

const reading = [
  "declares what it can",
  "answers an empty request with nothing, and an empty project with no heads",
  "answers each ref in its order, the missing ones too",
  "gives the same revision and digest by commit, get and heads",
  "keeps documents of the project, of sessions and of other projects apart",
  "lists changes since a cursor: made, replaced, removed, made again",
  "lists no removed document without a cursor",
  "keeps to the scope since a cursor",
];

const staleWrites = {
  "replaces at the expected revision and refuses a stale one":
    "a stale revision: expected RevisionConflict, but it succeeded",
  "refuses to replace or remove what is not there": "replacing: expected RevisionConflict, but it succeeded",
  "removes at the expected revision, and not at a stale one":
    "removing a stale revision: expected RevisionConflict, but it succeeded",
  "writes nothing of a commit in which one expectation fails":
    "a commit with one stale expectation: expected RevisionConflict, but it succeeded",
  "names every document whose expectation failed, and makes no part of a new session":
    "two stale expectations: expected RevisionConflict, but it succeeded",
  "lets one of twenty writers win": "20",
};

let engine: IgnoringEngine;
let loopback: Loopback;

beforeAll(async () => {
  engine = await ignoringEngine();
  loopback = await serveRest(engine);
});

afterAll(() => {
  loopback.close();
  engine.close();
});

const cases = designStoreCases(
  () =>
    FirebaseDesignStore.layer({
      projectId: "demo-idse",
      tenant: newTenant(),
      token: emulatorCredential,
      endpoint: loopback.endpoint,
      retry: quick,
    }),
  { capabilities: FirebaseDesignStore.capabilities, largeContent: "refused" },
);

const outcomeOf = async (name: string): Promise<string> => {
  const found = cases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the contract has no case "${name}"`);
  const exit = await Effect.runPromiseExit(found.run);
  return Exit.isSuccess(exit) ? "passed" : String(Cause.squash(exit.cause));
};

describe("an engine that ignores preconditions", () => {
  it.each(reading)("passes: %s", async (name) => {
    expect(await outcomeOf(name)).toBe("passed");
  });

  it.each(Object.entries(staleWrites))("fails: %s", async (name, reason) => {
    expect(await outcomeOf(name)).toContain(reason);
  });
});
