import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ConstitutionFile",
    "FileWaiver",
    "OwnRule",
    "Rule",
    "RuleCheck",
    "WaiverPlace",
    "articleOf",
    "articleOfRule",
    "articleText",
    "articles",
    "constitutionText",
    "coreConstitution",
    "coreRuleSet",
    "familyOf",
    "isCounted",
    "isDay",
    "makeRuleSet",
    "parseConstitution",
    "parseRuleSet",
  ]);
});
