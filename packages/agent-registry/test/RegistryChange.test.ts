import { describe, expect, it } from "@jest/globals";
import { AgentRegistry } from "../src/AgentRegistry.ts";
import { defaultRegistry } from "../src/NewRegistry.ts";
import { addAgent, removeAgent, setMode, setRole, setStages } from "../src/RegistryChange.ts";

const registry = AgentRegistry.parse({
  note: 1,
  agents: [
    { id: "a", role: "r", mode: "planning", stages: ["plan"], colour: "green" },
    { id: "b", role: "s", mode: "planning", stages: ["spec"] },
  ],
});

describe("setMode, setRole and setStages", () => {
  it("change one thing and keep the rest, order of keys included", () => {
    expect(JSON.stringify(setMode(registry, "a", "by-stage"))).toBe(
      JSON.stringify({ ok: true, registry }).replace('"mode":"planning"', '"mode":"by-stage"'),
    );
    expect(JSON.stringify(setRole(registry, "b", "reviewer"))).toBe(
      JSON.stringify({ ok: true, registry }).replace('"role":"s"', '"role":"reviewer"'),
    );
  });

  it("write stages in pipeline order, each once", () => {
    expect(JSON.stringify(setStages(registry, "a", ["feedback", "intent", "feedback"]))).toBe(
      JSON.stringify({ ok: true, registry }).replace('"stages":["plan"]', '"stages":["intent","feedback"]'),
    );
    expect(setStages(registry, "c", ["plan"])).toMatchObject({ problem: { code: "agent-unknown" } });
  });

  it("leave the registry they were given alone", () => {
    const before = JSON.stringify(registry);
    setMode(registry, "a", "implementation");
    expect(JSON.stringify(registry)).toBe(before);
  });

  it("name the registered agents where there is no such agent", () => {
    expect(setMode(registry, "c", "planning")).toEqual({
      ok: false,
      problem: {
        code: "agent-unknown",
        id: "c",
        known: ["a", "b"],
        message: 'There is no agent "c". Registered: a, b.',
      },
    });
    expect(setRole({ agents: [] }, "c", "x")).toMatchObject({ problem: { known: [] } });
  });
});

describe("addAgent", () => {
  it("adds at the end, with what is known of the agent", () => {
    const added = addAgent(registry, "gpt-codex", { role: "builder" });
    expect(added).toMatchObject({ ok: true, registry: { note: 1 } });
    expect(added.ok && added.registry.agents.at(-1)).toEqual({
      id: "gpt-codex",
      role: "builder",
      mode: "implementation",
      stages: ["implementation"],
    });
  });

  it("takes what is said of the agent, a name and a description too", () => {
    const added = addAgent(registry, "helper", {
      name: "Helper",
      description: "Reads along.",
      mode: "planning",
      stages: ["feedback", "intent"],
    });
    expect(added.ok && added.registry.agents.at(-1)).toEqual({
      id: "helper",
      role: "agent",
      mode: "planning",
      name: "Helper",
      description: "Reads along.",
      stages: ["intent", "feedback"],
    });
  });

  it("refuses an id that is taken or cannot be one", () => {
    expect(addAgent(defaultRegistry(), "claude-code")).toMatchObject({ problem: { code: "agent-exists" } });
    expect(addAgent(defaultRegistry(), "Claude Code")).toMatchObject({
      problem: { code: "agent-id-invalid" },
    });
  });
});

describe("removeAgent", () => {
  it("takes one agent out and keeps the rest", () => {
    expect(removeAgent(registry, "a")).toEqual({
      ok: true,
      registry: { note: 1, agents: [registry.agents[1]] },
    });
  });

  it("refuses what is not registered, and the last one, without which the file would mean others", () => {
    expect(removeAgent(registry, "c")).toMatchObject({
      problem: { code: "agent-unknown", known: ["a", "b"] },
    });
    const last = removeAgent(registry, "a");
    expect(last.ok && removeAgent(last.registry, "b")).toMatchObject({ problem: { code: "agent-last" } });
  });
});
