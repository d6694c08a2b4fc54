/** Documents of one session, of a project or of all projects, held against the constitution. */
import { coreRuleSet } from "@idse/constitution-rules";
import { stagesThrough } from "@idse/pipeline-artifacts";
import { pathOf, type ResolvedBy } from "@idse/project-workspace";
import {
  combineReports,
  type Report,
  validate as runRules,
  type SessionVerdict,
} from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { legacyPathsOf, sessionInput, statesOf } from "../Assessment.ts";
import { attempt, Misuse } from "../Failure.ts";
import { readRegistry } from "../Registry.ts";
import { currentSnapshot, listSessions, mapSessions, type SessionSnapshot } from "../Snapshot.ts";
import { writeStateView } from "../Views.ts";
import { currentProject, Workspace } from "../Workspace.ts";
import { parseStage } from "./next.ts";
import { nextStepOf } from "./status.ts";

export interface ValidateOptions {
  /** Absent: what the repository's config says. */
  readonly scope?: "session" | "all" | "all-projects";
  readonly through?: string;
  readonly claimed?: boolean;
  readonly strict?: boolean;
  readonly rule?: string;
  /** Store the verdict in the clone's view of the current session. */
  readonly record?: boolean;
}

/**
 * Beside the report stand, for one session, the documents that are still as their template left
 * them and the step that comes next.
 */
export const validate = (options: ValidateOptions) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const named = workspace.invocation.session !== null;
    const scope = options.scope ?? (named ? "session" : workspace.config.validation.scope);
    const through = options.through === undefined ? null : yield* parseStage(options.through);
    if (options.rule !== undefined && !coreRuleSet.rules.some((rule) => rule.id === options.rule)) {
      return yield* new Misuse({
        problem: `"${options.rule}" is not a rule.`,
        hint: `Rules: ${coreRuleSet.rules.map((rule) => rule.id).join(", ")}`,
      });
    }
    const check = (snapshot: SessionSnapshot, choice: Parameters<typeof sessionInput>[1]["choice"]): Report =>
      runRules({
        sessions: [
          sessionInput(snapshot, {
            legacyPaths: legacyPathsOf(workspace, snapshot.project, snapshot.id),
            choice,
          }),
        ],
        ruleSet: coreRuleSet,
        claimedOnly: options.claimed ?? false,
        strict: options.strict ?? workspace.config.validation.strict,
        ...(through === null ? {} : { stages: stagesThrough(through) }),
        ...(options.rule === undefined ? {} : { rule: options.rule }),
      });
    if (scope === "session") {
      const { choice, snapshot } = yield* currentSnapshot;
      const report = check(snapshot, choice);
      if (options.record === true) {
        yield* attempt(() => writeStateView(workspace, snapshot, statesOf(snapshot, report), report.valid));
      }
      const registry = yield* readRegistry(snapshot.project);
      const states = statesOf(snapshot, report);
      const untouched = states
        .filter((one) => one.status === "pending")
        .map((one) => pathOf({ project: snapshot.project, session: snapshot.id, kind: one.stage }));
      const next = nextStepOf(snapshot, states, registry);
      return { ...reportAnswer(report, choice.resolvedBy), untouched, next };
    }
    const projects = scope === "all" ? [yield* currentProject] : workspace.projects;
    const reports: Array<Report> = [];
    for (const project of projects) {
      const ids = yield* listSessions(project);
      const found = yield* mapSessions(project, ids, (snapshot) => check(snapshot, null));
      for (const one of found) reports.push(one);
    }
    const [first, ...rest] = reports;
    const report =
      first === undefined
        ? runRules({ sessions: [], ruleSet: coreRuleSet })
        : combineReports([first, ...rest]);
    return { ...reportAnswer(report, null), untouched: [], next: null };
  });

const reportAnswer = (report: Report, resolvedBy: ResolvedBy | null) =>
  answer("validation-report", {
    valid: report.valid,
    structure: report.structure,
    content: report.content,
    resolvedBy,
    claimed: { ...report.claimed },
    ruleSet: { ...report.ruleSet },
    summary: { ...report.summary },
    sessions: report.sessions.map((one: SessionVerdict) => ({ ...one })),
    findings: [...report.findings],
  });
