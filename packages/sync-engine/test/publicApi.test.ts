import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "NoConflict",
    "SyncGuarded",
    "SyncRemoteChanged",
    "SyncStateDamaged",
    "applySync",
    "belongsTo",
    "caseOf",
    "casesOf",
    "conflictTexts",
    "keptConflict",
    "keptConflicts",
    "keptSight",
    "keptStatus",
    "keptText",
    "mergeDocument",
    "observe",
    "onState",
    "planObserved",
    "planSync",
    "recoverSync",
    "resolveConflict",
    "syncCases",
    "syncLog",
    "syncStatus",
    "trashed",
    "usualLimits",
  ]);
});
