/** Documents held against rules. Pure and synchronous: the same input gives the same report. */
import type { Finding, Rule, RuleCheck, RuleSet } from "@idse/constitution-rules";
import { coreRuleSet } from "@idse/constitution-rules";
import {
  ArtifactDocument,
  isUntouched,
  type Stage,
  stageDefinition,
  stageOrder,
} from "@idse/pipeline-artifacts";
import { type Check, type CheckContext, type Observation, type PresentDocument, toFinding } from "./Check.ts";
import { checks } from "./checks/index.ts";
import type { DocumentInput, SessionInput, ValidationInput } from "./Input.ts";
import { bySession, type Report, type SessionVerdict } from "./Report.ts";

export const validate = (input: ValidationInput): Report => {
  const findings: Array<Finding> = [];
  const verdicts: Array<SessionVerdict> = [];
  let documents = 0;
  let claimed = 0;
  for (const session of input.sessions.toSorted(bySession)) {
    const inScope = documentsInScope(session, input);
    documents += inScope.filter((one) => one.document !== null).length;
    claimed += session.documents.filter((one) => one.claimed).length;
    const found = input.ruleSet.rules
      .filter((rule) => input.rule === undefined || rule.id === input.rule)
      .flatMap((rule) => applyRule(rule, session, inScope, input.claimedOnly === true));
    found.sort(byPlace);
    for (const finding of found) findings.push(finding);
    verdicts.push(verdictOf(session, found, input.strict === true));
  }
  const errors = findings.filter((one) => one.severity === "error").length;
  return {
    valid: verdicts.every((one) => one.valid),
    structure: findings.some((one) => one.category === "violation" && one.severity === "error")
      ? "invalid"
      : "valid",
    content: findings.some((one) => one.category === "open" && one.severity === "error")
      ? "incomplete"
      : "complete",
    claimed: { stages: claimed, of: input.sessions.reduce((sum, one) => sum + one.documents.length, 0) },
    ruleSet: { name: input.ruleSet.name, version: input.ruleSet.version, digest: input.ruleSet.digest },
    summary: {
      sessions: input.sessions.length,
      documents,
      errors,
      warnings: findings.length - errors,
      waived: 0,
    },
    sessions: verdicts,
    findings,
  };
};

/** One document alone, as a text: what the rules about documents say of it. */
export const validateDocument = (
  text: string,
  options: { readonly stage: Stage; readonly path?: string; readonly ruleSet?: RuleSet },
): ReadonlyArray<Finding> => {
  const document: DocumentInput = {
    stage: options.stage,
    path: options.path ?? stageDefinition(options.stage).path,
    document: new ArtifactDocument(text),
    untouched: isUntouched(options.stage, text, null),
    claimed: true,
  };
  const session: SessionInput = {
    project: "",
    session: "",
    documents: [document],
    metadata: { path: "", problem: null },
    legacyPaths: [],
    danglingPointer: null,
  };
  const ruleSet = options.ruleSet ?? coreRuleSet;
  const alone = ruleSet.rules.filter((rule) => rule.check.kind !== "stage-sequence");
  return alone.flatMap((rule) => applyRule(rule, session, [document], false)).toSorted(byPlace);
};

const documentsInScope = (session: SessionInput, input: ValidationInput): ReadonlyArray<DocumentInput> =>
  session.documents.filter(
    (one) =>
      (input.stages === undefined || input.stages.includes(one.stage)) &&
      (input.claimedOnly !== true || one.claimed),
  );

const isPresent = (one: DocumentInput): one is PresentDocument => one.document !== null;

const applyRule = (
  rule: Rule,
  session: SessionInput,
  inScope: ReadonlyArray<DocumentInput>,
  claimedOnly: boolean,
): ReadonlyArray<Finding> => {
  // A session of which nothing is claimed is left alone altogether.
  if (claimedOnly && inScope.length === 0) return [];
  const scoped =
    rule.stages === undefined ? inScope : inScope.filter((one) => rule.stages?.includes(one.stage));
  const check = checks[rule.check.kind] as Check<RuleCheck["kind"]>;
  const context: CheckContext = {
    session,
    inScope: scoped,
    present: scoped.filter(isPresent),
    check: rule.check,
  };
  const seen = new Map<string, number>();
  return check(context).map((observation) => {
    const occurrence = countOf(seen, observation);
    return toFinding(rule, session, observation, occurrence);
  });
};

const countOf = (seen: Map<string, number>, observation: Observation): number => {
  const key = `${observation.stage ?? ""}\n${observation.about}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count;
};

const verdictOf = (
  session: SessionInput,
  findings: ReadonlyArray<Finding>,
  strict: boolean,
): SessionVerdict => {
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  return {
    project: session.project,
    session: session.session,
    valid: errors === 0 && (!strict || warnings === 0),
    errors,
    warnings,
  };
};

const byPlace = (a: Finding, b: Finding): number =>
  (a.stage === null ? -1 : stageOrder(a.stage)) - (b.stage === null ? -1 : stageOrder(b.stage)) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.column ?? 0) - (b.column ?? 0) ||
  (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
