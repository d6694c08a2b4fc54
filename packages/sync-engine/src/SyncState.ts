/**
 * What one clone knows of one remote, in a folder of its own that all worktrees of the clone share. Every
 * file is written whole or not at all; what says that two sides agree is written last, so that a killed
 * process leaves this behind the world and never ahead of it.
 *
 *     state.json                 the ledger
 *     objects/<xx>/<digest>.txt  texts, by digest
 *     journal/<operation>.json   what is being sent; gone once the ledger knows the answer
 *     writing/<operation>.json   what is being written here; gone once the ledger knows it
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
import type { Digest } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { emptyLedger, type Ledger, LedgerFile, ledgerFileOf, ledgerOf } from "./Ledger.ts";
import { keepObject, objectOf } from "./Objects.ts";
import { readRecord, writeRecord } from "./Records.ts";
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

const remedy =
  "Move it away and sync again: equal documents are then agreed on, differing ones become conflicts, and nothing is removed.";
const statePath = ({ folder }: SyncState): string => `${folder}/state.json`;
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
