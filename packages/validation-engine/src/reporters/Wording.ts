/** How findings are put into words, the same in every format. */
import { type Finding, isCounted } from "@idse/constitution-rules";
import type { Report } from "../Report.ts";

/** What could command a terminal, turn its direction, or does not exist in XML 1.0. Tabs and line ends are none of it. */
const harmful = /[[\p{Cc}\u202a-\u202e\u2066-\u2069\ufffe\uffff]--[\t\n\r]]/gv;

export const plainText = (text: string): string => text.replace(harmful, "").toWellFormed();

export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, " ").trim();

/** The path from the repository's root, as every consumer wants it: without `./`. */
export const pathOf = (finding: { readonly path: string }): string =>
  plainText(finding.path).replace(/^(?:\.\/+)+/, "");

/** What to do on one line; consumers refuse a finding that says nothing, so the rule stands in. */
export const messageOf = (finding: Finding): string => oneLine(finding.message) || oneLine(finding.rule);

/** What to do, and on further lines how. */
export const adviceOf = (finding: Finding): string =>
  finding.hint === null ? messageOf(finding) : `${messageOf(finding)}\n${plainText(finding.hint)}`;

/** `path:line:column  severity  message  rule`. */
export const lineOf = (finding: Finding): string => {
  const path = oneLine(pathOf(finding));
  const place = finding.line === null ? path : `${path}:${finding.line}:${finding.column ?? 1}`;
  return `${place}  ${finding.severity}  ${messageOf(finding)}  ${oneLine(finding.rule)}`;
};

/** Why a finding does not count; null for one that does. */
export const excuseOf = (finding: Finding): string | null => {
  const { waiver } = finding;
  if (waiver === null) return finding.baselined ? "Known from the baseline." : null;
  const by = waiver.by === null ? "" : ` by ${waiver.by}`;
  const until = waiver.until === null ? "" : ` until ${waiver.until}`;
  return plainText(`Waived${by}${until}: ${waiver.reason}`);
};

export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** `Not valid. 2 errors, 1 warning in 7 documents; 1 waived, 3 known from the baseline.` */
export const verdictLine = (report: Report): string => {
  const having = (test: (finding: Finding) => boolean): number => report.findings.filter(test).length;
  const errors = having((one) => isCounted(one) && one.severity === "error");
  const warnings = having((one) => isCounted(one) && one.severity === "warning");
  const waived = having((one) => one.waiver !== null);
  const baselined = having((one) => one.waiver === null && one.baselined);
  const aside = [
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(baselined > 0 ? [`${baselined} known from the baseline`] : []),
  ];
  const sum = `${countOf(errors, "error")}, ${countOf(warnings, "warning")} in ${countOf(report.summary.documents, "document")}`;
  return `${report.valid ? "Valid" : "Not valid"}. ${[sum, ...(aside.length > 0 ? [aside.join(", ")] : [])].join("; ")}.`;
};

/** For each finding, how many with the same key came up to it: 1 for the first. */
export const occurrencesOf = (
  findings: ReadonlyArray<Finding>,
  keyOf: (finding: Finding) => string,
): ReadonlyArray<number> => {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = keyOf(finding);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return occurrence;
  });
};
