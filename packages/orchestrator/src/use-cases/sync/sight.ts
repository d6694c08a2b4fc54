/** What status and validate say of remotes, from what this clone keeps. What cannot be read becomes a note. */
import { DesignStore } from "@idse/design-store";
import {
  FilePrimitives,
  type FilePrimitivesService,
  ProcessIdentity,
  type ProcessIdentityService,
} from "@idse/durable-files";
import { type DocumentRef, isStage } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { keptConflicts, keptSight, onState } from "@idse/sync-engine";
import type { SyncConflictFact } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { describeFailure } from "../../describeFailure.ts";
import type { Failure } from "../../Failure.ts";
import type { SyncSight, UnsyncedDocument } from "../../SyncSight.ts";
import { Workspace } from "../../Workspace.ts";
import { keptOf, remotesOf } from "./Remote.ts";

interface Machine {
  readonly files: FilePrimitivesService;
  readonly identity: ProcessIdentityService;
}

const onMachine =
  ({ files, identity }: Machine) =>
  <A, E, R>(work: Effect.Effect<A, E, R>) =>
    work.pipe(Effect.provideService(FilePrimitives, files), Effect.provideService(ProcessIdentity, identity));

export const sightsOf = (machine: Machine, project: string, session: string) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const scope = { project, sessions: [session] };
    const sights: Array<SyncSight> = [];
    const notes: Array<string> = [];
    const { heads } = yield* store.heads(scope);
    for (const remote of remotesOf(yield* Workspace)) {
      const { name } = remote;
      const seen = yield* keptOf(remote).pipe(
        Effect.flatMap((kept) => keptSight(kept, scope, heads)),
        Effect.result,
      );
      if (seen._tag === "Failure") {
        notes.push(unreadableNote(name, seen.failure));
        continue;
      }
      const { ahead, behind, conflicts, lastSync } = seen.success;
      const own = conflicts.filter(({ ref }) => ref.session === session || ref.session === null);
      sights.push({ remote: name, ahead, behind, conflicts: own.length, lastSync: lastSync?.at ?? null });
    }
    return { sights, notes };
  }).pipe(onMachine(machine));

/** Documents of a project, or of one session, that this clone and a remote do not agree on. */
export const unsyncedDocuments = (machine: Machine, project: string, session: string | null) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const scope = session === null ? { project } : { project, sessions: [session] };
    const found: Array<UnsyncedDocument> = [];
    const notes: Array<string> = [];
    const { heads } = yield* store.heads(scope);
    const isAsked = ({ ref }: { readonly ref: DocumentRef }): boolean =>
      session === null || ref.session === session;
    for (const remote of remotesOf(yield* Workspace)) {
      const { name } = remote;
      const seen = yield* keptOf(remote).pipe(
        Effect.flatMap((kept) => keptSight(kept, scope, heads)),
        Effect.result,
      );
      if (seen._tag === "Failure") {
        notes.push(unreadableNote(name, seen.failure));
        continue;
      }
      const { apart, conflicts, lastSync } = seen.success;
      if (lastSync === null)
        notes.push(`This clone has not yet done a whole sync with the remote ${name}: idse sync status`);
      const at = lastSync?.at ?? null;
      for (const { ref, side } of apart.filter(isAsked))
        found.push({ remote: name, ref, state: side, lastSync: at });
      for (const { ref } of conflicts.filter(isAsked))
        found.push({ remote: name, ref, state: "conflict", lastSync: at });
    }
    return { found, notes };
  }).pipe(onMachine(machine));

const unreadableNote = (name: string, failure: Failure): string =>
  `What is known of the remote ${name} cannot be read. ${describeFailure(failure).message}`;

const shortName = ({ session, kind }: DocumentRef): string =>
  session === null ? kind : `${session}/${kind}`;

/** Where the record of a conflict cannot be read, sync says so; a rule has nothing to say then. */
export const conflictFacts = (machine: Machine) =>
  Effect.gen(function* () {
    const facts: Array<{ readonly ref: DocumentRef; readonly fact: SyncConflictFact }> = [];
    for (const remote of remotesOf(yield* Workspace)) {
      const kept = yield* keptOf(remote).pipe(
        Effect.flatMap(({ state }) => onState(() => keptConflicts(state))),
        Effect.orElseSucceed(() => []),
      );
      for (const { ref, reason } of kept)
        facts.push({
          ref,
          fact: {
            path: pathOf(ref),
            stage: isStage(ref.kind) ? ref.kind : null,
            name: shortName(ref),
            remote: remote.name,
            reason,
          },
        });
    }
    return facts;
  }).pipe(onMachine(machine));
