/** The published `validation-report` on one line. Nothing is cleaned: this is for programs. */
import type { Reporter } from "./Reporter.ts";

export const json: Reporter = (report, context) =>
  `${JSON.stringify({
    schemaVersion: 1,
    kind: "validation-report",
    valid: report.valid,
    structure: report.structure,
    content: report.content,
    resolvedBy: context.resolvedBy,
    claimed: report.claimed,
    ruleSet: report.ruleSet,
    summary: report.summary,
    sessions: report.sessions,
    findings: report.findings,
  })}\n`;
