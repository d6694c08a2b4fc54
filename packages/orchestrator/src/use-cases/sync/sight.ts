/** What status and validate say of remotes, from what this clone keeps. What cannot be read becomes a note. */
import { DesignStore, type Scope } from "@idse/design-store";
import {
  FilePrimitives,
  type FilePrimitivesService,
  ProcessIdentity,
  type ProcessIdentityService,
} from "@idse/durable-files";
import { type DocumentRef, isStage } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { type KeptSight, keptConflicts, keptSight, onState } from "@idse/sync-engine";
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

/** What is known of each remote, and a note for each of which that cannot be read. */
const keptSights = (scope: Scope) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const { heads } = yield* store.heads(scope);
    const notes: Array<string> = [];
    const sights: Array<KeptSight & { readonly name: string }> = [];
    for (const remote of remotesOf(yield* Workspace)) {
      const { name } = remote;
      const seen = yield* keptOf(remote).pipe(
        Effect.flatMap((kept) => keptSight(kept, scope, heads)),
        Effect.result,
      );
      if (seen._tag === "Failure") notes.push(unreadableNote(name, seen.failure));
      else sights.push({ ...seen.success, name });
    }
    return { sights, notes };
  });

export const sightsOf = (machine: Machine, project: string, session: string) =>
  Effect.gen(function* () {
    const kept = yield* keptSights({ project, sessions: [session] });
    const sights = kept.sights.map(({ name, ahead, behind, conflicts, lastSync }): SyncSight => {
      const own = conflicts.filter(({ ref }) => ref.session === session || ref.session === null);
      return { remote: name, ahead, behind, conflicts: own.length, lastSync: lastSync?.at ?? null };
    });
    return { sights, notes: kept.notes };
  }).pipe(onMachine(machine));

/** Documents of a project, or of one session, that this clone and a remote do not agree on. */
export const unsyncedDocuments = (machine: Machine, project: string, session: string | null) =>
  Effect.gen(function* () {
    const { sights, notes } = yield* keptSights(
      session === null ? { project } : { project, sessions: [session] },
    );
    const found: Array<UnsyncedDocument> = [];
    const isAsked = ({ ref }: { readonly ref: DocumentRef }): boolean =>
      session === null || ref.session === session;
    for (const { name, apart, conflicts, lastSync } of sights) {
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
