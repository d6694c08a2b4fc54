/** A session, or all of a project, as one value that holds everything, for programs and for reports. */
import { digestOf, type Stage } from "@idse/pipeline-artifacts";
import { refOfPath } from "@idse/project-workspace";
import { traceOf } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type Assessment, progressOf } from "../Assessment.ts";
import { Misuse } from "../Failure.ts";
import { law } from "../Law.ts";
import { type Places, places } from "../Places.ts";
import { sessionInput } from "../Reading.ts";
import { readRegistry } from "../Registry.ts";
import { writeReports } from "../ReportFile.ts";
import type { ResultOf } from "../results/Results.ts";
import { currentSession } from "../Sessions.ts";
import { currentProject, Workspace } from "../Workspace.ts";
import { countsOf, fromTexts, judgedSessions } from "./query/Chosen.ts";
import { agentRefOf, staleReasons } from "./status.ts";
import { publishFindings } from "./validate.ts";

export interface ExportSessionsOptions {
  /** Every session of the project instead of the current one. */
  readonly all: boolean;
}

type Exported = ResultOf<"export">;
type ExportedSession = Exported["sessions"][number];

export const exportSessions = ({ all }: ExportSessionsOptions) =>
  Effect.gen(function* () {
    const { branch, invocation } = yield* Workspace;
    if (all && invocation.session !== null) {
      return yield* new Misuse({
        problem: "--all exports every session, and --session one.",
        hint: `idse export --session ${invocation.session}`,
      });
    }
    const project = yield* currentProject;
    const current = yield* Effect.option(currentSession(project));
    const choice = all ? null : yield* currentSession(project);
    const chosen = { project, session: choice?.session ?? null };
    const { ruleSet } = yield* law;
    const registry = yield* readRegistry(project);
    const at = yield* places;
    const listed = yield* publishFindings;
    const { report, assessments } = yield* judgedSessions(chosen);
    const texts = new Map(
      yield* fromTexts(chosen, (snapshot) => {
        const { gaps } = traceOf(sessionInput(snapshot).documents, ruleSet.identifiers);
        const documents = new Map([...snapshot.documents].map(([stage, { text }]) => [stage, text]));
        return [[snapshot.id, { documents, gaps }] as const];
      }),
    );
    const sessions = assessments.map((one): ExportedSession => {
      const { id, head, notes } = one.reading;
      const read = texts.get(id);
      return {
        id,
        name: head?.name ?? null,
        type: head?.session_type ?? null,
        status: head?.status ?? null,
        owner: head?.owner ?? null,
        parent: head?.parent_session ?? null,
        tags: [...(head?.tags ?? [])],
        createdAt: head?.created_at ?? null,
        current: current._tag === "Some" && current.value.session === id,
        valid: one.valid,
        progress: progressOf(one.states),
        problems: [...notes],
        stages: one.states.map((state) => ({
          ...stageOf(one, state, at, read?.documents.get(state.stage) ?? null),
          agent: agentRefOf(registry, state.stage),
        })),
        gaps: (read?.gaps ?? []).map((gap) => ({ ...gap, path: at.published(gap.path) })),
      };
    });
    const stages = sessions.flatMap((one) => one.stages);
    const { errors, warnings, waived, baselined } = report.summary;
    return answer(
      "export",
      {
        project,
        session: chosen.session,
        resolvedBy: choice?.resolvedBy ?? null,
        branch,
        ruleSet: { ...report.ruleSet },
        summary: {
          sessions: sessions.length,
          documents: stages.filter((one) => one.text !== null).length,
          stages: {
            completed: stages.filter((one) => one.state === "completed").length,
            total: stages.length,
          },
          stale: stages.filter((one) => one.state === "stale").length,
          errors,
          warnings,
          waived,
          baselined,
        },
        sessions,
        findings: report.findings.map(listed),
      },
      choice?.dangling == null
        ? []
        : [`The current session "${choice.dangling}" is not here; exporting ${choice.session}.`],
    );
  });

const stageOf = (
  assessment: Assessment,
  state: Assessment["states"][number],
  { path }: Places,
  text: string | null,
) => {
  const { project, id } = assessment.reading;
  const { stage }: { readonly stage: Stage } = state;
  return {
    stage,
    state: state.status,
    path: path({ project, session: id, kind: stage }),
    ...countsOf(assessment, stage),
    signedOff: state.signedOff,
    editedSinceSignOff: state.editedSinceSignOff,
    staleBecause: staleReasons(state),
    digest: text === null ? null : digestOf(text),
    text,
  };
};

export interface ExportFile {
  /** Absolute, with `/`. */
  readonly path: string;
  /** As it was typed. */
  readonly typed: string;
  readonly format: ResultOf<"export-file">["format"];
  readonly text: string;
}

/** Writes what was made of an export; never over a document that it was made from. */
export const writeExport = (exported: Exported, { path, typed, format, text }: ExportFile) =>
  Effect.gen(function* () {
    const { root } = yield* Workspace;
    const inside = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null;
    if (inside !== null && refOfPath(inside) !== null) {
      return yield* new Misuse({
        problem: `${inside} is a document of a session.`,
        hint: `idse export --format ${format} --out report.${format}`,
      });
    }
    yield* writeReports([{ path, text }]);
    return answer("export-file", {
      project: exported.project,
      session: exported.session,
      format,
      path: inside ?? typed,
      bytes: new TextEncoder().encode(text).length,
      sessions: exported.summary.sessions,
      documents: exported.summary.documents,
    });
  });
