/** What a clone knows of a remote without asking it. It is asked with every status, so little is loaded for it. */
import type { DocumentHead, Scope } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type KeptConflict, keptConflicts } from "./Conflicts.ts";
import { unansweredSendings } from "./Journal.ts";
import type { Ledger, LedgerProject } from "./Ledger.ts";
import { mainWorktree, type SyncSides } from "./Observe.ts";
import { nothingKnown, Planner } from "./Planner.ts";
import { caseOf, type SyncAction, type SyncCaseName } from "./SyncCase.ts";
import { loadLedger, onState, type StateFailure, type SyncState } from "./SyncState.ts";
import { unfinishedWritings, withWritings } from "./Writing.ts";

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
  /** The same by document, in the order of their keys; those that wait for a decision are not among them. */
  readonly apart: ReadonlyArray<ApartDocument>;
}

export interface ApartDocument {
  readonly ref: DocumentRef;
  readonly side: "ahead" | "behind" | "both-changed";
}

const sideOf = ({ name, does }: { readonly name: SyncCaseName; readonly does: SyncAction }) => {
  if (name.startsWith("both-changed")) return "both-changed" as const;
  if (does === "push" || does === "remove-remote") return "ahead" as const;
  return does === "pull" || does === "remove-local" ? ("behind" as const) : null;
};

const statusFrom = (state: SyncState, { projects }: Ledger, { project }: Scope): KeptStatus => ({
  conflicts: keptConflicts(state).filter(({ ref }) => ref.project === project),
  lastSync: projects.get(project)?.lastSync ?? null,
  unanswered: unansweredSendings(state).flatMap(({ changes }) => changes.map(({ ref }) => ref)),
});

export const keptStatus = (state: SyncState, scope: Scope): Effect.Effect<KeptStatus, StateFailure> =>
  onState(() => statusFrom(state, loadLedger(state), scope));

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
    // The ledger is large, and is read with every status: once.
    const { ledger, kept } = yield* onState(() => {
      const known = loadLedger(state);
      const writings = unfinishedWritings(state, worktree);
      return { ledger: withWritings(known, writings, local), kept: statusFrom(state, known, scope) };
    });
    const observation = {
      scope,
      ledger,
      local: new Map(local.filter((head) => !head.removed).map((head) => [refKey(head.ref), head])),
      hostile: [],
      unanswered: [],
      first: false,
      writings: [],
    };
    const planner = new Planner(observation, { scope, direction: "both" }, worktree);
    const decisions = new Set(kept.conflicts.map(({ ref }) => refKey(ref)));
    const refs = ledger.projects.has(scope.project)
      ? planner.refs.filter((ref) => !decisions.has(refKey(ref)))
      : [];
    const apart = refs
      .flatMap((ref): ReadonlyArray<ApartDocument> => {
        const side = sideOf(caseOf(planner.facts(ref, nothingKnown)));
        return side === null ? [] : [{ ref, side }];
      })
      .sort((one, other) => (refKey(one.ref) < refKey(other.ref) ? -1 : 1));
    return {
      ...kept,
      ahead: apart.filter(({ side }) => side !== "behind").length,
      behind: apart.filter(({ side }) => side !== "ahead").length,
      apart,
    };
  });
