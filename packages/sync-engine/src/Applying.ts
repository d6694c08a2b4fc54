/**
 * The writes that a plan asks for, each expecting what the plan saw, on both sides. The ledger moves after
 * them, and what may stand nowhere else is kept before them. When to do what is Apply's.
 */
import { type Change, isInScope, type Scope, type StoreFailure } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { keepConflict, keptConflict, keptConflicts, settleConflict } from "./Conflicts.ts";
import { beginSending, endSending, sendingOf } from "./Journal.ts";
import type { Ledger } from "./Ledger.ts";
import { LedgerInWork } from "./LedgerInWork.ts";
import { mainWorktree, type SyncSides } from "./Observe.ts";
import type { PlannedDocument } from "./Planner.ts";
import { contentOf, type Keeping, type Ready, readyHere, readyThere, type Texts } from "./Ready.ts";
import { type Results, type Sent, type SyncLimits, sendAll } from "./Sending.ts";
import type { SyncAction, SyncCaseName } from "./SyncCase.ts";
import { keepText, keptText, onState, rememberText, type StateFailure, type SyncState } from "./SyncState.ts";
import { readAll } from "./Texts.ts";
import { beginWriting, endWriting, writtenOf } from "./Writing.ts";

export interface SyncOutcome {
  readonly ref: DocumentRef;
  readonly case: SyncCaseName;
  readonly action: SyncAction;
  /**
   * `done`: carried out. `left`: nothing was to be done, or it is refused. `held`: it waits for the other
   * direction. `conflict`: kept for a person. `changed`: it is no longer as planned. `failed`: a store
   * refused. `unknown`: it was sent and not answered; the next sync finds out.
   */
  readonly outcome: "done" | "left" | "held" | "conflict" | "changed" | "failed" | "unknown";
  readonly message: string | null;
}

/** So many texts are held in memory at once. */
const documentsAtOnce = 400;

export type ApplyFailure = StateFailure | StoreFailure;
export const chunksOf = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / documentsAtOnce) }, (_, index) =>
    all.slice(index * documentsAtOnce, (index + 1) * documentsAtOnce),
  );

/** The writes of one run, and what became of each document. */
export class Applying {
  readonly #sides: SyncSides;
  readonly #limits: SyncLimits;
  readonly #now: string;
  readonly outcomes = new Map<string, SyncOutcome>();
  /** Documents that somebody else changed meanwhile. */
  readonly again = new Map<string, PlannedDocument>();
  readonly ledger: LedgerInWork;
  #written = 0;
  /** Told after each commit how many documents were written in all. */
  onWritten: (written: number) => void = () => {};

  constructor(sides: SyncSides, limits: SyncLimits, ledger: Ledger, now: string) {
    this.#sides = sides;
    this.#limits = limits;
    this.#now = now;
    this.ledger = new LedgerInWork(sides.state, this.#worktree, ledger);
  }

  get #state(): SyncState {
    return this.#sides.state;
  }

  say(row: PlannedDocument, outcome: SyncOutcome["outcome"], message: string | null = row.reason): void {
    const { ref, action } = row;
    this.outcomes.set(refKey(ref), { ref, case: row.case, action, outcome, message });
  }

  #moved(row: PlannedDocument): void {
    this.again.set(refKey(row.ref), row);
    this.say(row, "changed", "Somebody changed it meanwhile. Sync again.");
  }

  /** Both sides agree, so that a conflict about it is over. */
  #settle(ref: DocumentRef): void {
    const { acknowledged } = this.ledger.entry(ref);
    settleConflict(this.#state, ref, { at: this.#now, agreed: acknowledged });
  }

  /** Conflicts about documents that meanwhile agree without anything to be done. */
  settleOvertaken(scope: Scope, open: ReadonlyArray<PlannedDocument>): void {
    const keys = new Set(open.map(({ ref }) => refKey(ref)));
    for (const { ref } of keptConflicts(this.#state))
      if (isInScope(ref, scope) && !keys.has(refKey(ref))) this.#settle(ref);
  }

  get #worktree(): string {
    return this.#sides.worktree ?? mainWorktree;
  }

  #read(side: "local" | "remote", rows: ReadonlyArray<PlannedDocument>): Effect.Effect<Texts, StoreFailure> {
    return readAll(
      this.#sides[side],
      rows.filter((row) => row[side] !== null).map(({ ref }) => ref),
    );
  }

  /** What both sides have already. */
  adopt(rows: ReadonlyArray<PlannedDocument>): Effect.Effect<void, ApplyFailure> {
    return Effect.flatMap(this.#read("local", rows), (texts) =>
      onState(() => {
        for (const row of rows) {
          const { ref, local, remote } = row;
          const text = contentOf(texts, ref, local?.revision);
          if (local !== null && text === undefined) this.#moved(row);
          else {
            if (text !== undefined) rememberText(this.#state, text);
            const base = { text: local?.digest ?? null, remote: remote?.digest ?? null };
            this.ledger.agree(ref, { ...base, revision: remote?.revision ?? null }, text ?? null);
            this.#settle(ref);
            this.say(row, "done");
          }
        }
        this.ledger.save();
      }),
    );
  }

  /** All three texts are kept before anybody is told that there is a conflict. */
  keepConflicts(all: ReadonlyArray<PlannedDocument>): Effect.Effect<void, ApplyFailure> {
    return Effect.gen({ self: this }, function* () {
      const rows = yield* onState(() => all.filter((row) => !this.#isKept(row)));
      for (const row of all) this.say(row, "conflict");
      const here = yield* this.#read("local", rows);
      const there = yield* this.#read("remote", rows);
      yield* onState(() => {
        for (const row of rows) {
          const { ref, local, remote, base } = row;
          const [ours, theirs] = [
            contentOf(here, ref, local?.revision),
            contentOf(there, ref, remote?.revision),
          ];
          if ((local !== null && ours === undefined) || (remote !== null && theirs === undefined)) {
            this.#moved(row);
            continue;
          }
          for (const text of [ours, theirs, base === null ? undefined : keptText(this.#state, base)])
            if (text !== undefined) keepText(this.#state, text);
          keepConflict(
            this.#state,
            {
              ref,
              case: row.case,
              reason: row.reason ?? "",
              base: base === null ? null : { digest: base },
              ours: local === null ? null : { digest: local.digest },
              theirs: remote === null ? null : { digest: remote.digest, revision: remote.revision },
            },
            this.#now,
          );
        }
      });
    });
  }

  #isKept({ ref, local, remote }: PlannedDocument): boolean {
    const kept = keptConflict(this.#state, ref);
    return (
      kept !== undefined &&
      kept.ours?.digest === local?.digest &&
      kept.theirs?.digest === remote?.digest &&
      kept.theirs?.revision === remote?.revision
    );
  }

  /** Pulls, merges and removals here. Answers with the merged documents as they now stand. */
  writeHere(
    rows: ReadonlyArray<PlannedDocument>,
  ): Effect.Effect<ReadonlyArray<PlannedDocument>, ApplyFailure> {
    return Effect.gen({ self: this }, function* () {
      const here = yield* this.#read("local", rows);
      const there = yield* this.#read(
        "remote",
        rows.filter(({ action }) => action !== "remove-local"),
      );
      const ready = yield* onState(() =>
        this.#prepared(rows, (row) => readyHere(this.#keeping, row, here, there)),
      );
      const results = yield* this.#send("local", ready);
      return ready.flatMap(({ row }) => {
        const sent = results.get(refKey(row.ref));
        return row.action === "merge" && sent?._tag === "Written" ? [{ ...row, local: sent.head }] : [];
      });
    });
  }

  /** Pushes and removals there. */
  writeThere(rows: ReadonlyArray<PlannedDocument>): Effect.Effect<void, ApplyFailure> {
    return Effect.gen({ self: this }, function* () {
      const here = yield* this.#read("local", rows);
      const there = yield* this.#read(
        "remote",
        rows.filter(({ action }) => action === "remove-remote"),
      );
      const ready = yield* onState(() =>
        this.#prepared(rows, (row) => readyThere(this.#keeping, row, here, there)),
      );
      yield* this.#send("remote", ready);
    });
  }

  get #keeping(): Keeping {
    return { state: this.#state, now: this.#now };
  }

  #prepared(
    rows: ReadonlyArray<PlannedDocument>,
    prepare: (row: PlannedDocument) => Ready | undefined,
  ): ReadonlyArray<Ready> {
    return rows.flatMap((row) => {
      const ready = prepare(row);
      if (ready === undefined) this.#moved(row);
      return ready ?? [];
    });
  }

  #send(
    side: "local" | "remote",
    ready: ReadonlyArray<Ready>,
  ): Effect.Effect<ReadonlyMap<string, Sent>, StateFailure> {
    const byKey = new Map(ready.map((one) => [refKey(one.row.ref), one]));
    const state = this.#state;
    const worktree = this.#worktree;
    const before = (operation: string, changes: ReadonlyArray<Change>): void => {
      if (side === "remote") beginSending(state, sendingOf(operation, worktree, changes));
      else {
        const documents = changes.flatMap(({ ref }) => {
          const one = byKey.get(refKey(ref));
          return one === undefined ? [] : (writtenOf(state, this.ledger.entry(ref), one) ?? []);
        });
        if (documents.length > 0) beginWriting(state, { operation, worktree, documents });
      }
    };
    const after = (operation: string, results: Results, answered: boolean): void => {
      for (const [{ ref }, sent] of results) {
        const one = byKey.get(refKey(ref));
        if (one !== undefined) this.#take(one, sent);
      }
      this.ledger.save();
      if (answered) (side === "local" ? endWriting : endSending)(state, operation);
      this.#written += results.filter(([, { _tag }]) => _tag === "Written").length;
      this.onWritten(this.#written);
    };
    return Effect.map(
      sendAll(
        this.#sides[side],
        ready.map(({ change }) => change),
        this.#limits,
        {
          before: (operation, changes) => onState(() => before(operation, changes)),
          after: (operation, results, answered) => onState(() => after(operation, results, answered)),
        },
      ),
      (results) => {
        const sentOf = new Map(results.map(([{ ref }, sent]) => [refKey(ref), sent]));
        // What was not sent at all, after the store as a whole had failed, was told to nobody.
        for (const { row } of ready) {
          const sent = sentOf.get(refKey(row.ref));
          if (sent?._tag === "Failed" && !sent.unknown) this.say(row, "failed", sent.failure.message);
        }
        return sentOf;
      },
    );
  }

  #take({ row, agreement, text }: Ready, sent: Sent): void {
    if (sent._tag === "Refused") this.#moved(row);
    else if (sent._tag === "Failed") this.say(row, sent.unknown ? "unknown" : "failed", sent.failure.message);
    else {
      if (text !== null) rememberText(this.#state, text);
      this.ledger.agree(row.ref, agreement(sent.head), text);
      this.#settle(row.ref);
      this.say(row, "done");
    }
  }
}
