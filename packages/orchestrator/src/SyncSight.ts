/**
 * What this clone knows of its remotes without asking them, for status and validate. Where none is
 * configured nothing is loaded and nothing is read.
 */
import { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import { blueprintSession, type DocumentRef } from "@idse/pipeline-artifacts";
import type { SyncConflictFact } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import { Workspace } from "./Workspace.ts";

export interface SyncSight {
  readonly remote: string;
  readonly ahead: number;
  readonly behind: number;
  readonly conflicts: number;
  readonly lastSync: string | null;
}

export interface SyncSights {
  readonly sights: ReadonlyArray<SyncSight>;
  /** What cannot be read of it, a sentence each. */
  readonly notes: ReadonlyArray<string>;
}

const nothing: SyncSights = { sights: [], notes: [] };

/** The machine's services, where there is a remote and this is a machine. */
const prepared = Effect.gen(function* () {
  const workspace = yield* Workspace;
  const files = yield* Effect.serviceOption(FilePrimitives);
  const identity = yield* Effect.serviceOption(ProcessIdentity);
  if (Object.keys(workspace.config.remotes).length === 0) return null;
  if (Option.isNone(files) || Option.isNone(identity)) return null;
  const module = yield* Effect.promise(() => import("./use-cases/sync/sight.ts"));
  return { ...module, machine: { files: files.value, identity: identity.value } };
});

/** How a session stands to each remote, as last seen. */
export const syncSights = (project: string, session: string) =>
  Effect.gen(function* () {
    const ready = yield* prepared;
    return ready === null ? nothing : yield* ready.sightsOf(ready.machine, project, session);
  });

export interface UnsyncedDocument {
  readonly remote: string;
  readonly ref: DocumentRef;
  readonly state: "ahead" | "behind" | "both-changed" | "conflict";
  readonly lastSync: string | null;
}

/** Documents of a project, or of one session, that this clone and its remotes do not agree on, as last seen. */
export const unsyncedDocuments = (project: string, session: string | null) =>
  Effect.gen(function* () {
    const ready = yield* prepared;
    return ready === null
      ? {
          found: [],
          notes: ["No remote is configured, so there is nothing to compare with: idse sync setup"],
        }
      : yield* ready.unsyncedDocuments(ready.machine, project, session);
  });

export type SyncConflictsOf = (project: string, session: string) => ReadonlyArray<SyncConflictFact>;

const none: SyncConflictsOf = () => [];

/** By session; those of the project's own documents with the blueprint's. */
export const syncConflictFacts = Effect.gen(function* () {
  const ready = yield* prepared;
  if (ready === null) return none;
  const facts = yield* ready.conflictFacts(ready.machine);
  if (facts.length === 0) return none;
  const of: SyncConflictsOf = (project, session) =>
    facts
      .filter(({ ref }) => ref.project === project && (ref.session ?? blueprintSession) === session)
      .map(({ fact }) => fact);
  return of;
});
