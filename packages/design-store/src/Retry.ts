/**
 * Patience with a remote: a request that is harmless to repeat is repeated, as often and as long as a
 * policy allows. What must not be sent twice does not belong in here; its answer is read back instead.
 */
import * as Effect from "effect/Effect";
import * as Random from "effect/Random";
import { type QuotaExceeded, type StoreFailure, Unavailable } from "./StoreFailure.ts";

export interface RetryPolicy {
  /** How often a request is sent at most, the first time counted. */
  readonly attempts: number;
  /** How long all waiting together may take, in milliseconds. */
  readonly budgetMs: number;
  /** The first wait; each further one is twice as long, with a random part. */
  readonly firstDelayMs: number;
}

/** What a person at a terminal bears with. */
export const patient: RetryPolicy = { attempts: 6, budgetMs: 120_000, firstDelayMs: 250 };

const isPassing = (failure: unknown): failure is Unavailable | QuotaExceeded => {
  const tag = (failure as { readonly _tag?: unknown } | null)?._tag;
  return tag === "Unavailable" || tag === "QuotaExceeded";
};

const asked = (failure: Unavailable | QuotaExceeded): number =>
  failure._tag === "QuotaExceeded" ? (failure.retryAfterMs ?? 0) : 0;

/**
 * Sends a request again where it failed with `Unavailable` or `QuotaExceeded`, not before the time that the
 * remote asked for. Where that is beyond the budget it fails at once with the failure it had.
 */
export const retrying =
  ({ attempts, budgetMs, firstDelayMs }: RetryPolicy) =>
  <A, E, R>(request: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      let waited = 0;
      for (let attempt = 1; ; attempt += 1) {
        const sent = yield* Effect.result(request);
        if (sent._tag === "Success") return sent.success;
        const { failure } = sent;
        if (!isPassing(failure) || attempt >= attempts) return yield* Effect.fail(failure);
        const share = 0.5 + (yield* Random.next) / 2;
        const delay = Math.max(asked(failure), firstDelayMs * 2 ** (attempt - 1) * share);
        waited += delay;
        if (waited > budgetMs) return yield* Effect.fail(failure);
        yield* Effect.sleep(delay);
      }
    });

/** Fails with `Unavailable` where a remote does not answer in time. What it did with the request is unknown then. */
export const answeredWithin =
  (milliseconds: number, { store, operation }: { readonly store: string; readonly operation: string }) =>
  <A, E extends StoreFailure | { readonly _tag: string }, R>(
    request: Effect.Effect<A, E, R>,
  ): Effect.Effect<A, E | Unavailable, R> =>
    Effect.timeoutOrElse(request, {
      duration: milliseconds,
      orElse: () =>
        Effect.fail(
          new Unavailable({
            store,
            operation,
            code: "ETIMEDOUT",
            message: `${store} did not answer within ${Math.round(milliseconds / 1000)} s.`,
          }),
        ),
    });
