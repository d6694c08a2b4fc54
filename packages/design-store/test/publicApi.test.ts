import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "DesignStore",
    "Malformed",
    "QuotaExceeded",
    "Rejected",
    "RevisionConflict",
    "StoreCheckFailed",
    "Unauthorized",
    "Unavailable",
    "answeredWithin",
    "isInScope",
    "layerMemory",
    "makeMemory",
    "modifyAttempts",
    "modifyDocument",
    "newOperation",
    "patient",
    "problemWithChanges",
    "problemWithRefs",
    "problemWithScope",
    "readDocument",
    "retrying",
    "revisionConflict",
    "roundTrip",
    "runStoreChecks",
    "sessionsOf",
    "storeCheckSteps",
    "withoutSecrets",
    "writeDocument",
  ]);
});
