import { knownAgents } from "@idse/agent-registry";
import { expect, it } from "@jest/globals";
import { agentCalled, agents, displayName, registryIds } from "../src/Agents.ts";

it("knows the agents that the registry knows, by both names", () => {
  expect(Object.values(registryIds).sort()).toEqual(knownAgents.map(({ id }) => id).sort());
  for (const agent of agents) {
    expect(agentCalled(agent)).toBe(agent);
    expect(agentCalled(registryIds[agent])).toBe(agent);
    expect(displayName(agent)).not.toBe(agent);
  }
  expect(agentCalled("nobody")).toBeUndefined();
});
