import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "agentCalled",
    "agentFileParts",
    "agentFilePaths",
    "agentTrust",
    "agents",
    "displayName",
    "everyAgentFile",
    "installedAgentFiles",
    "instructionFiles",
    "planAgentFiles",
    "planInstructionFiles",
    "registryIds",
    "removeAgentFiles",
    "removeInstructionFiles",
  ]);
});
