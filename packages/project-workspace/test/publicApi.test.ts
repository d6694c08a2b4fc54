import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "ProjectAmbiguous",
    "ProjectMetadata",
    "ProjectMissing",
    "ProjectUnknown",
    "SessionUndecided",
    "SessionUnknown",
    "WorkspaceConfig",
    "branchOfHead",
    "chooseProject",
    "chooseSession",
    "defaultConfig",
    "layout",
    "pathOf",
    "projectFolder",
    "projectPaths",
    "readPointer",
    "sessionFolder",
    "validationScopes",
    "workspaceFolder",
  ]);
});
