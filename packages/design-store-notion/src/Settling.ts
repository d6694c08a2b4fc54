/** Writes whose answer was lost: what became of them is looked up before they are sent again. */
import type { StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import { isUnanswered } from "./Failure.ts";
import type { NotionApi } from "./NotionApi.ts";

/** The wait before one looks, twice as long each time. */
export const standBack = ({ settings }: NotionApi, round: number): Effect.Effect<void> =>
  Effect.sleep(Math.min(settings.retry.firstDelayMs * 2 ** round, settings.retry.budgetMs));

/**
 * Sends until it is known to have arrived. `arrived` answers with what the write would have, or null where it
 * was not carried out, and may fail where that cannot be told.
 */
export const sendUntilKnown = <A, E>(
  api: NotionApi,
  send: Effect.Effect<A, StoreFailure>,
  arrived: Effect.Effect<A | null, E>,
): Effect.Effect<A, E | StoreFailure> =>
  Effect.gen(function* () {
    for (let round = 0; ; round += 1) {
      const sent = yield* Effect.result(send);
      if (sent._tag === "Success") return sent.success;
      if (!isUnanswered(sent.failure)) return yield* Effect.fail(sent.failure);
      yield* standBack(api, round);
      const found = yield* arrived;
      if (found !== null) return found;
      if (round + 1 >= api.settings.retry.attempts) return yield* Effect.fail(sent.failure);
    }
  });
