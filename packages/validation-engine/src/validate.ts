/** Documents held against rules. Pure and synchronous: the same input gives the same report. */
import { coreRuleSet, type Finding, type RuleSet } from "@idse/constitution-rules";
import { ArtifactDocument, isUntouched, type Stage, stageDefinition, stages } from "@idse/pipeline-artifacts";
import { examine } from "./examine.ts";
import { type DocumentInput, noFacts, type SessionInput, type ValidationInput } from "./Input.ts";
import { judge } from "./judge.ts";
import { bySession, type Report } from "./Report.ts";

export const validate = (input: ValidationInput): Report =>
  judge(
    input.sessions.toSorted(bySession).map((session) => ({
      examination: examine(session, input.ruleSet),
      facts: { ...noFacts, ...session.facts },
    })),
    input,
  );

export interface DocumentOptions {
  /** The shipped one where absent. */
  readonly ruleSet?: RuleSet;
  /** `YYYY-MM-DD`, for waivers that expire; absent: none has. */
  readonly today?: string;
}

/** One document alone, as a text: what the rules about single documents say of it, waived findings left out. */
export const validateDocument = (
  text: string,
  options: DocumentOptions & { readonly stage: Stage; readonly path?: string },
): ReadonlyArray<Finding> => {
  const ruleSet = options.ruleSet ?? coreRuleSet;
  const session = sessionOf([inputOf(options.stage, text, options.path)]);
  const examination = examine(session, ruleSet, ["document"]);
  const rules = ruleSet.rules.filter((rule) => rule.check.kind !== "waiver");
  const { today } = options;
  const report = judge([{ examination, facts: noFacts }], {
    ruleSet: { ...ruleSet, rules },
    ...(today === undefined ? {} : { today }),
  });
  return report.findings.filter((one) => one.waiver === null);
};

/**
 * Several documents as one session, by stage. What is not given is not asked for: no finding speaks of a
 * stage that is not named here. A stage that is named as null is missing.
 */
export const validateDocuments = (
  texts: Partial<Readonly<Record<Stage, string | null>>>,
  options: DocumentOptions & { readonly strict?: boolean } = {},
): Report => {
  const given = stages.flatMap((stage) => {
    const text = texts[stage];
    return text === undefined ? [] : [inputOf(stage, text)];
  });
  return validate({ ...options, ruleSet: options.ruleSet ?? coreRuleSet, sessions: [sessionOf(given)] });
};

const inputOf = (stage: Stage, text: string | null, path = stageDefinition(stage).path): DocumentInput => {
  const document = text === null ? null : new ArtifactDocument(text);
  const problem = document?.problem ?? null;
  return {
    stage,
    path,
    document: problem === null ? document : null,
    problem,
    untouched: text !== null && isUntouched(stage, text, null),
    claimed: true,
  };
};

const sessionOf = (documents: ReadonlyArray<DocumentInput>): SessionInput => ({
  project: "",
  session: "",
  documents,
  metadata: { path: "", problem: null },
});
