/** Documents of one session, of a project or of all projects, held against the constitution. */
import type { Finding } from "@idse/constitution-rules";
import { stagesThrough } from "@idse/pipeline-artifacts";
import type { ResolvedBy } from "@idse/project-workspace";
import type { Report } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { type AssessOptions, judgeSessions } from "../Assessment.ts";
import { printBaseline } from "../Baseline.ts";
import { attempt, Misuse } from "../Failure.ts";
import { checkRule, law } from "../Law.ts";
import { places } from "../Places.ts";
import type { SessionReading } from "../Reading.ts";
import { allReadings, readings } from "../Readings.ts";
import { readRegistry } from "../Registry.ts";
import { currentSession } from "../Sessions.ts";
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
  /** A file of accepted findings, absolute with `/`; absent: what the config says. */
  readonly baseline?: string;
  /** Accept what is found now, instead of holding it against what was accepted. */
  readonly updateBaseline?: boolean;
}

/**
 * Beside the report stand the law it was made by and, for one session, the stages that are still as
 * their template left them and the step that comes next.
 */
export const validate = (options: ValidateOptions) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const named = workspace.invocation.session !== null;
    const scope = options.scope ?? (named ? "session" : workspace.config.validation.scope);
    const { ruleSet } = yield* law;
    const { shown } = yield* places;
    const asked = yield* askedOf(options);
    if (options.updateBaseline === true) yield* mayUpdateBaseline(asked.baselinePath, options, scope);
    const reported = (report: Report, sessions: ReadonlyArray<SessionReading>) => ({
      report: {
        ...report,
        findings: report.findings.map((one) => ({
          ...one,
          path: isAboutFile(one) ? one.path : shown(one.path),
        })),
      },
      ruleSet,
      strict: asked.strict,
      documents: documentsIn(sessions, asked).map(shown),
      /** Where findings were accepted into, if they were. */
      acceptedIn: options.updateBaseline === true ? asked.baselinePath : null,
    });
    if (scope === "session") {
      const project = yield* currentProject;
      const choice = yield* currentSession(project);
      const { report, assessments } = yield* judgeSessions(yield* readings(project, [choice.session]), {
        ...asked,
        choice,
      });
      const { reading, states } = assessments[0] ?? (yield* Effect.die(new Error("no answer for a session")));
      if (options.record === true) {
        yield* attempt(() => writeStateView(workspace, reading, states, report.valid));
      }
      const registry = yield* readRegistry(project);
      const untouched = states.filter((one) => one.status === "pending").map((one) => one.stage);
      const next = nextStepOf(reading, states, registry, yield* places);
      return {
        ...(yield* reportAnswer(report, choice.resolvedBy)),
        ...reported(report, [reading]),
        untouched,
        next,
      };
    }
    const sessions: Array<SessionReading> = [];
    for (const project of scope === "all" ? [yield* currentProject] : workspace.projects) {
      for (const reading of yield* allReadings(project)) sessions.push(reading);
    }
    const { report } = yield* judgeSessions(sessions, {
      ...asked,
      whole: true,
      complete: workspace.projects.length === 1 || scope === "all-projects",
    });
    if (options.updateBaseline === true) yield* writeBaseline(asked.baselinePath, report);
    return {
      ...(yield* reportAnswer(report, null)),
      ...reported(report, sessions),
      untouched: [],
      next: null,
    };
  });

/** What the options ask of the judge. */
const askedOf = (options: ValidateOptions) =>
  Effect.gen(function* () {
    const { config, root } = yield* Workspace;
    const baselinePath =
      options.baseline === undefined ? config.validation.baseline : yield* insideOf(root, options.baseline);
    const through = options.through === undefined ? null : yield* parseStage(options.through);
    yield* checkRule(options.rule);
    return {
      baselinePath,
      claimedOnly: options.claimed ?? false,
      strict: options.strict ?? config.validation.strict,
      ...(through === null ? {} : { stages: stagesThrough(through) }),
      ...(options.rule === undefined ? {} : { rule: options.rule }),
      baseline: options.updateBaseline === true ? null : baselinePath,
    };
  });

/** A baseline that was taken of a part would let the rest of the old findings fail later. */
const mayUpdateBaseline = (
  path: string | null,
  options: ValidateOptions,
  scope: NonNullable<ValidateOptions["scope"]>,
) =>
  Effect.gen(function* () {
    if (path === null) {
      return yield* new Misuse({
        problem: "Say where the baseline is kept.",
        hint: "idse validate --all --baseline .idse/baseline.json --update-baseline",
      });
    }
    if (
      scope === "session" ||
      options.claimed === true ||
      options.through !== undefined ||
      options.rule !== undefined
    ) {
      return yield* new Misuse({
        problem: "A baseline is taken of everything: use --all or --all-projects, and no other choice.",
        hint: "idse validate --all --update-baseline",
      });
    }
    if (scope === "all" && (yield* Workspace).projects.length > 1) {
      return yield* new Misuse({
        problem: "A baseline is taken of everything, and there are several projects here.",
        hint: "idse validate --all-projects --update-baseline",
      });
    }
  });

const writeBaseline = (path: string | null, report: Report) =>
  Effect.gen(function* () {
    const { writeText } = yield* Workspace;
    if (path !== null) yield* attempt(() => writeText(path, printBaseline(report.findings)));
  });

/** A path of the repository from its root; what git does not carry along would hold in one clone only. */
const insideOf = (root: string, path: string): Effect.Effect<string, Misuse> =>
  path.startsWith(`${root}/`)
    ? Effect.succeed(path.slice(root.length + 1))
    : Effect.fail(new Misuse({ problem: `The baseline belongs into the repository; ${path} is outside.` }));

/** Paths of the documents that are there and were looked at. */
const documentsIn = (
  sessions: ReadonlyArray<SessionReading>,
  { stages, claimedOnly }: Pick<AssessOptions, "stages" | "claimedOnly">,
): ReadonlyArray<string> =>
  sessions.flatMap(({ examination }) =>
    examination.documents
      .filter(
        (one) =>
          one.present &&
          (stages === undefined || stages.includes(one.stage)) &&
          (claimedOnly !== true || one.claimed),
      )
      .map((one) => one.path),
  );

const reportAnswer = (report: Report, resolvedBy: ResolvedBy | null) =>
  Effect.map(publishFindings, (listed) =>
    answer("validation-report", { ...bodyOf(report, resolvedBy), findings: report.findings.map(listed) }),
  );

const bodyOf = (report: Report, resolvedBy: ResolvedBy | null) => ({
  valid: report.valid,
  structure: report.structure,
  content: report.content,
  resolvedBy,
  claimed: { ...report.claimed },
  ruleSet: { ...report.ruleSet },
  summary: { ...report.summary },
  sessions: [...report.sessions],
});

/** It says that a file lies where a document of another store would have its path. */
const isAboutFile = ({ rule }: Finding): boolean => rule === "article-10/stray-document";

/** Findings as a result has them: with lists that it may hold, and paths only of what lies in the working tree. */
export const publishFindings = Effect.map(places, ({ published }) => (finding: Finding) => ({
  ...finding,
  path: isAboutFile(finding) ? finding.path : published(finding.path),
  waiver: finding.waiver === null ? null : { ...finding.waiver, path: published(finding.waiver.path) },
  fix: finding.fix === null ? null : { title: finding.fix.title, edits: [...finding.fix.edits] },
}));
