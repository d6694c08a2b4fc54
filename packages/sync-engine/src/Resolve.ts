/** A person's decision about a conflict: what is to stand here. The next sync carries it to the remote. */
import {
  type Change,
  DesignStore,
  type Missing,
  newOperation,
  type RevisionConflict,
  readDocument,
  type StoredDocument,
  type StoreFailure,
} from "@idse/design-store";
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { type KeptConflict, keptConflict, settleConflict } from "./Conflicts.ts";
import { agreedOn, entryOf, type LedgerEntry, ledgerWith, seenHere } from "./Ledger.ts";
import { mainWorktree, type SyncSides } from "./Observe.ts";
import { NoConflict, SyncStateDamaged } from "./SyncFailure.ts";
import {
  keptText,
  loadLedger,
  onState,
  type StateFailure,
  type SyncState,
  saveLedger,
  whileLocked,
} from "./SyncState.ts";
import { formOf, inForm } from "./TextForm.ts";
import { putInTrash } from "./Trash.ts";

/** `ours` is what stands here now; `theirs` is the remote's version that the conflict was found with. */
export type Resolution = "ours" | "theirs" | { readonly merged: string };

/** The three texts of a conflict; null where a side has none. */
export interface ConflictTexts {
  readonly base: string | null;
  readonly ours: string | null;
  readonly theirs: string | null;
}

const needed = (state: SyncState, side: { readonly digest: string } | null): string | null => {
  if (side === null) return null;
  const text = keptText(state, side.digest);
  if (text !== undefined) return text;
  throw new SyncStateDamaged({
    path: `${state.folder}/objects`,
    message: `The text ${side.digest} of a conflict is not kept any more. Sync again: what still differs is found anew.`,
  });
};

/** Throws `SyncStateDamaged` or `FileFailure`. The base may have been lost; then it is null. */
export const conflictTexts = (state: SyncState, conflict: KeptConflict): ConflictTexts => ({
  base: conflict.base === null ? null : (keptText(state, conflict.base.digest) ?? null),
  ours: needed(state, conflict.ours),
  theirs: needed(state, conflict.theirs),
});

const changeTo = (
  ref: DocumentRef,
  here: StoredDocument | Missing,
  text: string | null,
): Change | undefined => {
  if (here._tag === "Missing")
    return text === null ? undefined : { _tag: "Put", ref, content: text, expect: "absent" };
  const expect = { revision: here.revision };
  if (text === null) return { _tag: "Remove", ref, expect };
  if (digestOf(text) === here.digest) return undefined;
  return { _tag: "Put", ref, content: inForm(text, formOf(here.content)), expect };
};

/** Agreed with what the remote had; what stands here beside that is the next sync's to carry over. */
const decided = (
  entry: LedgerEntry,
  { theirs }: KeptConflict,
  result: string | null,
  worktree: string,
): LedgerEntry => {
  const digest = theirs?.digest ?? null;
  const base = agreedOn(entry, { text: digest, remote: digest, revision: theirs?.revision ?? null });
  const agreed = digest === null ? base : seenHere(base, worktree, digest);
  if (result === null) return digest === null ? agreed : { ...agreed, wish: "removed" };
  const isEarlier = digestOf(result) !== digest && agreed.acknowledged.includes(digestOf(result));
  return isEarlier ? { ...agreed, wish: "revert" } : agreed;
};

/** A decision asks nothing of the remote. */
export type ResolveSides = Omit<SyncSides, "remote">;

const resolveLocked = (
  { local, state, worktree = mainWorktree }: ResolveSides,
  ref: DocumentRef,
  resolution: Resolution,
): Effect.Effect<void, NoConflict | RevisionConflict | StateFailure | StoreFailure> =>
  Effect.gen(function* () {
    const now = new Date(yield* Clock.currentTimeMillis).toISOString();
    const conflict = yield* onState(() => keptConflict(state, ref));
    if (conflict === undefined)
      return yield* Effect.fail(
        new NoConflict({ ref, message: `${refKey(ref)} is in no conflict; there is nothing to resolve.` }),
      );
    const here = yield* Effect.provideService(readDocument(ref), DesignStore, local);
    const current = here._tag === "Missing" ? null : here.content;
    const result = yield* onState(() => {
      if (resolution === "ours") return current;
      return resolution === "theirs" ? needed(state, conflict.theirs) : resolution.merged;
    });
    const change = changeTo(ref, here, result);
    if (change !== undefined) {
      yield* onState(() => {
        if (current !== null) putInTrash(state, { ref, text: current, at: now, why: "resolved" });
      });
      yield* local.commit([change], newOperation());
    }
    yield* onState(() => {
      const ledger = loadLedger(state);
      const entry = decided(entryOf(ledger, ref), conflict, result, worktree);
      saveLedger(state, ledgerWith(ledger, { entries: [entry] }));
      // It may have been found in another worktree, whose text nobody looked at here.
      const agreed = current === null ? entry.acknowledged : [...entry.acknowledged, digestOf(current)];
      settleConflict(state, ref, { at: now, agreed });
    });
  });

/**
 * Settles a conflict. What it replaces here goes to the trash. Fails with `RevisionConflict` where the
 * document was edited in this moment.
 */
export const resolveConflict = (
  sides: ResolveSides,
  ref: DocumentRef,
  resolution: Resolution,
): Effect.Effect<void, NoConflict | RevisionConflict | StateFailure | StoreFailure> =>
  whileLocked(sides.state, resolveLocked(sides, ref, resolution));
