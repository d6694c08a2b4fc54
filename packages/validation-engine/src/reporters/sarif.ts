/**
 * SARIF 2.1.0 for GitHub code scanning and other result stores: one run, its rules, its results.
 *
 * Fixes are left out. Their edits are offsets, and SARIF's `charOffset` neither isCounted a byte order
 * mark nor says whether a character beyond U+FFFF is one or two; turning them into lines and columns
 * takes the text, which is not here. A wrong edit is worse than none.
 */
import { articleOfRule, type Finding, isCounted, type Rule } from "@idse/constitution-rules";
import type { Reporter } from "./Reporter.ts";
import { adviceOf, countOf, excuseOf, occurrencesOf, pathOf, plainText } from "./Wording.ts";

/** GitHub refuses a run with more. */
const resultLimit = 25_000;

const sourceRoot = "%SRCROOT%";

export const sarif: Reporter = (report, context) => {
  const kept = mostImportant(report.findings);
  const rules = descriptorsOf(context.ruleSet.rules, kept);
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const occurrences = occurrencesOf(kept, (one) => one.fingerprint);
  const againstBaseline = report.findings.some((one) => one.baselined);
  const left = report.findings.length - kept.length;
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: context.tool.name, semanticVersion: context.tool.version, rules },
        },
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: left > 0 ? [leftOut(left)] : [] },
        ],
        originalUriBaseIds: { [sourceRoot]: { description: { text: "The root of the repository." } } },
        columnKind: "utf16CodeUnits",
        results: kept.map((finding, index) => ({
          ruleId: finding.rule,
          ruleIndex: ruleIndexes.get(finding.rule),
          // GitHub ignores suppressions and fails a check by level, so what does not count says so in both.
          level: isCounted(finding) ? finding.severity : "note",
          message: { text: adviceOf(finding) },
          locations: [locationOf(finding)],
          partialFingerprints: {
            "idse/v1": finding.fingerprint,
            // The name that GitHub knows an alert by from run to run; it computes its own from lines where it is absent.
            primaryLocationLineHash: `${finding.fingerprint}:${occurrences[index] ?? 1}`,
          },
          // Both of these must stand on all results of a run or on none.
          suppressions: finding.waiver === null ? [] : [suppressionOf(finding, finding.waiver)],
          ...(againstBaseline ? { baselineState: finding.baselined ? "unchanged" : "new" } : {}),
        })),
        properties: { ruleSet: report.ruleSet },
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
};

/** As many as fit, in their order: errors before warnings before what does not count. */
const mostImportant = (findings: ReadonlyArray<Finding>): ReadonlyArray<Finding> => {
  if (findings.length <= resultLimit) return findings;
  const rank = (one: Finding): number => (!isCounted(one) ? 2 : one.severity === "error" ? 0 : 1);
  const chosen = new Set(findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, resultLimit));
  return findings.filter((one) => chosen.has(one));
};

const leftOut = (left: number) => ({
  level: "warning",
  message: {
    text: `${countOf(left, "finding")} left out: a run holds ${resultLimit}. Errors come first. The json format has all of them.`,
  },
});

/** The rules of the set, and a bare entry for a finding whose rule is not among them. */
const descriptorsOf = (rules: ReadonlyArray<Rule>, findings: ReadonlyArray<Finding>) => {
  const known = new Set(rules.map((rule) => rule.id));
  const strangers = new Map(findings.filter((one) => !known.has(one.rule)).map((one) => [one.rule, one]));
  return [
    ...rules.map((rule) =>
      descriptor({ ...rule, article: articleOfRule(rule), help: `${rule.title}\n\n${rule.rationale}` }),
    ),
    ...[...strangers.values()].map((one) =>
      descriptor({
        id: one.rule,
        title: one.rule,
        rationale: one.rule,
        help: one.rule,
        severity: one.severity,
        article: one.article,
      }),
    ),
  ];
};

const descriptor = (rule: {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly help: string;
  readonly severity: string;
  readonly article: string;
}) => ({
  id: rule.id,
  shortDescription: { text: plainText(rule.title) },
  fullDescription: { text: plainText(rule.rationale) },
  help: { text: plainText(rule.help) },
  defaultConfiguration: { level: rule.severity },
  properties: { tags: [`Article ${rule.article}`] },
});

/** A relative reference: every segment encoded, so that `:`, `#`, spaces and other scripts are safe. */
const uriOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const artifactAt = (path: string) => ({ uri: uriOf(path), uriBaseId: sourceRoot });

const locationOf = (finding: Finding) => ({
  physicalLocation: {
    artifactLocation: artifactAt(pathOf(finding)),
    region:
      // GitHub drops a result without a line; a missing document is shown at its first.
      finding.line === null
        ? { startLine: 1 }
        : {
            startLine: finding.line,
            ...(finding.column === null ? {} : { startColumn: finding.column }),
            ...(finding.endLine === null ? {} : { endLine: finding.endLine }),
            ...(finding.endColumn === null ? {} : { endColumn: finding.endColumn }),
          },
  },
});

const suppressionOf = (finding: Finding, waiver: NonNullable<Finding["waiver"]>) => ({
  kind: waiver.path === finding.path ? "inSource" : "external",
  status: "accepted",
  justification: excuseOf(finding) ?? "",
  location: {
    physicalLocation: {
      artifactLocation: artifactAt(pathOf(waiver)),
      ...(waiver.line === null ? {} : { region: { startLine: waiver.line } }),
    },
  },
});
