/**
 * The second half of a validation: what was examined, held against the facts of the day, waivers and a
 * baseline, and cut to what was asked for. It costs next to nothing beside examining.
 */
import {
  type Finding,
  familyOf,
  isCounted,
  type Rule,
  type RuleCheck,
  type RuleSet,
} from "@idse/constitution-rules";
import { stageOrder } from "@idse/pipeline-artifacts";
import { type FactCheck, toFindings } from "./Check.ts";
import { factChecks } from "./checks/facts/index.ts";
import type { Examination } from "./Examination.ts";
import type { ExaminedSession, JudgeOptions, SessionFacts } from "./Input.ts";
import { bySession, type Report, type SessionVerdict } from "./Report.ts";
import { makeWaiving, type Waiving } from "./Waiving.ts";

export const judge = (sessions: Iterable<ExaminedSession>, options: JudgeOptions): Report => {
  const { ruleSet } = options;
  const factRules = ruleSet.rules.filter(
    (rule) => familyOf(rule.check.kind) === "facts" && rule.check.kind !== "waiver",
  );
  const waiving = makeWaiving(options);
  const findings: Array<Finding> = [];
  const verdicts: Array<SessionVerdict> = [];
  const claimed = { stages: 0, of: 0 };
  let documents = 0;
  for (const { examination, facts } of sessions) {
    const inScope = examination.documents.filter(
      (one) =>
        (options.stages === undefined || options.stages.includes(one.stage)) &&
        (options.claimedOnly !== true || one.claimed),
    );
    documents += inScope.filter((one) => one.present).length;
    claimed.stages += examination.documents.filter((one) => one.claimed).length;
    claimed.of += examination.documents.length;
    // A session of which nothing is claimed is left alone altogether.
    const leftAlone = options.claimedOnly === true && inScope.length === 0;
    const found = leftAlone ? [] : findingsOf(examination, facts, factRules, waiving, options);
    const wanted = new Set(inScope.map((one) => one.stage));
    const shown = found.filter(
      (one) =>
        (one.stage === null || wanted.has(one.stage)) &&
        (options.rule === undefined || one.rule === options.rule),
    );
    shown.sort(byPlace);
    for (const finding of shown) findings.push(finding);
    verdicts.push(verdictOf(examination, shown, options.strict === true));
  }
  const { baseline, rule } = options;
  const ofRepository = waiving
    .afterAll()
    .filter((one) => rule === undefined || one.rule === rule)
    .map((one) => (baseline === undefined ? one : acceptedBy(baseline)(one)));
  return reportOf({ ruleSet, documents, claimed, verdicts, findings, ofRepository }, options);
};

const findingsOf = (
  examination: Examination,
  facts: SessionFacts,
  factRules: ReadonlyArray<Rule>,
  waiving: Waiving,
  { baseline }: JudgeOptions,
): Array<Finding> => {
  const ofFacts = factRules.flatMap((rule) => {
    const check = factChecks[rule.check.kind as keyof typeof factChecks] as FactCheck<RuleCheck["kind"]>;
    const observed = check({ examination, facts, check: rule.check });
    const scoped = observed.filter(
      (one) => rule.stages === undefined || one.stage === null || rule.stages.includes(one.stage),
    );
    return toFindings(rule, examination, scoped);
  });
  const waived = waiving.apply(examination, [...examination.findings, ...ofFacts]);
  return baseline === undefined ? waived : waived.map(acceptedBy(baseline));
};

const acceptedBy =
  (baseline: ReadonlySet<string>) =>
  (finding: Finding): Finding =>
    baseline.has(finding.fingerprint) ? { ...finding, baselined: true } : finding;

const tally = (findings: ReadonlyArray<Finding>) => {
  const counted = findings.filter(isCounted);
  const errors = counted.filter((one) => one.severity === "error").length;
  return { errors, warnings: counted.length - errors };
};

const verdictOf = (
  { project, session }: Examination,
  findings: ReadonlyArray<Finding>,
  strict: boolean,
): SessionVerdict => {
  const { errors, warnings } = tally(findings);
  return { project, session, valid: errors === 0 && (!strict || warnings === 0), errors, warnings };
};

interface Gathered {
  readonly ruleSet: RuleSet;
  readonly documents: number;
  readonly claimed: Report["claimed"];
  readonly verdicts: ReadonlyArray<SessionVerdict>;
  readonly findings: ReadonlyArray<Finding>;
  /** Findings about the repository's own rules. */
  readonly ofRepository: ReadonlyArray<Finding>;
}

const reportOf = (gathered: Gathered, { strict }: JudgeOptions): Report => {
  const { ruleSet, documents, claimed, verdicts, ofRepository } = gathered;
  const findings = ofRepository.length === 0 ? gathered.findings : [...ofRepository, ...gathered.findings];
  const errors = findings.filter((one) => one.severity === "error" && isCounted(one));
  const { warnings } = tally(findings);
  const repository = tally(ofRepository);
  return {
    valid:
      verdicts.every((one) => one.valid) &&
      repository.errors === 0 &&
      (strict !== true || repository.warnings === 0),
    structure: errors.some((one) => one.category === "violation") ? "invalid" : "valid",
    content: errors.some((one) => one.category === "open") ? "incomplete" : "complete",
    claimed,
    ruleSet: { name: ruleSet.name, version: ruleSet.version, digest: ruleSet.digest },
    summary: {
      sessions: verdicts.length,
      documents,
      errors: errors.length,
      warnings,
      waived: findings.filter((one) => one.waiver !== null).length,
      baselined: findings.filter((one) => one.baselined).length,
    },
    sessions: verdicts.toSorted(bySession),
    findings: isSorted(verdicts) && ofRepository.length === 0 ? findings : findings.toSorted(bySession),
  };
};

const isSorted = (verdicts: ReadonlyArray<SessionVerdict>): boolean =>
  verdicts.every((one, index) => index === 0 || bySession(verdicts[index - 1] ?? one, one) <= 0);

const byPlace = (a: Finding, b: Finding): number =>
  (a.stage === null ? -1 : stageOrder(a.stage)) - (b.stage === null ? -1 : stageOrder(b.stage)) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.column ?? 0) - (b.column ?? 0) ||
  (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
