/**
 * The files that show one clone its own state: the pointer to the current session and the
 * predecessor's session_state.json. Git ignores them; readers never write them.
 */
import { blueprintSession, printJson, type Stage } from "@idse/pipeline-artifacts";
import { projectPaths } from "@idse/project-workspace";
import type { StageState } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { assess } from "./Assessment.ts";
import { attempt, type Failure } from "./Failure.ts";
import { describeFailure } from "./FailureReport.ts";
import { readSessions, type SessionSnapshot } from "./Snapshot.ts";
import { Workspace, type WorkspaceService } from "./Workspace.ts";

export const writePointer = (workspace: WorkspaceService, project: string, session: string): void =>
  workspace.writeText(projectPaths(project).currentSession, `${session}\n`);

/** The predecessor knew three stages of progress. */
const viewed = (status: StageState["status"]): string => {
  if (status === "completed") return "completed";
  return status === "missing" || status === "pending" ? "pending" : "in_progress";
};

export const writeStateView = (
  workspace: WorkspaceService,
  snapshot: SessionSnapshot,
  states: ReadonlyArray<StageState>,
  valid: boolean | null,
): void => {
  const stages: Partial<Record<Stage, string>> = {};
  for (const { stage, status } of states) stages[stage] = viewed(status);
  workspace.writeText(
    projectPaths(snapshot.project).sessionState,
    printJson({
      project_name: snapshot.project,
      session_id: snapshot.id,
      is_blueprint: snapshot.id === blueprintSession,
      stages,
      last_sync: null,
      validation_status: valid === null ? "unknown" : valid ? "passing" : "failing",
      created_at: snapshot.metadata?.created_at ?? null,
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
    const [snapshot] = yield* readSessions(project, [id]);
    if (snapshot === undefined) return [];
    yield* attempt(() => writeStateView(workspace, snapshot, assess(snapshot).states, null));
    return [];
  }).pipe(
    Effect.catch((failure: Failure) =>
      Effect.succeed([`session_state.json could not be renewed: ${describeFailure(failure).message}`]),
    ),
  );
