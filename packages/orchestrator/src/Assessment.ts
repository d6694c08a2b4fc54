/**
 * One session judged: its findings and the state of each stage. Everything that shows progress
 * goes through here, so that all faces agree.
 */
import { coreRuleSet } from "@idse/constitution-rules";
import { type Stage, stages } from "@idse/pipeline-artifacts";
import { pathOf, projectPaths, type SessionChoice, sessionFolder } from "@idse/project-workspace";
import { isStageUntouched, type StageState, stageStates } from "@idse/stage-state";
import {
  errorsByStage,
  type LegacyPathFact,
  type Report,
  type SessionInput,
  validate,
} from "@idse/validation-engine";
import type { SessionSnapshot } from "./Snapshot.ts";
import type { WorkspaceService } from "./Workspace.ts";

export interface Assessment {
  readonly report: Report;
  readonly states: ReadonlyArray<StageState>;
}

const isClaimed = (snapshot: SessionSnapshot, stage: Stage): boolean =>
  snapshot.state?.stages[stage].sign_off != null ||
  snapshot.metadata?.status === "review" ||
  snapshot.metadata?.status === "complete";

/** Stage documents that lie loose in a session's folder, as older layouts had them. */
export const legacyPathsOf = (
  workspace: WorkspaceService,
  project: string,
  session: string,
): ReadonlyArray<LegacyPathFact> => {
  const folder = sessionFolder(project, session);
  const names = new Set(workspace.listNames(folder));
  return stages
    .filter((stage) => names.has(`${stage}.md`))
    .map((stage) => ({
      path: `${folder}/${stage}.md`,
      belongsAt: pathOf({ project, session, kind: stage }),
      stage,
    }));
};

/** The engine's input for a session as it stands. */
export const sessionInput = (
  snapshot: SessionSnapshot,
  facts: { readonly legacyPaths: ReadonlyArray<LegacyPathFact>; readonly choice: SessionChoice | null },
): SessionInput => {
  const { project, id } = snapshot;
  const dangling = facts.choice?.dangling ?? null;
  return {
    project,
    session: id,
    documents: stages.map((stage) => {
      const document = snapshot.documents.get(stage) ?? null;
      return {
        stage,
        path: pathOf({ project, session: id, kind: stage }),
        document,
        problem: snapshot.unreadable.get(stage)?.message ?? null,
        untouched: document !== null && isStageUntouched(stage, document.text, snapshot.state?.stages[stage]),
        claimed: isClaimed(snapshot, stage),
      };
    }),
    metadata: {
      path: snapshot.metadataProblem?.path ?? snapshot.stateProblem?.path ?? "",
      problem: metadataProblem(snapshot),
    },
    legacyPaths: facts.legacyPaths,
    danglingPointer:
      dangling === null ? null : { path: projectPaths(project).currentSession, names: dangling },
  };
};

const metadataProblem = (snapshot: SessionSnapshot) => {
  const problem = snapshot.metadataProblem ?? snapshot.stateProblem;
  return problem === null ? null : { message: problem.message, line: problem.line, column: problem.column };
};

export const assess = (snapshot: SessionSnapshot): Assessment => {
  const input = sessionInput(snapshot, { legacyPaths: [], choice: null });
  const report = validate({ sessions: [input], ruleSet: coreRuleSet });
  return { report, states: statesOf(snapshot, report) };
};

export const statesOf = (snapshot: SessionSnapshot, report: Report): ReadonlyArray<StageState> => {
  const errors = errorsByStage(report.findings);
  return stageStates({
    documents: snapshot.documents,
    state: snapshot.state,
    errors: (stage) => errors.get(stage) ?? 0,
  });
};

export const progressOf = (states: ReadonlyArray<StageState>) => ({
  completed: states.filter((one) => one.status === "completed").length,
  total: stages.length,
});
