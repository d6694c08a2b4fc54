import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "MigrationNote",
    "composed",
    "createdInSpec",
    "createdInYaml",
    "databaseOf",
    "databasePath",
    "databaseQuestions",
    "databaseTables",
    "emptyNote",
    "interpret",
    "isOwn",
    "isTime",
    "layoutNames",
    "layoutsIn",
    "lookedFor",
    "narrativeIn",
    "notePath",
    "planMigration",
    "printNote",
    "problemCodes",
    "readOwner",
    "recognise",
    "searchedFolders",
    "takenNow",
    "targetNames",
    "wasTaken",
    "withTaken",
  ]);
});
