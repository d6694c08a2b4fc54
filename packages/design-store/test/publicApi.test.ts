import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "DesignStore",
    "Malformed",
    "QuotaExceeded",
    "Rejected",
    "RevisionConflict",
    "Unauthorized",
    "Unavailable",
    "isInScope",
    "layerMemory",
    "makeMemory",
    "modifyAttempts",
    "modifyDocument",
    "newOperation",
    "problemWithChanges",
    "problemWithRefs",
    "problemWithScope",
    "readDocument",
    "revisionConflict",
    "sessionsOf",
    "writeDocument",
  ]);
});
