import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "Acknowledgement",
    "StateRecord",
    "acknowledged",
    "baseOf",
    "builtOnNow",
    "isStageUntouched",
    "newState",
    "nextStage",
    "parentAcknowledged",
    "parentBaseDigests",
    "parentBaseOf",
    "parentDriftFrom",
    "parentDriftOf",
    "parentSectionsMoved",
    "printState",
    "sectionsDigest",
    "signOffOf",
    "signedBase",
    "signedStages",
    "stageReached",
    "stageStates",
    "standingSignOff",
    "withSignOff",
  ]);
});
