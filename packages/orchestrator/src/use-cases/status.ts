/** How far a session, or every session of a project, has come. */
import type { AgentRegistry } from "@idse/agent-registry";
import { route } from "@idse/agent-routing";
import { openMarkersOf, type Stage } from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { nextStage, type StageState } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type Assessment, assess, progressOf } from "../Assessment.ts";
import { readRegistry } from "../Registry.ts";
import type { ResultOf } from "../results/Results.ts";
import {
  currentSession,
  currentSnapshot,
  listSessions,
  mapSessions,
  notesOf,
  type SessionSnapshot,
} from "../Snapshot.ts";
import { currentProject, Workspace } from "../Workspace.ts";

export const agentRefOf = (registry: AgentRegistry, stage: Stage) => {
  const found = route(registry, stage);
  return found === null ? null : { id: found.agent.id, mode: found.mode };
};

export const sessionHeadOf = ({ id, metadata }: SessionSnapshot) => ({
  id,
  type: metadata?.session_type ?? null,
  status: metadata?.status ?? null,
  owner: metadata?.owner ?? null,
});

/** The step that brings a session on, or null when all stages are completed. */
export const nextStepOf = (
  snapshot: SessionSnapshot,
  states: ReadonlyArray<StageState>,
  registry: AgentRegistry,
) => {
  const stage = nextStage(states);
  if (stage === null) return null;
  return {
    stage,
    agent: agentRefOf(registry, stage)?.id ?? null,
    path: pathOf({ project: snapshot.project, session: snapshot.id, kind: stage }),
    command: `idse next --session ${snapshot.id}`,
  };
};

const stageEntry = (
  snapshot: SessionSnapshot,
  state: StageState,
  { report }: Assessment,
  registry: AgentRegistry,
) => {
  const findings = report.findings.filter((finding) => finding.stage === state.stage);
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const document = snapshot.documents.get(state.stage);
  return {
    stage: state.stage,
    state: state.status,
    path: pathOf({ project: snapshot.project, session: snapshot.id, kind: state.stage }),
    agent: agentRefOf(registry, state.stage),
    openMarkers: document === undefined ? 0 : openMarkersOf(document).length,
    errors,
    warnings: findings.length - errors,
    signedOff:
      state.signedOff === null
        ? null
        : { by: state.signedOff.by, kind: state.signedOff.kind, at: state.signedOff.at },
    editedSinceSignOff: state.editedSinceSignOff,
    staleBecause: state.staleBecause.map(({ stage, sections }) => ({ stage, sections: [...sections] })),
  };
};

export const status = Effect.gen(function* () {
  const { choice, snapshot } = yield* currentSnapshot;
  const registry = yield* readRegistry(snapshot.project);
  const assessment = assess(snapshot);
  return answer(
    "status",
    {
      project: snapshot.project,
      session: sessionHeadOf(snapshot),
      stages: assessment.states.map((state) => stageEntry(snapshot, state, assessment, registry)),
      progress: progressOf(assessment.states),
      next: nextStepOf(snapshot, assessment.states, registry),
      resolvedBy: choice.resolvedBy,
      validation: assessment.report.valid ? "passing" : "failing",
      lastSync: null,
      sync: [],
    },
    [
      ...notesOf(snapshot),
      ...(choice.dangling === null
        ? []
        : [
            `The current session "${choice.dangling}" is not here; showing ${snapshot.id}. Choose one: idse session switch NAME`,
          ]),
    ],
  );
});

type SessionRow = ResultOf<"project-status">["sessions"][number];

export const projectStatus = (limit: number | null = null) =>
  Effect.gen(function* () {
    yield* Workspace;
    const project = yield* currentProject;
    const registry = yield* readRegistry(project);
    const current = yield* Effect.option(currentSession(project));
    const ids = yield* listSessions(project);
    const rows = yield* mapSessions(project, ids, (snapshot): SessionRow => {
      const { report, states } = assess(snapshot);
      return {
        ...sessionHeadOf(snapshot),
        current: current._tag === "Some" && current.value.session === snapshot.id,
        progress: progressOf(states),
        stages: states.map(({ stage, status }) => ({ stage, state: status })),
        next: nextStepOf(snapshot, states, registry),
        validation: report.valid ? "passing" : "failing",
        problems: [...notesOf(snapshot)],
      };
    });
    const shown = limit === null ? rows : rows.slice(0, limit);
    return answer("project-status", {
      project,
      sessions: shown,
      summary: {
        sessions: rows.length,
        complete: rows.filter((row) => row.progress.completed === row.progress.total).length,
        stages: {
          completed: rows.reduce((sum, row) => sum + row.progress.completed, 0),
          total: rows.reduce((sum, row) => sum + row.progress.total, 0),
        },
      },
      truncated: shown.length < rows.length,
    });
  });
