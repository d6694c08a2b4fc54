/**
 * The files that show one clone its own state: the pointer to the current session and the
 * predecessor's session_state.json. Git ignores them; readers never write them.
 */
import { blueprintSession, printJson, readJson, type Stage } from "@idse/pipeline-artifacts";
import { projectPaths, readPointer } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { assessSession } from "./Assessment.ts";
import { describeFailure } from "./describeFailure.ts";
import { attempt, type Failure } from "./Failure.ts";
import type { ReadState, SessionReading } from "./Reading.ts";
import { existingSessions } from "./Sessions.ts";
import { Workspace, type WorkspaceService } from "./Workspace.ts";

const ViewedSync = z.looseObject({ session_id: z.string(), last_sync: z.string().nullable() });

export const writePointer = (workspace: WorkspaceService, project: string, session: string): void =>
  workspace.writeText(projectPaths(project).currentSession, `${session}\n`);

/** The predecessor knew three stages of progress. */
const viewed = (status: ReadState["status"]): string => {
  if (status === "completed") return "completed";
  return status === "missing" || status === "pending" ? "pending" : "in_progress";
};

/** What an earlier view of the same session says. */
const lastSyncIn = (text: string | null, session: string): string | null => {
  const read = text === null ? null : readJson(text, ViewedSync);
  return read?.ok === true && read.value.session_id === session ? read.value.last_sync : null;
};

export const writeStateView = (
  workspace: WorkspaceService,
  reading: SessionReading,
  states: ReadonlyArray<ReadState>,
  valid: boolean | null,
  lastSync?: string,
): void => {
  const stages: Partial<Record<Stage, string>> = {};
  for (const { stage, status } of states) stages[stage] = viewed(status);
  const path = projectPaths(reading.project).sessionState;
  workspace.writeText(
    path,
    printJson({
      project_name: reading.project,
      session_id: reading.id,
      is_blueprint: reading.id === blueprintSession,
      stages,
      last_sync: lastSync ?? lastSyncIn(workspace.readText(path), reading.id),
      validation_status: valid === null ? "unknown" : valid ? "passing" : "failing",
      created_at: reading.head?.created_at ?? null,
    }),
  );
};

/**
 * Brings session_state.json up to a session. It is a courtesy to older programs: where it cannot be
 * written, what the command was to do is done all the same, and a note says so.
 */
export const renewStateView = (project: string, id: string, lastSync?: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { reading, states } = yield* assessSession(project, id);
    yield* attempt(() => writeStateView(workspace, reading, states, null, lastSync));
    return [];
  }).pipe(Effect.catch(asNote));

const asNote = (failure: Failure) =>
  Effect.succeed([`session_state.json could not be renewed: ${describeFailure(failure).message}`]);

/** As `renewStateView`, where this clone points at the session; else the view is of another one and stays. */
export const renewViewOf = (project: string, id: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const pointer = yield* attempt(() => workspace.readText(projectPaths(project).currentSession));
    return pointer !== null && readPointer(pointer) === id ? yield* renewStateView(project, id) : [];
  }).pipe(Effect.catch(asNote));

/** After a sync: the view of the session that this clone points at, if it points at one. */
export const renewAfterSync = (project: string, lastSync: string | null) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const pointer = yield* attempt(() => workspace.readText(projectPaths(project).currentSession));
    const id = pointer === null ? null : readPointer(pointer);
    const there = id === null ? new Set<string>() : yield* existingSessions(project, [id]);
    return id === null || !there.has(id) ? [] : yield* renewStateView(project, id, lastSync ?? undefined);
  }).pipe(Effect.catch(asNote));
