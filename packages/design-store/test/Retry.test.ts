import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as TestClock from "effect/testing/TestClock";
import {
  answeredWithin,
  QuotaExceeded,
  Rejected,
  retrying,
  type StoreFailure,
  Unavailable,
} from "../src/index.ts";

const fields = { store: "remote", operation: "get", message: "no" };
const policy = { attempts: 4, budgetMs: 60_000, firstDelayMs: 100 };

/** A request that fails so, one failure after the other, and then succeeds; and how often it was sent. */
const failing = (...failures: ReadonlyArray<StoreFailure>) => {
  let sent = 0;
  const request = Effect.suspend((): Effect.Effect<number, StoreFailure> => {
    const failure = failures[sent];
    sent += 1;
    return failure === undefined ? Effect.succeed(sent) : Effect.fail(failure);
  });
  return { request, sent: () => sent };
};

/** Runs under a clock that is moved by hand; answers with the result, or null where it still waits. */
const after = <A, E>(milliseconds: number, effect: Effect.Effect<A, E>) =>
  Effect.runPromise(
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.result(effect));
      yield* TestClock.adjust(milliseconds);
      const exit = fiber.pollUnsafe();
      yield* Fiber.interrupt(fiber);
      return exit?._tag === "Success" ? exit.value : null;
    }).pipe(Effect.provide(TestClock.layer())),
  );

describe("a request that is harmless to repeat", () => {
  it("is sent again until it succeeds", async () => {
    const { request, sent } = failing(new Unavailable(fields), new Unavailable(fields));
    expect(await after(1_000, retrying(policy)(request))).toMatchObject({ _tag: "Success", success: 3 });
    expect(sent()).toBe(3);
  });

  it("is not sent again where it was refused for good", async () => {
    const { request, sent } = failing(new Rejected(fields));
    expect(await after(0, retrying(policy)(request))).toMatchObject({ failure: { _tag: "Rejected" } });
    expect(sent()).toBe(1);
  });

  it("is sent no more often than the policy says", async () => {
    const { request, sent } = failing(...Array.from({ length: 9 }, () => new Unavailable(fields)));
    expect(await after(10_000, retrying(policy)(request))).toMatchObject({
      failure: { _tag: "Unavailable" },
    });
    expect(sent()).toBe(4);
  });

  it("waits as long as the remote asks", async () => {
    const asked = () => failing(new QuotaExceeded({ ...fields, retryAfterMs: 30_000 }));
    expect(await after(29_000, retrying(policy)(asked().request))).toBeNull();
    expect(await after(30_000, retrying(policy)(asked().request))).toMatchObject({ _tag: "Success" });
  });

  it("fails at once where the remote asks for more time than there is", async () => {
    const { request, sent } = failing(new QuotaExceeded({ ...fields, retryAfterMs: 60_001 }));
    expect(await after(0, retrying(policy)(request))).toMatchObject({ failure: { retryAfterMs: 60_001 } });
    expect(sent()).toBe(1);
  });
});

describe("a request with a deadline", () => {
  it("is unavailable where no answer came in time", async () => {
    const late = answeredWithin(5_000, { store: "remote", operation: "get" })(Effect.never);
    expect(await after(4_999, late)).toBeNull();
    expect(await after(5_000, late)).toMatchObject({ failure: { _tag: "Unavailable", code: "ETIMEDOUT" } });
  });
});
