/** Questions about a sync that write nothing, and settling what an interrupted one left. */
import type { Scope, StoreFailure } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { historyOf, type SyncLogEntry } from "./History.ts";
import { endSending, unansweredSendings } from "./Journal.ts";
import { entryOf } from "./Ledger.ts";
import { observe, type SyncSides } from "./Observe.ts";
import { planObserved, type SyncPlan } from "./Plan.ts";
import { type KeptStatus, keptStatus } from "./Sight.ts";
import { onState, type StateFailure, type SyncState, saveLedger, whileLocked } from "./SyncState.ts";

export interface SyncStatus extends KeptStatus {
  /** What a sync in both directions would do now. */
  readonly plan: SyncPlan;
}

export const syncStatus = (
  sides: SyncSides,
  scope: Scope,
  { fresh = false }: { readonly fresh?: boolean } = {},
): Effect.Effect<SyncStatus, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const kept = yield* keptStatus(sides.state, scope);
    const observation = yield* observe(sides, scope, { fresh });
    return { ...kept, plan: yield* planObserved(sides, observation, { scope, direction: "both" }) };
  });

/** What was done, oldest first. */
export const syncLog = (state: SyncState): Effect.Effect<ReadonlyArray<SyncLogEntry>, StateFailure> =>
  onState(() => historyOf(state));

export interface Recovered {
  readonly ref: DocumentRef;
  /** The remote holds what was sent. */
  readonly arrived: boolean;
}

/**
 * Finds out what became of everything that was sent without an answer. Applying a plan does this too; alone
 * it moves no document.
 */
export const recoverSync = (
  sides: SyncSides,
  scope: Scope,
): Effect.Effect<ReadonlyArray<Recovered>, StateFailure | StoreFailure> =>
  whileLocked(
    sides.state,
    Effect.gen(function* () {
      const { state } = sides;
      if ((yield* onState(() => unansweredSendings(state))).length === 0) return [];
      const { ledger, unanswered } = yield* observe(sides, scope);
      yield* onState(() => {
        saveLedger(state, ledger);
        for (const { operation } of unanswered) endSending(state, operation);
      });
      const changes = new Map(
        unanswered.flatMap((sending) => sending.changes.map((change) => [refKey(change.ref), change])),
      );
      return [...changes.values()].map(({ ref, digest }) => {
        const { seen } = entryOf(ledger, ref);
        const arrived = digest === null ? seen?.removed === true : seen?.digest === digest;
        return { ref, arrived };
      });
    }),
  );
