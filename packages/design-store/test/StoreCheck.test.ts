import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import {
  makeMemory,
  newTestSession,
  roundTrip,
  runStoreChecks,
  StoreCheckFailed,
  Unauthorized,
} from "../src/index.ts";

const fine = Effect.succeed("fine");

describe("the check of a store", () => {
  it("stops at the first step that fails, and says what to do", async () => {
    const refused = Effect.fail(
      new StoreCheckFailed({ message: "There are no tables.", hint: "Make them." }),
    );
    const checks = await Effect.runPromise(
      runStoreChecks({ credentials: fine, schema: refused, permissions: fine, "round-trip": fine }),
    );
    expect(checks.map(({ step, outcome, hint }) => [step, outcome, hint])).toEqual([
      ["credentials", "passed", null],
      ["schema", "failed", "Make them."],
      ["permissions", "not-run", null],
      ["round-trip", "not-run", null],
    ]);
  });

  it("takes a failure of the store as an answer", async () => {
    const out = Effect.fail(new Unauthorized({ store: "remote", operation: "get", message: "No token." }));
    const [first] = await Effect.runPromise(
      runStoreChecks({ credentials: out, schema: fine, permissions: fine, "round-trip": fine }),
    );
    expect(first).toEqual({ step: "credentials", outcome: "failed", message: "No token.", hint: null });
  });
});

describe("the round trip", () => {
  it("leaves nothing behind", async () => {
    const store = await Effect.runPromise(makeMemory);
    await Effect.runPromise(roundTrip(store, "demo"));
    expect((await Effect.runPromise(store.heads({ project: "demo" }))).heads).toEqual([]);
  });

  it("writes in the session it is given", async () => {
    const store = await Effect.runPromise(makeMemory);
    const { cursor } = await Effect.runPromise(store.heads({ project: "demo" }));
    const session = newTestSession();
    await Effect.runPromise(roundTrip(store, "demo", session));
    const { heads } = await Effect.runPromise(store.heads({ project: "demo" }, cursor));
    expect(heads.map((head) => [head.ref.session, head.removed])).toEqual([[session, true]]);
  });

  it("notices a store that changes texts", async () => {
    const inner = await Effect.runPromise(makeMemory);
    const bent = {
      ...inner,
      get: (refs: Parameters<typeof inner.get>[0]) =>
        Effect.map(inner.get(refs), (found) => found.map((one) => ({ ...one, digest: "sha256:other" }))),
    };
    expect((await Effect.runPromise(Effect.flip(roundTrip(bent, "demo"))))._tag).toBe("StoreCheckFailed");
    expect((await Effect.runPromise(inner.heads({ project: "demo" }))).heads).toEqual([]);
  });
});
