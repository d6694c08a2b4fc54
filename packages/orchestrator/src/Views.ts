/**
 * The files that show one clone its own state: the pointer to the current session and the
 * predecessor's session_state.json. Git ignores them; readers never write them.
 */
import { blueprintSession, printJson, type Stage } from "@idse/pipeline-artifacts";
import { projectPaths, readPointer } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { assessSession } from "./Assessment.ts";
import { attempt, type Failure } from "./Failure.ts";
import { describeFailure } from "./FailureReport.ts";
import type { ReadState, SessionReading } from "./Reading.ts";
import { Workspace, type WorkspaceService } from "./Workspace.ts";

export const writePointer = (workspace: WorkspaceService, project: string, session: string): void =>
  workspace.writeText(projectPaths(project).currentSession, `${session}\n`);

/** The predecessor knew three stages of progress. */
const viewed = (status: ReadState["status"]): string => {
  if (status === "completed") return "completed";
  return status === "missing" || status === "pending" ? "pending" : "in_progress";
};

export const writeStateView = (
  workspace: WorkspaceService,
  reading: SessionReading,
  states: ReadonlyArray<ReadState>,
  valid: boolean | null,
): void => {
  const stages: Partial<Record<Stage, string>> = {};
  for (const { stage, status } of states) stages[stage] = viewed(status);
  workspace.writeText(
    projectPaths(reading.project).sessionState,
    printJson({
      project_name: reading.project,
      session_id: reading.id,
      is_blueprint: reading.id === blueprintSession,
      stages,
      last_sync: null,
      validation_status: valid === null ? "unknown" : valid ? "passing" : "failing",
      created_at: reading.head?.created_at ?? null,
    }),
  );
};

/**
 * Brings session_state.json up to a session. It is a courtesy to older programs: where it cannot be
 * written, what the command was to do is done all the same, and a note says so.
 */
export const renewStateView = (project: string, id: string) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const { reading, states } = yield* assessSession(project, id);
    yield* attempt(() => writeStateView(workspace, reading, states, null));
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
