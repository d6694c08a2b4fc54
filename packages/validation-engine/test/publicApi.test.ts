import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "applyFixes",
    "coreRuleSet",
    "errorsByStage",
    "examine",
    "isValid",
    "judge",
    "noFacts",
    "parseFormats",
    "parseRuleSet",
    "reportFormats",
    "reporters",
    "traceOf",
    "validate",
    "validateDocument",
    "validateDocuments",
  ]);
});
