/** Questions about a sync that write nothing, and settling what an interrupted one left. */
import type { DocumentHead, Scope, StoreFailure } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type KeptConflict, keptConflicts } from "./Conflicts.ts";
import { historyOf, type SyncLogEntry } from "./History.ts";
import { endSending, unansweredSendings } from "./Journal.ts";
import { entryOf, type LedgerProject } from "./Ledger.ts";
import { mainWorktree, observe, type SyncSides } from "./Observe.ts";
import { planObserved, type SyncPlan } from "./Plan.ts";
import { nothingKnown, Planner } from "./Planner.ts";
import { caseOf, type SyncCaseName } from "./SyncCase.ts";
import {
  loadLedger,
  onState,
  type StateFailure,
  type SyncState,
  saveLedger,
  whileLocked,
} from "./SyncState.ts";

/** What this clone knows without asking the remote. */
export interface KeptStatus {
  readonly conflicts: ReadonlyArray<KeptConflict>;
  readonly lastSync: LedgerProject["lastSync"] | null;
  /** Documents that were sent without an answer; the next sync finds out. */
  readonly unanswered: ReadonlyArray<DocumentRef>;
}

/** How this side stands to what was last seen of the remote, without asking it. */
export interface KeptSight extends KeptStatus {
  /** Documents with something for the remote. */
  readonly ahead: number;
  /** Documents for which the remote had something when it was last looked at, or of which an earlier text stands here. */
  readonly behind: number;
}

export interface SyncStatus extends KeptStatus {
  /** What a sync in both directions would do now. */
  readonly plan: SyncPlan;
}

export const keptStatus = (state: SyncState, scope: Scope): Effect.Effect<KeptStatus, StateFailure> =>
  onState(() => ({
    conflicts: keptConflicts(state).filter(({ ref }) => ref.project === scope.project),
    lastSync: loadLedger(state).projects.get(scope.project)?.lastSync ?? null,
    unanswered: unansweredSendings(state).flatMap(({ changes }) => changes.map(({ ref }) => ref)),
  }));

/**
 * For documents of this side as they are listed now. Nothing is counted where nothing was ever agreed on: a
 * clone that has not synced yet knows nothing of the remote. What waits for a decision is counted as a
 * conflict alone.
 */
export const keptSight = (
  { state, worktree = mainWorktree }: Pick<SyncSides, "state" | "worktree">,
  scope: Scope,
  local: ReadonlyArray<DocumentHead>,
): Effect.Effect<KeptSight, StateFailure> =>
  Effect.gen(function* () {
    const kept = yield* keptStatus(state, scope);
    const ledger = yield* onState(() => loadLedger(state));
    const observation = {
      scope,
      ledger,
      local: new Map(local.filter((head) => !head.removed).map((head) => [refKey(head.ref), head])),
      hostile: [],
      unanswered: [],
    };
    const planner = new Planner(observation, { scope, direction: "both" }, worktree);
    const decisions = new Set(kept.conflicts.map(({ ref }) => refKey(ref)));
    const refs = ledger.projects.has(scope.project)
      ? planner.refs.filter((ref) => !decisions.has(refKey(ref)))
      : [];
    const cases = refs.map((ref) => caseOf(planner.facts(ref, nothingKnown)));
    const isApart = (name: SyncCaseName): boolean => name.startsWith("both-changed");
    return {
      ...kept,
      ahead: cases.filter(({ name, does }) => does === "push" || does === "remove-remote" || isApart(name))
        .length,
      behind: cases.filter(({ name, does }) => does === "pull" || does === "remove-local" || isApart(name))
        .length,
    };
  });

export const syncStatus = (
  sides: SyncSides,
  scope: Scope,
): Effect.Effect<SyncStatus, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const kept = yield* keptStatus(sides.state, scope);
    const observation = yield* observe(sides, scope);
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
