import { expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { reporters } from "../../src/reporters/index.ts";
import { aFinding, aWaiver, context, reportOf, someFindings } from "./report.ts";

it("prints the published report: version and kind first, the report's own values, what does not count with its reason", () => {
  const fix = { title: "Remove the marker.", edits: [{ start: 3, end: 5, text: "" }] };
  const report = reportOf([aFinding({ fix }), aFinding({ waiver: aWaiver() })]);
  const printed = JSON.parse(reporters.json(report, context));
  expect(printed).toEqual({
    schemaVersion: 1,
    kind: "validation-report",
    resolvedBy: "pointer",
    ...report,
  });
  expect(Object.keys(printed)).toEqual([
    "schemaVersion",
    "kind",
    "valid",
    "structure",
    "content",
    "resolvedBy",
    "claimed",
    "ruleSet",
    "summary",
    "sessions",
    "findings",
  ]);
});

it("says null where no session was chosen", () => {
  expect(JSON.parse(reporters.json(reportOf([]), { ...context, resolvedBy: null })).resolvedBy).toBeNull();
});

it("is one line, and gives every finding back as it was", () => {
  fc.assert(
    fc.property(someFindings, (findings) => {
      const printed = reporters.json(reportOf(findings), context);
      expect(printed.indexOf("\n")).toBe(printed.length - 1);
      expect(JSON.parse(printed).findings).toEqual(findings);
    }),
  );
});
