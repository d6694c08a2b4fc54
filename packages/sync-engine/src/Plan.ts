/**
 * The plan: for each document its case and what is to be done. Making it writes nothing, and apply carries
 * out this very value.
 */
import type { Capabilities, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { presentSight } from "./Facts.ts";
import { guardsOf, type SyncGuard } from "./Guard.ts";
import { mainWorktree, type Observation, observe, type SyncSides } from "./Observe.ts";
import { nothingKnown, type PlannedDocument, Planner, type SyncRequest } from "./Planner.ts";
import { readChanges, readUids } from "./ReadChanges.ts";
import { caseOf, type SyncAction, type SyncCaseName } from "./SyncCase.ts";
import type { StateFailure } from "./SyncState.ts";

export type { PlannedDocument, SyncRequest };

export interface SyncPlan {
  readonly request: SyncRequest;
  readonly observation: Observation;
  /** Everything in scope that is not settled already, by name. */
  readonly documents: ReadonlyArray<PlannedDocument>;
  /** How many are as last agreed. */
  readonly inSync: number;
  /** Names that were listed and are refused. */
  readonly hostile: ReadonlyArray<string>;
  readonly guards: ReadonlyArray<SyncGuard>;
  /** What this remote cannot promise, in sentences. */
  readonly guarantees: ReadonlyArray<string>;
}

const guaranteesOf = ({ cas, atomicCommit, changes, byteExact }: Capabilities): ReadonlyArray<string> => [
  ...(cas === "none"
    ? [
        "This remote writes without looking: an edit made there between our last look and our write is overwritten.",
      ]
    : []),
  ...(cas === "checked"
    ? [
        "This remote compares before it writes, but not in the same step: an edit made there in that moment can be overwritten.",
      ]
    : []),
  ...(atomicCommit
    ? []
    : ["Documents arrive there one by one; a reader may see some of them before the others."]),
  ...(changes === "scan"
    ? ["This remote does not tell of removals: a document that is missing there is only reported."]
    : []),
  ...(byteExact ? [] : ["This remote may write texts down in its own way."]),
];

const settled: ReadonlySet<SyncCaseName> = new Set(["in-sync", "gone"]);

const guarded = (
  { ledger, scope }: Observation,
  documents: ReadonlyArray<PlannedDocument>,
): ReadonlyArray<SyncGuard> => {
  const agreed = [...ledger.documents.values()].filter(
    ({ base }) => base !== undefined && base.text !== null,
  );
  const inScope = agreed.filter(({ ref }) => isInScope(ref, scope));
  const keys = new Set(inScope.map(({ ref }) => refKey(ref)));
  const carriedOut = documents.filter(({ held }) => !held);
  const counted = (...actions: ReadonlyArray<SyncAction>): number =>
    carriedOut.filter(({ ref, action }) => actions.includes(action) && keys.has(refKey(ref))).length;
  return guardsOf({
    known: inScope.length,
    removals: counted("remove-local", "remove-remote"),
    replaced: counted("push", "pull", "merge"),
    upstream: {
      known: agreed.filter(({ ref, seen }) => ref.project === scope.project && seen?.removed !== true).length,
      listed: [...ledger.documents.values()].filter(
        ({ ref, seen }) => ref.project === scope.project && presentSight(seen) !== undefined,
      ).length,
    },
  });
};

/** The plan for what was observed. */
export const planObserved = (
  sides: SyncSides,
  observation: Observation,
  request: SyncRequest,
): Effect.Effect<SyncPlan, StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const planner = new Planner(observation, request, sides.worktree ?? mainWorktree);
    const { refs } = planner;
    const isSettled = (ref: DocumentRef): boolean =>
      settled.has(caseOf(planner.facts(ref, nothingKnown)).name);
    const open = refs.filter((ref) => !isSettled(ref));
    const uids = yield* readUids(sides, planner, open);
    const known = yield* readChanges(sides, planner, open, uids);
    const documents = open.map((ref) => planner.planned(ref, known));
    return {
      request,
      observation,
      documents,
      inSync: refs.filter((ref) => isSettled(ref) && planner.local(ref) !== undefined).length,
      hostile: observation.hostile,
      guards: guarded(observation, documents),
      guarantees: guaranteesOf(sides.remote.capabilities),
    };
  });

/** Looks at both sides and says what is to be done. Writes nothing. */
export const planSync = (
  sides: SyncSides,
  request: SyncRequest,
): Effect.Effect<SyncPlan, StateFailure | StoreFailure> =>
  Effect.flatMap(observe(sides, request.scope, { fresh: request.fresh ?? false }), (observation) =>
    planObserved(sides, observation, request),
  );
