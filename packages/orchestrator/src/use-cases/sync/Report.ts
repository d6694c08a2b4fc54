/** Plans and results of the engine as the values that commands answer with. */
import type { DesignStoreService } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import type { KeptConflict, PlannedDocument, SyncDirection, SyncPlan, SyncResult } from "@idse/sync-engine";
import type { Places } from "../../Places.ts";
import type { ResultOf } from "../../results/Results.ts";
import type { Remote } from "./Remote.ts";
import type { Selection } from "./Selection.ts";

type PlanValue = ResultOf<"sync-plan">;
type Item = PlanValue["items"][number];
type Summary = PlanValue["summary"];

export interface Context {
  readonly selection: Selection;
  readonly remote: Remote;
  readonly there: DesignStoreService;
  readonly direction: SyncDirection;
  readonly places: Places;
}

const summaryOf = (items: ReadonlyArray<Item>): Summary => {
  const summary: Summary = {
    nothing: 0,
    adopt: 0,
    pull: 0,
    push: 0,
    merge: 0,
    conflict: 0,
    "remove-local": 0,
    "remove-remote": 0,
    refuse: 0,
  };
  for (const { action } of items) summary[action] += 1;
  return summary;
};

const digestOf = (side: { readonly digest: string } | null): string | null => side?.digest ?? null;

const itemOf = (row: PlannedDocument, { path }: Places): Item => ({
  ref: { ...row.ref },
  path: path(row.ref),
  case: row.case,
  action: row.action,
  outcome: row.held ? "held" : null,
  message: row.reason,
  conflict:
    row.action === "conflict"
      ? {
          base: row.base,
          ours: digestOf(row.local),
          theirs: digestOf(row.remote),
          reason: row.reason ?? "",
        }
      : null,
});

const sharedOf = (
  { selection, remote, there, direction }: Context,
  plan: SyncPlan,
  items: Array<Item>,
  lastSync: string | null,
) => ({
  project: selection.project,
  session: selection.session,
  remote: remote.name,
  store: remote.settings.kind,
  direction,
  items,
  summary: summaryOf(items),
  inSync: plan.inSync,
  hostile: [...plan.hostile],
  guarantees: { ...there.capabilities, missing: [...plan.guarantees] },
  lastSync,
});

export const planItems = (plan: SyncPlan, places: Places): Array<Item> =>
  plan.documents.map((row) => itemOf(row, places));

/** The commands that a person gives next, by what is most pressing. */
const nextFor = (
  items: ReadonlyArray<Item>,
  { remote, direction, selection }: Context,
  several: boolean,
): string | null => {
  const of = several ? ` --remote ${remote.name}` : "";
  const all = selection.session === null ? " --all" : "";
  const has = (wanted: (item: Item) => boolean): boolean => items.some(wanted);
  const waits = ({ outcome }: Item): boolean => outcome === "held" || outcome === null;
  if (has(({ outcome }) => outcome === "failed" || outcome === "unknown" || outcome === "changed"))
    return `idse sync ${direction}${all}${of}`;
  if (has(({ action }) => action === "conflict")) return "idse sync resolve";
  if (has((item) => waits(item) && ["pull", "merge", "remove-local"].includes(item.action)))
    return `idse sync pull${all}${of}`;
  if (has((item) => waits(item) && ["push", "remove-remote"].includes(item.action)))
    return `idse sync push${all}${of}`;
  return null;
};

export interface KeptFacts {
  readonly lastSync: string | null;
  readonly unanswered: ReadonlyArray<DocumentRef>;
  /** Several remotes are configured, so a command has to name one. */
  readonly several: boolean;
  readonly notSynced: ReadonlyArray<string>;
}

export const planValue = (
  context: Context,
  plan: SyncPlan,
  kept: KeptFacts,
): Omit<PlanValue, "schemaVersion" | "kind"> => {
  const items = planItems(plan, context.places);
  return {
    ...sharedOf(context, plan, items, kept.lastSync),
    guards: plan.guards.map(({ name, message }) => ({ name, message })),
    unanswered: kept.unanswered.map((ref) => ({ ...ref })),
    notSynced: [...kept.notSynced],
    next: nextFor(items, context, kept.several),
  };
};

export const resultValue = (
  context: Context,
  plan: SyncPlan,
  result: SyncResult,
  kept: Pick<KeptFacts, "lastSync" | "several"> & { readonly conflicts: ReadonlyArray<KeptConflict> },
): Omit<ResultOf<"sync-result">, "schemaVersion" | "kind"> => {
  const rows = new Map(plan.documents.map((row) => [refKey(row.ref), row]));
  const conflicts = new Map(kept.conflicts.map((one) => [refKey(one.ref), one]));
  const items = result.outcomes.map((one): Item => {
    const row = rows.get(refKey(one.ref));
    const conflict = conflicts.get(refKey(one.ref));
    return {
      ref: { ...one.ref },
      path: context.places.path(one.ref),
      case: one.case,
      action: one.action,
      outcome: one.outcome,
      message: one.message,
      conflict:
        one.outcome !== "conflict"
          ? null
          : conflict === undefined
            ? {
                base: row?.base ?? null,
                ours: digestOf(row?.local ?? null),
                theirs: digestOf(row?.remote ?? null),
                reason: one.message ?? "",
              }
            : {
                base: digestOf(conflict.base),
                ours: digestOf(conflict.ours),
                theirs: digestOf(conflict.theirs),
                reason: conflict.reason,
              },
    };
  });
  return {
    ...sharedOf(context, plan, items, kept.lastSync),
    earned: result.earned,
    recovered: { ...result.recovered },
    next: nextFor(items, context, kept.several),
  };
};
