import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AgentRegistry } from "../src/AgentRegistry.ts";
import { knownAgents } from "../src/KnownAgents.ts";
import { defaultRegistry, registryOf } from "../src/NewRegistry.ts";

const made = (ids: ReadonlyArray<string>) => {
  const result = registryOf(ids);
  if (!result.ok) throw new Error(result.problem.message);
  return result.registry;
};

it("has the predecessor's default three", () => {
  expect(defaultRegistry()).toEqual({
    agents: [
      {
        id: "claude-code",
        role: "orchestrator",
        mode: "planning",
        stages: ["intent", "context", "spec", "plan", "tasks", "feedback"],
      },
      { id: "gpt-codex", role: "implementer", mode: "implementation", stages: ["implementation"] },
      {
        id: "github-copilot",
        role: "implementer",
        mode: "implementation",
        stages: ["implementation", "feedback"],
      },
    ],
  });
});

describe("registryOf", () => {
  it("makes the default registry of its three agents, and of nobody", () => {
    expect(made(["claude-code", "gpt-codex", "github-copilot"])).toEqual(defaultRegistry());
    expect(made([])).toEqual(defaultRegistry());
  });

  it("gives a lone agent every stage", () => {
    expect(made(["gpt-codex"])).toEqual({
      agents: [{ id: "gpt-codex", role: "implementer", mode: "by-stage", stages: [...stages] }],
    });
    expect(made(["my-agent", "my-agent"]).agents).toEqual([
      { id: "my-agent", role: "agent", mode: "by-stage", stages: [...stages] },
    ]);
  });

  it("puts the first that can plan in front, whatever the order", () => {
    const registry = made(["github-copilot", "gemini-cli", "claude-code"]);
    expect(registry.agents.map(({ id, mode, stages }) => [id, mode, stages.length])).toEqual([
      ["gemini-cli", "planning", 6],
      ["github-copilot", "implementation", 2],
      ["claude-code", "implementation", 1],
    ]);
  });

  it("lets the first plan where all of them are implementers", () => {
    expect(made(["github-copilot", "gpt-codex"]).agents.map(({ id, mode }) => [id, mode])).toEqual([
      ["github-copilot", "planning"],
      ["gpt-codex", "implementation"],
    ]);
  });

  it("leaves no stage untaken, whoever is named", () => {
    const id = fc.oneof(
      fc.constantFrom(...knownAgents.map((agent) => agent.id)),
      fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,20}$/),
    );
    fc.assert(
      fc.property(fc.array(id, { maxLength: 6 }), (ids) => {
        const registry = AgentRegistry.parse(made(ids));
        for (const stage of stages)
          expect(registry.agents.some((agent) => agent.stages.includes(stage))).toBe(true);
        if (ids.length > 0)
          expect(registry.agents.map((agent) => agent.id).sort()).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it.each(["", "Claude", "-a", "a b", "a/b", "é", "a".repeat(65)])("refuses to make an agent %j", (id) => {
    expect(registryOf(["claude-code", id])).toMatchObject({
      ok: false,
      problem: { code: "agent-id-invalid", id },
    });
  });
});

it("knows each agent by one id, and no file stands for two", () => {
  const ids = knownAgents.map((agent) => agent.id);
  const files = knownAgents.flatMap((agent) => agent.files);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(files).size).toBe(files.length);
  expect(ids.every((id) => registryOf([id]).ok)).toBe(true);
});
