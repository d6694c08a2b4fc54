/** How far a session, or every session of a project, has come. */
import type { AgentRegistry } from "@idse/agent-registry";
import { route } from "@idse/agent-routing";
import { isCounted } from "@idse/constitution-rules";
import { type Stage, stageOrder } from "@idse/pipeline-artifacts";
import { nextStage } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type Assessment, assessSession, judgeSessions, progressOf } from "../Assessment.ts";
import { type Places, places } from "../Places.ts";
import type { ReadState, SessionReading } from "../Reading.ts";
import { allReadings } from "../Readings.ts";
import { readRegistry } from "../Registry.ts";
import type { ResultOf } from "../results/Results.ts";
import { currentSession } from "../Sessions.ts";
import { type SyncSight, syncSights } from "../SyncSight.ts";
import { currentProject, Workspace } from "../Workspace.ts";

export const agentRefOf = (registry: AgentRegistry, stage: Stage) => {
  const found = route(registry, stage);
  return found === null ? null : { id: found.agent.id, mode: found.mode };
};

const sessionHeadOf = ({ id, head }: SessionReading) => ({
  id,
  type: head?.session_type ?? null,
  status: head?.status ?? null,
  owner: head?.owner ?? null,
});

/** The step that brings a session on, or null when all stages are completed. */
export const nextStepOf = (
  { project, id }: SessionReading,
  states: ReadonlyArray<ReadState>,
  registry: AgentRegistry,
  { path }: Places,
) => {
  const stage = nextStage(states);
  if (stage === null) return null;
  return {
    stage,
    agent: agentRefOf(registry, stage)?.id ?? null,
    path: path({ project, session: id, kind: stage }),
    command: `idse next --session ${id}`,
  };
};

const stageEntry = (
  { reading, findings }: Assessment,
  state: ReadState,
  registry: AgentRegistry,
  { path }: Places,
) => {
  const { project, id } = reading;
  const counted = findings.filter((finding) => finding.stage === state.stage && isCounted(finding));
  const errors = counted.filter((finding) => finding.severity === "error").length;
  return {
    stage: state.stage,
    state: state.status,
    path: path({ project, session: id, kind: state.stage }),
    agent: agentRefOf(registry, state.stage),
    openMarkers: reading.markers[stageOrder(state.stage)] ?? 0,
    errors,
    warnings: counted.length - errors,
    signedOff: state.signedOff,
    editedSinceSignOff: state.editedSinceSignOff,
    staleBecause: staleReasons(state),
  };
};

/** As a result has them. */
export const staleReasons = (state: Pick<ReadState, "staleBecause"> | undefined) =>
  (state?.staleBecause ?? []).map(({ stage, session, sections }) => ({
    stage,
    session: session ?? null,
    sections: [...sections],
  }));

const latestSync = (sights: ReadonlyArray<SyncSight>): string | null =>
  sights.reduce<string | null>(
    (latest, { lastSync }) =>
      latest === null || (lastSync !== null && lastSync > latest) ? lastSync : latest,
    null,
  );

export const status = Effect.gen(function* () {
  const project = yield* currentProject;
  const choice = yield* currentSession(project);
  const assessment = yield* assessSession(project, choice.session, choice);
  const registry = yield* readRegistry(project);
  const { reading, states } = assessment;
  const at = yield* places;
  const { sights, notes } = yield* syncSights(project, reading.id);
  return answer(
    "status",
    {
      project,
      session: sessionHeadOf(reading),
      stages: states.map((state) => stageEntry(assessment, state, registry, at)),
      progress: progressOf(states),
      next: nextStepOf(reading, states, registry, at),
      resolvedBy: choice.resolvedBy,
      validation: assessment.valid ? "passing" : "failing",
      lastSync: latestSync(sights),
      sync: sights.map(({ remote, ahead, behind, conflicts }) => ({ remote, ahead, behind, conflicts })),
    },
    [
      ...reading.notes,
      ...notes,
      ...(choice.dangling === null
        ? []
        : [
            `The current session "${choice.dangling}" is not here; showing ${reading.id}. Choose one: idse session switch NAME`,
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
    const at = yield* places;
    const { assessments } = yield* judgeSessions(yield* allReadings(project), { whole: true });
    const rows = assessments.map(
      ({ reading, states, valid }): SessionRow => ({
        ...sessionHeadOf(reading),
        current: current._tag === "Some" && current.value.session === reading.id,
        progress: progressOf(states),
        stages: states.map(({ stage, status }) => ({ stage, state: status })),
        next: nextStepOf(reading, states, registry, at),
        validation: valid ? "passing" : "failing",
        problems: [...reading.notes],
      }),
    );
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
