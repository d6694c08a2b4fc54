/**
 * A GitLab Code Quality report. The format knows no findings that do not count, so those are left
 * out.
 */
import { isCounted, type Severity } from "@idse/constitution-rules";
import type { Reporter } from "./Reporter.ts";
import { messageOf, occurrencesOf, pathOf } from "./Wording.ts";

/** `critical` and `blocker` are for what endangers a running system, which no document does by itself. */
const severities: { readonly [S in Severity]: string } = { error: "major", warning: "minor" };

export const gitlab: Reporter = (report) => {
  const findings = report.findings.filter(isCounted);
  const occurrences = occurrencesOf(findings, (one) => one.fingerprint);
  const issues = findings.map((finding, index) => {
    const occurrence = occurrences[index] ?? 1;
    return {
      description: messageOf(finding),
      check_name: finding.rule,
      // GitLab shows one of several issues with the same fingerprint.
      fingerprint: occurrence === 1 ? finding.fingerprint : `${finding.fingerprint}:${occurrence}`,
      severity: severities[finding.severity],
      // A missing document has no line, and the format wants one.
      location: { path: pathOf(finding), lines: { begin: finding.line ?? 1 } },
    };
  });
  return `${JSON.stringify(issues)}\n`;
};
