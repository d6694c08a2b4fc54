import { expect, it } from "@jest/globals";

it("exports exactly these names", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "FileFailure",
    "FilePrimitives",
    "LockBusy",
    "ProcessIdentity",
    "acquireLock",
    "claimFile",
    "commitFiles",
    "ensureDirectory",
    "failedWith",
    "isRecoveryDue",
    "lockHolder",
    "publishDirectory",
    "recoverFiles",
    "replaceFile",
    "withLock",
  ]);
});
