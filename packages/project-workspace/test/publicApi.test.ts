import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "FilesystemSettings",
    "FirebaseSettings",
    "NotionSettings",
    "ProjectAmbiguous",
    "ProjectMetadata",
    "ProjectMissing",
    "ProjectUnknown",
    "SecretSource",
    "SessionUndecided",
    "SessionUnknown",
    "StoreSettings",
    "SupabaseSettings",
    "WorkspaceConfig",
    "branchOfHead",
    "chooseProject",
    "chooseSession",
    "defaultConfig",
    "isRemote",
    "layout",
    "pathOf",
    "projectFolder",
    "projectPaths",
    "readPointer",
    "refOfPath",
    "sessionFolder",
    "storeKinds",
    "validationScopes",
    "workspaceFolder",
  ]);
});
