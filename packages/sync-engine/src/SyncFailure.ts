/** The ways in which a sync as a whole can fail. What goes wrong with one document is an outcome, not a failure. */
import type { StoreFailure } from "@idse/design-store";
import type { FileFailure, LockBusy } from "@idse/durable-files";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Data from "effect/Data";
import type { SyncGuard } from "./Guard.ts";

/** What this clone knows of a remote cannot be read. Nothing is guessed from it. */
export class SyncStateDamaged extends Data.TaggedError("SyncStateDamaged")<{
  readonly path: string;
  readonly message: string;
  readonly cause?: unknown;
}> {}

/** What this clone knows was learnt from another remote than the one it is now to be used with. */
export class SyncRemoteChanged extends Data.TaggedError("SyncRemoteChanged")<{
  readonly path: string;
  readonly known: string;
  readonly given: string;
  readonly message: string;
}> {}

/** A plan that looks like an accident. Nothing was written; `force` carries it out. */
export class SyncGuarded extends Data.TaggedError("SyncGuarded")<{
  readonly guards: ReadonlyArray<SyncGuard>;
  readonly message: string;
}> {}

/** There is nothing to resolve about this document. */
export class NoConflict extends Data.TaggedError("NoConflict")<{
  readonly ref: DocumentRef;
  readonly message: string;
}> {}

export type SyncFailure = SyncStateDamaged | SyncRemoteChanged | FileFailure | LockBusy | StoreFailure;
