/**
 * What one clone knows of one remote, in a folder of its own that all worktrees of the clone share. Every
 * file is written whole or not at all; what says that two sides agree is written last, so that a killed
 * process leaves this behind the world and never ahead of it.
 *
 *     state.json                 the ledger
 *     objects/<xx>/<digest>.txt  texts, by digest
 *     journal/<operation>.json   what is being sent; gone once the ledger knows the answer
 *     conflicts/<id>.json        what a person has to decide; the texts are objects
 *     trash/<number>.json        what was removed or replaced; the texts are objects
 *     history/<number>.json      what was done
 *     lock/                      one process at a time
 */
import {
  acquireLock,
  FileFailure,
  type FilePrimitivesService,
  type HeldLock,
  LockBusy,
  type ProcessIdentityService,
} from "@idse/durable-files";
import { type Digest, DocumentRef, digestOfParts, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { emptyLedger, type Ledger, LedgerFile, ledgerFileOf, ledgerOf } from "./Ledger.ts";
import { keepObject, objectOf } from "./Objects.ts";
import { readRecord, recordsIn, removeRecord, writeRecord } from "./Records.ts";
import { SyncRemoteChanged, SyncStateDamaged } from "./SyncFailure.ts";

export interface SyncState {
  readonly files: FilePrimitivesService;
  readonly identity: ProcessIdentityService;
  /** Absolute, with `/`; made when something is first written. One for each remote. */
  readonly folder: string;
  /** Which remote: stays the same as long as it holds the same documents. No secret. */
  readonly remote: string;
  /** How long to wait for another process, in milliseconds. 30 000 unless told. */
  readonly lockWaitMs?: number;
}

/** Something sent whose answer the ledger does not know yet. */
const Sending = z.object({
  operation: z.string(),
  worktree: z.string(),
  changes: z.array(
    z.object({
      ref: DocumentRef,
      /** Of the text; null removes the document. */
      digest: z.string().nullable(),
    }),
  ),
});
export interface Sending {
  readonly operation: string;
  /** Where the texts stood. */
  readonly worktree: string;
  readonly changes: ReadonlyArray<{ readonly ref: DocumentRef; readonly digest: Digest | null }>;
}

const Side = z.object({ digest: z.string() }).nullable();
const Conflict = z.object({
  ref: DocumentRef,
  case: z.string(),
  reason: z.string(),
  base: Side,
  ours: Side,
  theirs: z.object({ digest: z.string(), revision: z.string() }).nullable(),
});
/** Three texts by digest; null where a side has none. */
export interface KeptConflict {
  readonly ref: DocumentRef;
  /** The case it was found as. */
  readonly case: string;
  /** A sentence for the person who decides. */
  readonly reason: string;
  readonly base: { readonly digest: Digest } | null;
  readonly ours: { readonly digest: Digest } | null;
  readonly theirs: { readonly digest: Digest; readonly revision: string } | null;
}

const Trashed = z.object({ ref: DocumentRef, digest: z.string(), at: z.string(), why: z.string() });
export interface TrashedDocument {
  readonly ref: DocumentRef;
  readonly digest: Digest;
  readonly at: string;
  readonly why: string;
}

const Done = z.object({
  at: z.string(),
  project: z.string(),
  direction: z.enum(["push", "pull", "both"]),
  earned: z.boolean(),
  documents: z.array(z.object({ ref: DocumentRef, case: z.string(), outcome: z.string() })),
});
/** One sync that did something. */
export type SyncLogEntry = Readonly<z.infer<typeof Done>>;

const remedy =
  "Move it away and sync again: equal documents are then agreed on, differing ones become conflicts, and nothing is removed.";
const recordRemedy = "Move it away; the documents themselves are not touched by that.";

/** Enough to look back, and bounded. */
const keptHistory = 200;

const statePath = ({ folder }: SyncState): string => `${folder}/state.json`;
const conflictPath = ({ folder }: SyncState, ref: DocumentRef): string =>
  `${folder}/conflicts/${digestOfParts([refKey(ref)]).slice("sha256:".length, 39)}.json`;

/** Throws `SyncStateDamaged`, `SyncRemoteChanged` or `FileFailure`. */
export const loadLedger = (state: SyncState): Ledger => {
  const path = statePath(state);
  const file = readRecord(state.files, path, LedgerFile, remedy);
  if (file === undefined) return emptyLedger(state.remote);
  if (file.remote !== state.remote)
    throw new SyncRemoteChanged({
      path,
      known: file.remote,
      given: state.remote,
      message: `${path} was learnt from ${file.remote}, not from ${state.remote}. Use another folder for another remote. ${remedy}`,
    });
  return ledgerOf(file);
};

/** Answers with the ledger as it now stands in the file. */
export const saveLedger = (state: SyncState, ledger: Ledger): Ledger => {
  const next = { ...ledger, edition: globalThis.crypto.randomUUID() };
  writeRecord(state.files, statePath(state), ledgerFileOf(next));
  return next;
};

export const keptText = (state: SyncState, digest: Digest): string | undefined =>
  objectOf(state.files, `${state.folder}/objects`, digest);

/** A text that was agreed on: good to have for a merge. */
export const rememberText = (state: SyncState, text: string): Digest =>
  keepObject(state.files, `${state.folder}/objects`, text, false);

/** A text that may stand nowhere else. */
export const keepText = (state: SyncState, text: string): Digest =>
  keepObject(state.files, `${state.folder}/objects`, text, true);

const sendingPath = (state: SyncState, operation: string): string =>
  `${state.folder}/journal/${operation}.json`;

export const beginSending = (state: SyncState, sending: Sending): void =>
  writeRecord(state.files, sendingPath(state, sending.operation), sending);

export const endSending = (state: SyncState, operation: string): void =>
  removeRecord(state.files, sendingPath(state, operation));

const readAll = <S extends z.ZodType>(
  state: SyncState,
  folder: string,
  schema: S,
): ReadonlyArray<z.output<S>> =>
  recordsIn(state.files, `${state.folder}/${folder}`).flatMap((name) => {
    const found = readRecord(state.files, `${state.folder}/${folder}/${name}.json`, schema, recordRemedy);
    return found === undefined ? [] : [found];
  });

export const unansweredSendings = (state: SyncState): ReadonlyArray<Sending> =>
  readAll(state, "journal", Sending);

export const keptConflicts = (state: SyncState): ReadonlyArray<KeptConflict> =>
  readAll(state, "conflicts", Conflict);

export const keptConflict = (state: SyncState, ref: DocumentRef): KeptConflict | undefined =>
  readRecord(state.files, conflictPath(state, ref), Conflict, recordRemedy);

const nextNumber = (names: ReadonlyArray<string>): string =>
  String(Number(names.at(-1) ?? 0) + 1).padStart(9, "0");

const append = (state: SyncState, folder: string, value: object): ReadonlyArray<string> => {
  const names = recordsIn(state.files, `${state.folder}/${folder}`);
  writeRecord(state.files, `${state.folder}/${folder}/${nextNumber(names)}.json`, value);
  return names;
};

/** Texts of a conflict that nobody decided about, and that are on neither side now, are still to be found. */
const discard = (
  state: SyncState,
  conflict: KeptConflict,
  at: string,
  isElsewhere: (digest: Digest) => boolean,
): void => {
  for (const side of [conflict.ours, conflict.theirs])
    if (side !== null && !isElsewhere(side.digest))
      append(state, "trash", { ref: conflict.ref, digest: side.digest, at, why: conflict.case });
};

/** The texts have to be kept before. What an older conflict about the same document held goes to the trash. */
export const keepConflict = (state: SyncState, conflict: KeptConflict, at: string): void => {
  const before = keptConflict(state, conflict.ref);
  const digests = [conflict.ours?.digest, conflict.theirs?.digest];
  if (before !== undefined) discard(state, before, at, (digest) => digests.includes(digest));
  writeRecord(state.files, conflictPath(state, conflict.ref), conflict);
};

/** It is over: without a person's decision what it held goes to the trash, unless it was agreed on. */
export const settleConflict = (
  state: SyncState,
  ref: DocumentRef,
  undecided?: { readonly at: string; readonly agreed: ReadonlyArray<Digest> },
): void => {
  const before = undecided === undefined ? undefined : keptConflict(state, ref);
  if (before !== undefined && undecided !== undefined)
    discard(state, before, undecided.at, (digest) => undecided.agreed.includes(digest));
  removeRecord(state.files, conflictPath(state, ref));
};

/** Keeps the text, then says that it was taken away. */
export const putInTrash = (
  state: SyncState,
  entry: Omit<TrashedDocument, "digest"> & { readonly text: string },
): void => {
  const { text, ...rest } = entry;
  append(state, "trash", { ...rest, digest: keepText(state, text) });
};

/** Oldest first. */
export const trashed = (state: SyncState): ReadonlyArray<TrashedDocument> => readAll(state, "trash", Trashed);

export const addToHistory = (state: SyncState, entry: SyncLogEntry): void => {
  const names = append(state, "history", entry);
  for (const name of names.slice(0, Math.max(0, names.length + 1 - keptHistory)))
    removeRecord(state.files, `${state.folder}/history/${name}.json`);
};

/** Oldest first. */
export const historyOf = (state: SyncState): ReadonlyArray<SyncLogEntry> => readAll(state, "history", Done);

export type StateFailure = SyncStateDamaged | SyncRemoteChanged | FileFailure | LockBusy;

/** Runs synchronous work on the state; what it throws on purpose becomes a typed failure, everything else is a defect. */
export const onState = <A>(work: () => A): Effect.Effect<A, StateFailure> =>
  Effect.suspend((): Effect.Effect<A, StateFailure> => {
    try {
      return Effect.succeed(work());
    } catch (error) {
      if (
        error instanceof SyncStateDamaged ||
        error instanceof SyncRemoteChanged ||
        error instanceof FileFailure ||
        error instanceof LockBusy
      )
        return Effect.fail(error);
      return Effect.die(error);
    }
  });

const lockPauseMs = 20;

/** Waits without blocking this process, in which the holder may be at work too. */
const acquire = (state: SyncState): Effect.Effect<HeldLock, StateFailure> =>
  Effect.gen(function* () {
    for (let waited = 0; ; waited += lockPauseMs) {
      const taken = yield* Effect.result(
        onState(() => acquireLock(state.files, state.identity, `${state.folder}/lock`, { waitMs: 0 })),
      );
      if (taken._tag === "Success") return taken.success;
      if (taken.failure._tag !== "LockBusy" || waited >= (state.lockWaitMs ?? 30_000))
        return yield* Effect.fail(taken.failure);
      yield* Effect.sleep(lockPauseMs);
    }
  });

/** One sync of a clone with a remote at a time. */
export const whileLocked = <A, E, R>(
  state: SyncState,
  work: Effect.Effect<A, E, R>,
): Effect.Effect<A, E | StateFailure, R> =>
  Effect.acquireUseRelease(
    acquire(state),
    () => work,
    (lock) => Effect.sync(() => lock.release()),
  );
