/**
 * JUnit XML in the form that linters give it: a suite per document, a case per finding, and a passing
 * case for a document without any. No schema binds it; the attributes are those that GitLab, Jenkins
 * and Azure read.
 */
import type { Finding } from "@idse/constitution-rules";
import type { Reporter } from "./Reporter.ts";
import { excuseOf, lineOf, messageOf, occurrencesOf, pathOf, plainText } from "./Wording.ts";

type Outcome = "failure" | "passed" | "skipped";

export const junit: Reporter = (report, context) => {
  const byPath = new Map<string, Array<Finding>>(context.documents.map((path) => [pathOf({ path }), []]));
  for (const finding of report.findings) {
    const group = byPath.get(pathOf(finding));
    if (group === undefined) byPath.set(pathOf(finding), [finding]);
    else group.push(finding);
  }
  const outcomeOf = (finding: Finding): Outcome => {
    if (excuseOf(finding) !== null) return "skipped";
    return finding.severity === "error" || context.strict ? "failure" : "passed";
  };
  const failures = report.findings.filter((one) => outcomeOf(one) === "failure").length;
  const tests = [...byPath.values()].reduce((sum, group) => sum + Math.max(1, group.length), 0);
  const head = attributes({ name: context.tool.name, tests, failures, errors: 0 });
  const suites = [...byPath].map(([path, findings]) => suite(path, findings, outcomeOf));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join("")}</testsuites>\n`;
};

const suite = (
  path: string,
  findings: ReadonlyArray<Finding>,
  outcomeOf: (finding: Finding) => Outcome,
): string => {
  const having = (outcome: Outcome): number => findings.filter((one) => outcomeOf(one) === outcome).length;
  const head = attributes({
    name: path,
    tests: Math.max(1, findings.length),
    failures: having("failure"),
    errors: 0,
    skipped: having("skipped"),
  });
  const occurrences = occurrencesOf(findings, (one) => one.rule);
  const cases =
    findings.length === 0
      ? [`    <testcase${attributes({ name: "valid", classname: path, file: path })}/>\n`]
      : findings.map((one, index) => testCase(one, occurrences[index] ?? 1, outcomeOf(one)));
  return `  <testsuite${head}>\n${cases.join("")}  </testsuite>\n`;
};

/** Named by rule and count, not by line, so that a case keeps its history when lines move. */
const testCase = (finding: Finding, occurrence: number, outcome: Outcome): string => {
  const head = attributes({
    name: occurrence === 1 ? finding.rule : `${finding.rule} (${occurrence})`,
    classname: pathOf(finding),
    file: pathOf(finding),
    ...(finding.line === null ? {} : { line: finding.line }),
  });
  return `    <testcase${head}>${verdict(finding, outcome)}</testcase>\n`;
};

const verdict = (finding: Finding, outcome: Outcome): string => {
  if (outcome === "skipped") return `<skipped${attributes({ message: excuseOf(finding) ?? "" })}/>`;
  const body = xmlOf([lineOf(finding), ...(finding.hint === null ? [] : [finding.hint])].join("\n"));
  // A warning that fails nothing is told where a passing test prints.
  if (outcome === "passed") return `<system-out>${body}</system-out>`;
  return `<failure${attributes({ message: messageOf(finding), type: finding.severity })}>${body}</failure>`;
};

const attributes = (values: { readonly [name: string]: string | number }): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlOf(String(value))}"`)
    .join("");

/** A line end or tab in an attribute is read as a space unless it is a reference. */
const xmlOf = (text: string): string =>
  plainText(text).replace(
    /[&<>"'\t\n\r]/g,
    (character) => references[character] ?? `&#${character.charCodeAt(0)};`,
  );

const references: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
