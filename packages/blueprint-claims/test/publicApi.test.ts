import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ClaimEvent",
    "ClaimSource",
    "blockProblemOf",
    "blueprintBody",
    "claimClasses",
    "claimFileOf",
    "claimIdOf",
    "claimIdsFor",
    "claimOrigins",
    "claimStatuses",
    "claimText",
    "claimTextProblem",
    "classTitles",
    "declarationOf",
    "defaultMinDays",
    "gateVersion",
    "placeAtLine",
    "placeOfStatement",
    "promotionOf",
    "readClaimFile",
    "readLedger",
    "reinforcementOf",
    "shortClaimId",
    "statementOf",
    "verify",
    "withClaims",
    "withoutBlockConflicts",
  ]);
});
