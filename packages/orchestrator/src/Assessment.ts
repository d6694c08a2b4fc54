/**
 * Sessions judged: their findings and the state of each stage. Everything that shows progress goes
 * through here, so that all faces agree.
 */
import { type Finding, isCounted } from "@idse/constitution-rules";
import { stages } from "@idse/pipeline-artifacts";
import { layout, type SessionChoice } from "@idse/project-workspace";
import {
  errorsByStage,
  type JudgeOptions,
  judge,
  type Report,
  type SessionFacts,
} from "@idse/validation-engine";
import * as Clock from "effect/Clock";
import * as Effect from "effect/Effect";
import { readBaseline } from "./Baseline.ts";
import { gatherFacts } from "./Facts.ts";
import { law } from "./Law.ts";
import type { ReadState, SessionReading } from "./Reading.ts";
import { readings } from "./Readings.ts";

export interface Assessment {
  readonly reading: SessionReading;
  /** Of this session, in order of place. */
  readonly findings: ReadonlyArray<Finding>;
  readonly valid: boolean;
  readonly states: ReadonlyArray<ReadState>;
}

export interface Judged {
  readonly report: Report;
  /** In the order the sessions came in. */
  readonly assessments: ReadonlyArray<Assessment>;
}

export type AssessOptions = Omit<
  JudgeOptions,
  "ruleSet" | "waivers" | "waiverPath" | "today" | "baseline"
> & {
  readonly choice?: SessionChoice | null;
  /** These are all sessions of their projects. */
  readonly whole?: boolean;
  /** A file of accepted findings, from the root; null for none. Absent: what the config says. */
  readonly baseline?: string | null;
};

/** `YYYY-MM-DD` in UTC. */
const today = Effect.map(Clock.currentTimeMillis, (millis) => new Date(millis).toISOString().slice(0, 10));

export const judgeSessions = (
  sessions: ReadonlyArray<SessionReading>,
  { choice = null, whole = false, baseline, ...options }: AssessOptions = {},
) =>
  Effect.gen(function* () {
    const { ruleSet, waivers } = yield* law;
    const factsOf = yield* gatherFacts(sessions, { choice, whole });
    const accepted = yield* readBaseline(baseline);
    const examined = sessions.map((reading) => ({
      examination: reading.examination,
      facts: factsOf(reading),
    }));
    const report = judge(examined, {
      ...options,
      ruleSet,
      waivers,
      waiverPath: layout.constitution,
      today: yield* today,
      ...(accepted === null ? {} : { baseline: accepted }),
    });
    const drifts = examined.map((one) => one.facts.parentDrift);
    return { report, assessments: assessmentsOf(sessions, drifts, report) } satisfies Judged;
  });

type Drift = SessionFacts["parentDrift"];

const assessmentsOf = (
  sessions: ReadonlyArray<SessionReading>,
  drifts: ReadonlyArray<Drift>,
  report: Report,
): ReadonlyArray<Assessment> => {
  const key = (project: string, session: string | null): string => `${project}/${session ?? ""}`;
  const findings = new Map<string, Array<Finding>>();
  for (const finding of report.findings) {
    const of = key(finding.project, finding.session);
    const group = findings.get(of);
    if (group === undefined) findings.set(of, [finding]);
    else group.push(finding);
  }
  const verdicts = new Map(report.sessions.map((one) => [key(one.project, one.session), one]));
  return sessions.map((reading, index) => {
    const of = key(reading.project, reading.id);
    const found = findings.get(of) ?? [];
    return {
      reading,
      findings: found,
      valid: verdicts.get(of)?.valid ?? true,
      states: withErrors(withDrift(reading.states, drifts[index] ?? []), found),
    };
  });
};

/** A stage that was signed off on a parent that has changed since is stale. */
const withDrift = (states: ReadonlyArray<ReadState>, drift: Drift): ReadonlyArray<ReadState> =>
  drift.length === 0
    ? states
    : states.map((state) => {
        const change = drift.find((one) => one.stage === state.stage);
        if (change === undefined || state.signedOff === null) return state;
        const reason = { stage: change.stage, session: change.parent, sections: change.sections };
        return { ...state, status: "stale" as const, staleBecause: [...state.staleBecause, reason] };
      });

/** A stage with an error in its document is not completed. */
const withErrors = (
  states: ReadonlyArray<ReadState>,
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<ReadState> => {
  if (findings.length === 0) return states;
  const errors = errorsByStage(findings);
  return states.map((state) =>
    state.status === "completed" && (errors.get(state.stage) ?? 0) > 0
      ? { ...state, status: "in_progress" as const }
      : state,
  );
};

/** One session as it stands, with all rules. */
export const assessSession = (project: string, id: string, choice: SessionChoice | null = null) =>
  Effect.gen(function* () {
    const { assessments } = yield* judgeSessions(yield* readings(project, [id]), { choice });
    const [assessment] = assessments;
    return assessment ?? (yield* Effect.die(new Error("a store gave no answer for a session")));
  });

export const countedErrors = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> =>
  findings.filter((one) => one.severity === "error" && isCounted(one));

export const progressOf = (states: ReadonlyArray<Pick<ReadState, "status">>) => ({
  completed: states.filter((one) => one.status === "completed").length,
  total: stages.length,
});
