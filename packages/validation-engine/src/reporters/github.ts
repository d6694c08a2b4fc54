/**
 * Annotations of a GitHub Actions step: workflow commands, written byte for byte as the runner's own
 * toolkit (`@actions/core`) writes them, and a plain line that sums up.
 */
import { type Finding, isCounted, type Severity } from "@idse/constitution-rules";
import type { Reporter } from "./Reporter.ts";
import { adviceOf, countOf, pathOf, plainText, verdictLine } from "./Wording.ts";

/**
 * GitHub takes ten annotations of a type from a step and fifty from a job, and drops the rest in
 * silence. There are two types here, so the second limit is never met.
 */
const shownPerType = 10;

export const github: Reporter = (report) => {
  const counting = report.findings.filter(isCounted);
  const lines: Array<string> = [];
  const hidden: Array<string> = [];
  for (const severity of ["error", "warning"] as const) {
    const found = counting.filter((one) => one.severity === severity);
    for (const one of found.slice(0, shownPerType)) lines.push(commandOf(one));
    const rest = found.length - shownPerType;
    if (rest > 0) hidden.push(countOf(rest, severity));
  }
  const note =
    hidden.length === 0
      ? ""
      : ` Not shown here: ${hidden.join(" and ")}; GitHub takes ${shownPerType} of each from a step.`;
  return `${[...lines, `${verdictLine(report)}${note}`].join("\n")}\n`;
};

const commandOf = (finding: Finding): string => {
  const properties: ReadonlyArray<readonly [string, string | number | null]> = [
    ["title", plainText(finding.rule)],
    ["file", pathOf(finding)],
    ["line", finding.line],
    ["endLine", finding.endLine],
    ["col", finding.column],
    ["endColumn", finding.endColumn],
  ];
  const written = properties
    .filter(([, value]) => value !== null && value !== "")
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  const command: Severity = finding.severity;
  return `::${command} ${written.join(",")}::${escapeData(adviceOf(finding))}`;
};

const escapeData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
