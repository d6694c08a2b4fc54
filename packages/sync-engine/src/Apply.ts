import { isInScope } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { type ApplyFailure, Applying, chunksOf, type SyncOutcome } from "./Applying.ts";
import { addToHistory } from "./History.ts";
import { endSending, unansweredSendings } from "./Journal.ts";
import { entryOf, ledgerWith } from "./Ledger.ts";
import type { Observation, SyncSides } from "./Observe.ts";
import { type PlannedDocument, planSync, type SyncPlan } from "./Plan.ts";
import { type SyncLimits, usualLimits } from "./Sending.ts";
import type { SyncAction } from "./SyncCase.ts";
import { SyncGuarded } from "./SyncFailure.ts";
import { loadLedger, onState, type SyncState, whileLocked } from "./SyncState.ts";
import { endWriting } from "./Writing.ts";

export type { SyncOutcome };

export interface SyncResult {
  readonly outcomes: ReadonlyArray<SyncOutcome>;
  /** What an interrupted sync had sent, and how much of it had arrived. */
  readonly recovered: { readonly sent: number; readonly arrived: number };
  /** Everything that was asked was done. */
  readonly earned: boolean;
}

export interface ApplyOptions {
  /** Carries out a plan although its guards speak. */
  readonly force?: boolean;
  readonly limits?: Partial<SyncLimits>;
  /** Told after each commit, on either side. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** How many of the documents that are to be written are. */
export interface SyncProgress {
  readonly written: number;
  readonly of: number;
}

/** How often documents that others keep changing are planned anew. */
const rounds = 4;
const waiting = (row: PlannedDocument): "held" | "left" | undefined => {
  if (row.held) return "held";
  return row.action === "nothing" || row.action === "refuse" ? "left" : undefined;
};

const carryOut = (
  applying: Applying,
  rows: ReadonlyArray<PlannedDocument>,
  pushes: boolean,
): Effect.Effect<void, ApplyFailure> =>
  Effect.gen(function* () {
    const due = rows.filter((row) => {
      const outcome = waiting(row);
      if (outcome !== undefined) applying.say(row, outcome);
      return outcome === undefined;
    });
    const of = (...actions: ReadonlyArray<SyncAction>) =>
      chunksOf(due.filter(({ action }) => actions.includes(action)));
    for (const chunk of of("adopt")) yield* applying.adopt(chunk);
    for (const chunk of of("conflict")) yield* applying.keepConflicts(chunk);
    const merged: Array<PlannedDocument> = [];
    for (const chunk of of("pull", "merge", "remove-local"))
      merged.push(...(yield* applying.writeHere(chunk)));
    const outgoing = [
      ...due.filter(({ action }) => action === "push" || action === "remove-remote"),
      ...(pushes ? merged : []),
    ];
    for (const chunk of chunksOf(outgoing)) yield* applying.writeThere(chunk);
  });

const isSamePlan = (planned: PlannedDocument, now: PlannedDocument | undefined): boolean =>
  now !== undefined &&
  planned.case === now.case &&
  planned.local?.revision === now.local?.revision &&
  planned.remote?.revision === now.remote?.revision &&
  planned.merged === now.merged;

const isWritten = ({ held, action }: PlannedDocument): boolean =>
  !held && ["pull", "push", "merge", "remove-local", "remove-remote"].includes(action);

interface Current {
  readonly plan: SyncPlan;
  /** No longer as planned. */
  readonly passed: ReadonlyArray<PlannedDocument>;
  /** The other process did what was planned. */
  readonly settled: ReadonlyArray<PlannedDocument>;
}

/** What of the plan still holds, where another process synced in between. */
const current = (sides: SyncSides, plan: SyncPlan): Effect.Effect<Current, ApplyFailure> =>
  Effect.gen(function* () {
    const { ledger, unanswered } = plan.observation;
    const same = yield* onState(() => {
      const operations = unansweredSendings(sides.state).map(({ operation }) => operation);
      return (
        loadLedger(sides.state).edition === ledger.edition &&
        operations.join() === unanswered.map(({ operation }) => operation).join()
      );
    });
    if (same) return { plan, passed: [], settled: [] };
    const now = yield* planSync(sides, plan.request);
    const byKey = new Map(now.documents.map((row) => [refKey(row.ref), row]));
    const isOpen = (row: PlannedDocument): boolean => byKey.has(refKey(row.ref));
    const holds = (row: PlannedDocument): boolean => isSamePlan(row, byKey.get(refKey(row.ref)));
    return {
      plan: { ...now, documents: plan.documents.filter(holds) },
      passed: plan.documents.filter((row) => isOpen(row) && !holds(row)),
      settled: plan.documents.filter((row) => !isOpen(row)),
    };
  });

const arrivedOf = ({ observation }: SyncPlan): SyncResult["recovered"] => {
  const changes = observation.unanswered.flatMap((sending) => sending.changes);
  const arrived = changes.filter(({ ref, digest }) => {
    const { seen } = entryOf(observation.ledger, ref);
    return digest === null ? seen?.removed === true : seen?.removed === false && seen.digest === digest;
  });
  return { sent: changes.length, arrived: arrived.length };
};

/** A push that met an edit there has not done what was asked, although nothing went wrong. */
const isUnearned = ({ outcome, action, case: name }: SyncOutcome): boolean => {
  if (outcome === "held") return action === "merge";
  if (outcome === "left") return action === "refuse" || name === "unknown";
  return outcome !== "done";
};

/** What a killed sync left is in the ledger now, as far as this one looked. */
const settleLeft = (state: SyncState, { scope, unanswered, writings }: Observation): void => {
  for (const { operation } of unanswered) endSending(state, operation);
  for (const { operation, documents } of writings)
    if (documents.every(({ ref }) => isInScope(ref, scope))) endWriting(state, operation);
};

const applyLocked = (
  sides: SyncSides,
  given: SyncPlan,
  { force = false, limits = {}, onProgress = () => {} }: ApplyOptions,
): Effect.Effect<SyncResult, ApplyFailure> =>
  Effect.gen(function* () {
    const now = new Date(yield* Clock.currentTimeMillis).toISOString();
    const { plan, passed, settled } = yield* current(sides, given);
    const { request, observation } = plan;
    const { project } = request.scope;
    const applying = new Applying(sides, { ...usualLimits, ...limits }, observation.ledger, now);
    const of = plan.documents.filter(isWritten).length;
    applying.onWritten = (written) => onProgress({ written: Math.min(written, of), of });
    applying.ledger.noteHere(observation.local);
    for (const row of passed) applying.say(row, "changed", "It is no longer as planned. Sync again.");
    for (const row of settled) applying.say({ ...row, reason: null }, "done");
    const { unanswered, writings, first } = observation;
    // A first look is taken down before what comes of it: only from there on does the remote tell of removals.
    if (unanswered.length > 0 || writings.length > 0 || (first && of > 0))
      yield* onState(() => {
        applying.ledger.save(true);
        settleLeft(sides.state, observation);
      });

    const pushes = request.direction !== "pull";
    let rows = plan.documents;
    for (let round = 1; ; round += 1) {
      applying.again.clear();
      yield* carryOut(applying, rows, pushes);
      if (applying.again.size === 0 || round >= rounds) break;
      yield* onState(() => applying.ledger.save());
      // Refused twice, and nothing new seen: what is known of the remote is not true any more.
      const next = yield* planSync(sides, { ...request, fresh: request.fresh === true || round > 1 });
      if (next.guards.length > 0 && !force) break;
      rows = next.documents.filter(({ ref }) => applying.again.has(refKey(ref)));
      const open = new Set(rows.map(({ ref }) => refKey(ref)));
      for (const row of applying.again.values())
        if (!open.has(refKey(row.ref))) applying.say({ ...row, reason: null }, "done");
      applying.ledger.value = next.observation.ledger;
    }

    const outcomes = [...applying.outcomes.values()];
    const earned = plan.hostile.length === 0 && !outcomes.some(isUnearned);
    yield* onState(() => {
      applying.settleOvertaken(request.scope, [...plan.documents, ...passed]);
      const known = applying.ledger.value.projects.get(project);
      const lastSync = { at: now, direction: request.direction };
      applying.ledger.value = ledgerWith(applying.ledger.value, {
        project: [project, earned ? { ...known, lastSync } : { ...known }],
      });
      applying.ledger.save(true);
      if (outcomes.some(({ outcome }) => outcome !== "left" && outcome !== "held"))
        addToHistory(sides.state, {
          at: now,
          project,
          direction: request.direction,
          earned,
          documents: outcomes.map(({ ref, case: name, outcome }) => ({ ref, case: name, outcome })),
        });
    });
    return { outcomes, recovered: arrivedOf(plan), earned };
  });

/**
 * Carries out a plan, and nothing that is not in it: a document that is no longer as planned is planned
 * anew by the same request only where a store refused it meanwhile. Stops before any write where the plan's
 * guards speak.
 */
export const applySync = (
  sides: SyncSides,
  plan: SyncPlan,
  options: ApplyOptions = {},
): Effect.Effect<SyncResult, ApplyFailure | SyncGuarded> => {
  const { guards } = plan;
  if (guards.length > 0 && options.force !== true)
    return Effect.fail(new SyncGuarded({ guards, message: guards.map(({ message }) => message).join(" ") }));
  return whileLocked(sides.state, applyLocked(sides, plan, options));
};
