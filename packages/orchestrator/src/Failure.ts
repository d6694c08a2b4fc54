/** The ways a use case can fail, each a condition with what is known of it. What is said of it stands in `FailureReport.ts`. */
import type { Finding } from "@idse/constitution-rules";
import type {
  Malformed,
  QuotaExceeded,
  Rejected,
  RevisionConflict,
  StoreFailure,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import { FileFailure, LockBusy } from "@idse/durable-files";
import type { Stage } from "@idse/pipeline-artifacts";
import type {
  ProjectAmbiguous,
  ProjectMissing,
  ProjectUnknown,
  SessionUndecided,
  SessionUnknown,
} from "@idse/project-workspace";
import type { NoConflict, SyncGuarded, SyncRemoteChanged, SyncStateDamaged } from "@idse/sync-engine";
import * as Data from "effect/Data";
import * as Effect from "effect/Effect";

export class WorkspaceMissing extends Data.TaggedError("WorkspaceMissing")<{ readonly directory: string }> {}

/** A file that a person has to mend; it is never guessed at and never overwritten. */
export class FileMalformed extends Data.TaggedError("FileMalformed")<{
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly problem: string;
}> {}

/** The words of the command cannot be taken. */
export class Misuse extends Data.TaggedError("Misuse")<{
  readonly problem: string;
  readonly hint?: string;
}> {}

/** Something that is asked for by name and is not there. */
export class NotFound extends Data.TaggedError("NotFound")<{
  readonly what:
    | "session"
    | "agent"
    | "document"
    | "collaborator"
    | "project"
    | "baseline"
    | "rule"
    | "remote"
    | "text"
    | "token"
    | "source"
    | "claim";
  readonly name: string;
  /** The names that are there, where they are few. */
  readonly known?: ReadonlyArray<string>;
  readonly hint: string;
}> {}

/** A folder that was to be migrated holds nothing of any layout that is known. */
export class LayoutUnknown extends Data.TaggedError("LayoutUnknown")<{
  readonly source: string;
  readonly looked: ReadonlyArray<{ readonly layout: string; readonly where: string }>;
}> {}

/** Something stands where a new thing was to be. */
export class AlreadyThere extends Data.TaggedError("AlreadyThere")<{
  readonly what: "session" | "project" | "document" | "collaborator" | "file" | "token" | "agent";
  readonly name: string;
  readonly problem: string;
  readonly hint: string;
  readonly details?: Readonly<Record<string, unknown>>;
}> {}

/** An agent that cannot be taken out, because a registry without one means the default agents. */
export class LastAgent extends Data.TaggedError("LastAgent")<{
  readonly id: string;
  readonly problem: string;
}> {}

/** A claim that the documents do not bear out. Nothing was written. */
export class NotYet extends Data.TaggedError("NotYet")<{
  readonly problem: string;
  readonly hint: string;
  readonly findings: ReadonlyArray<Finding>;
}> {}

/** What a proposal was made for is not what stands there now. Nothing was written. */
export class BaseChanged extends Data.TaggedError("BaseChanged")<{
  readonly session: string;
  readonly parent: string;
  readonly conflicts: ReadonlyArray<{
    readonly stage: Stage;
    readonly path: string;
    readonly section: string;
    /** The section when the session was built on it, or null where that text was not found or there was none. */
    readonly base: string | null;
    readonly now: string | null;
    readonly proposed: string;
    /** All three, between conflict markers where they meet. */
    readonly threeWay: string;
    /** The two changes meet on no line. */
    readonly clean: boolean;
  }>;
}> {}

/** A claim does not stand so that this could be done to it. Nothing was written. */
export class ClaimRefused extends Data.TaggedError("ClaimRefused")<{
  readonly code: "claim-in-force" | "claim-taken-back" | "claim-not-in-force";
  readonly claim: string;
  readonly problem: string;
  readonly hint: string;
}> {}

/** Events of the ledger were edited or deleted; nothing is built on such a ledger. */
export class LedgerDamaged extends Data.TaggedError("LedgerDamaged")<{
  readonly problems: ReadonlyArray<{ readonly place: string; readonly message: string }>;
}> {}

/** A store was asked to keep a new project and cannot yet. */
export class StoreNotReady extends Data.TaggedError("StoreNotReady")<{
  readonly problem: string;
  readonly hint: string;
}> {}

/** The other side of a sync failed, and the command with it. */
export class RemoteFailed extends Data.TaggedError("RemoteFailed")<{
  readonly remote: string;
  readonly failure: StoreFailure;
}> {}

/** A server cannot begin here as it was asked to. */
export class ServerRefused extends Data.TaggedError("ServerRefused")<{
  readonly code: "address-unavailable" | "tokens-unreadable";
  readonly problem: string;
  readonly hint: string;
}> {}

/** The guard does not let an agent do this. Nothing was written. */
export class Denied extends Data.TaggedError("Denied")<{
  readonly rule: string;
  /** The words that the agent's own hook would say. */
  readonly reason: string;
  /** What a person can run. */
  readonly command: string;
}> {}

/** The document changed since it was read. */
export class DigestMismatch extends Data.TaggedError("DigestMismatch")<{
  readonly path: string;
  readonly expected: string;
  readonly found: string | null;
}> {}

/** The profile of a spec cannot be compiled. */
export class ProfileInvalid extends Data.TaggedError("ProfileInvalid")<{
  readonly problems: ReadonlyArray<{
    readonly code: string;
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
    readonly hint: string;
  }>;
}> {}

export type Failure =
  | WorkspaceMissing
  | FileMalformed
  | Misuse
  | NotFound
  | LayoutUnknown
  | AlreadyThere
  | LastAgent
  | NotYet
  | BaseChanged
  | ClaimRefused
  | LedgerDamaged
  | StoreNotReady
  | RemoteFailed
  | SyncGuarded
  | SyncStateDamaged
  | SyncRemoteChanged
  | NoConflict
  | ServerRefused
  | Denied
  | DigestMismatch
  | ProfileInvalid
  | ProjectUnknown
  | ProjectAmbiguous
  | ProjectMissing
  | SessionUnknown
  | SessionUndecided
  | Unavailable
  | Unauthorized
  | Rejected
  | QuotaExceeded
  | Malformed
  | RevisionConflict
  | FileFailure
  | LockBusy;

/** Runs synchronous file work; what the system refuses becomes a typed failure. */
export const attempt = <A>(work: () => A): Effect.Effect<A, FileFailure | LockBusy> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(work());
    } catch (error) {
      if (error instanceof FileFailure || error instanceof LockBusy) return Effect.fail(error);
      throw error;
    }
  });
