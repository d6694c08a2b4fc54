import { expect, it } from "@jest/globals";

it("exports these names and no others", async () => {
  expect(Object.keys(await import("../src/index.ts")).sort()).toEqual([
    "AgentEntry",
    "AgentRegistry",
    "addAgent",
    "agentModes",
    "defaultRegistry",
    "isAgentId",
    "knownAgents",
    "parseRegistry",
    "printRegistry",
    "registryOf",
    "removeAgent",
    "setMode",
    "setRole",
    "setStages",
  ]);
});
