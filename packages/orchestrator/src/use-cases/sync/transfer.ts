/** Push and pull: plan, show, carry out. A dry run stops after the plan and writes nothing. */
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { ProjectUnknown, SessionUnknown } from "@idse/project-workspace";
import {
  applySync,
  keptConflicts,
  keptStatus,
  planObserved,
  planSync,
  type SyncDirection,
  type SyncPlan,
  type SyncProgress,
  type SyncResult,
  type SyncSides,
} from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { attempt } from "../../Failure.ts";
import { places } from "../../Places.ts";
import { renewAfterSync } from "../../Views.ts";
import { Workspace } from "../../Workspace.ts";
import { chooseRemote, type OpenRemote, remotesOf, withSides } from "./Remote.ts";
import { type Context, planValue, resultValue } from "./Report.ts";
import { documentsNamed, type Selection, selectionOf } from "./Selection.ts";

export type TransferStep =
  | { readonly step: "looking" }
  | { readonly step: "planned"; readonly documents: number }
  | ({ readonly step: "written" } & SyncProgress);

export interface TransferOptions {
  readonly remote: string | null;
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  /** List the whole remote, not only what changed. */
  readonly fresh: boolean;
  /** Documents by name. */
  readonly removed: ReadonlyArray<string>;
  readonly restore: ReadonlyArray<string>;
  readonly revert: ReadonlyArray<string>;
  readonly onStep?: (step: TransferStep) => void;
}

/** `SESSION/` needs to know the session's documents, of which some may be on neither side now. */
const knownDocuments = (plan: SyncPlan): ReadonlyArray<DocumentRef> => {
  const { ledger, local } = plan.observation;
  const all = [...ledger.documents.values(), ...local.values()].map(({ ref }) => ref);
  return [...new Map(all.map((ref) => [refKey(ref), ref])).values()];
};

const planFor = (
  sides: SyncSides,
  selection: Selection,
  direction: SyncDirection,
  options: TransferOptions,
) =>
  Effect.gen(function* () {
    const { scope } = selection;
    const request = { scope, direction, fresh: options.fresh };
    const first = yield* planSync(sides, request);
    const named = [options.removed, options.restore, options.revert];
    if (named.every((texts) => texts.length === 0)) return first;
    const known = knownDocuments(first);
    const [removed, restore, revert] = yield* Effect.forEach(named, (texts) =>
      documentsNamed(texts, selection, known),
    );
    return yield* planObserved(sides, first.observation, {
      ...request,
      removed: removed ?? [],
      restore: restore ?? [],
      revert: revert ?? [],
    });
  });

/** A project or session that was typed and is on neither side is a mistake. */
const refuseNothing = (selection: Selection, plan: SyncPlan) =>
  Effect.gen(function* () {
    if (!selection.isNew || plan.documents.length > 0) return;
    const { projects } = yield* Workspace;
    return yield* selection.session === null
      ? new ProjectUnknown({ name: selection.project, projects })
      : new SessionUnknown({ name: selection.session, askedBy: "flag" });
  });

/** So often a document that somebody changed meanwhile is planned anew. */
const rounds = 3;

/** Carries out the plan, and plans anew what was no longer as planned: nobody asked for just these revisions. */
const carryOut = (
  sides: SyncSides,
  plan: SyncPlan,
  force: boolean,
  onProgress: (progress: SyncProgress) => void,
) =>
  Effect.gen(function* () {
    let result = yield* applySync(sides, plan, { force, onProgress });
    for (let round = 1; round < rounds && hasChanged(result); round += 1) {
      const again = yield* planSync(sides, plan.request);
      if (again.guards.length > 0 && !force) break;
      const next = yield* applySync(sides, again, { force, onProgress });
      // What was changed and is not open any more is as it was to be.
      const before = result.outcomes.map((one) =>
        one.outcome === "changed" ? { ...one, outcome: "done" as const, message: null } : one,
      );
      const outcomes = new Map([...before, ...next.outcomes].map((one) => [refKey(one.ref), one] as const));
      result = { ...next, recovered: result.recovered, outcomes: [...outcomes.values()] };
    }
    return result;
  });

const hasChanged = ({ outcomes }: SyncResult): boolean =>
  outcomes.some(({ outcome }) => outcome === "changed");

export const transfer = (direction: "push" | "pull", options: TransferOptions, open: OpenRemote) =>
  Effect.gen(function* () {
    const remote = yield* chooseRemote(options.remote);
    const selection = yield* selectionOf(options.all, direction === "pull");
    const at = yield* places;
    const several = remotesOf(yield* Workspace).length > 1;
    const onStep = options.onStep ?? (() => {});
    return yield* withSides(remote, open, (sides) =>
      Effect.gen(function* () {
        onStep({ step: "looking" });
        const plan = yield* planFor(sides, selection, direction, options);
        yield* refuseNothing(selection, plan);
        onStep({ step: "planned", documents: plan.documents.length });
        const context: Context = { selection, remote, there: sides.remote, direction, places: at };
        const known = { several, notSynced: [] };
        if (options.dryRun) {
          const { lastSync, unanswered } = yield* keptStatus(sides.state, selection.scope);
          const kept = { ...known, lastSync: lastSync?.at ?? null, unanswered };
          return answer("sync-plan", planValue(context, plan, kept));
        }
        const result = yield* carryOut(sides, plan, options.force, (progress) =>
          onStep({ step: "written", ...progress }),
        );
        const kept = yield* keptStatus(sides.state, selection.scope);
        const conflicts = yield* attempt(() => keptConflicts(sides.state));
        const value = resultValue(context, plan, result, {
          several,
          conflicts,
          lastSync: kept.lastSync?.at ?? null,
        });
        const notes = yield* renewAfterSync(selection.project, kept.lastSync?.at ?? null);
        return answer("sync-result", value, [...notes, ...recovery(result.recovered)]);
      }),
    );
  });

const recovery = ({ sent, arrived }: { readonly sent: number; readonly arrived: number }) =>
  sent === 0
    ? []
    : [
        `An earlier sync was cut off: of ${sent} documents that it had sent, ${arrived} had arrived. It was taken up from there.`,
      ];
