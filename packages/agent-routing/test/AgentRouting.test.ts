import { type AgentEntry, type AgentRegistry, defaultRegistry } from "@idse/agent-registry";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { effectiveMode, route, routes, shareOf, unroutedStages } from "../src/AgentRouting.ts";

const agent = (id: string, mode: AgentEntry["mode"], taken: AgentEntry["stages"]): AgentEntry => ({
  id,
  role: "agent",
  mode,
  stages: taken,
});

describe("route", () => {
  it("takes the first agent in file order that lists the stage", () => {
    const first = agent("first", "implementation", ["feedback"]);
    const second = agent("second", "planning", ["intent", "feedback"]);
    expect(route({ agents: [first, second] }, "feedback")).toEqual({ agent: first, mode: "implementation" });
    expect(route({ agents: [second, first] }, "feedback")).toEqual({ agent: second, mode: "planning" });
  });

  it("gives the mode that holds now where the stage that the work has reached is handed in", () => {
    const registry = { agents: [agent("alone", "by-stage", [...stages])] };
    expect(route(registry, "implementation", "spec")?.mode).toBe("planning");
    expect(route(registry, "plan", "implementation")?.mode).toBe("implementation");
    expect(route(registry, "plan")?.mode).toBe("planning");
  });

  it("is null where nobody lists the stage", () => {
    expect(route({ agents: [] }, "intent")).toBeNull();
  });
});

it("turns by-stage into implementation from the implementation stage on", () => {
  const entry = agent("a", "by-stage", [...stages]);
  expect(stages.map((stage) => effectiveMode(entry, stage))).toEqual([
    "planning",
    "planning",
    "planning",
    "planning",
    "planning",
    "implementation",
    "implementation",
  ]);
});

it("keeps a plain mode at every stage", () => {
  expect(effectiveMode(agent("a", "planning", []), "implementation")).toBe("planning");
  expect(effectiveMode(agent("a", "implementation", []), "intent")).toBe("implementation");
});

it("lists all seven stages, with null where nobody takes one", () => {
  const registry: AgentRegistry = { agents: [agent("a", "planning", ["tasks", "intent"])] };
  expect(routes(registry).map(({ stage, route }) => [stage, route?.agent.id ?? null])).toEqual([
    ["intent", "a"],
    ["context", null],
    ["spec", null],
    ["plan", null],
    ["tasks", "a"],
    ["implementation", null],
    ["feedback", null],
  ]);
  expect(unroutedStages(registry)).toEqual(["context", "spec", "plan", "implementation", "feedback"]);
  expect(unroutedStages(defaultRegistry())).toEqual([]);
});

describe("shareOf", () => {
  const registry: AgentRegistry = {
    agents: [
      agent("first", "planning", ["feedback", "intent"]),
      agent("second", "by-stage", ["feedback", "plan", "spec"]),
    ],
  };

  it("tells the stages that come to an agent from those that another one takes before it", () => {
    expect(shareOf(registry, "second")).toEqual({
      takes: ["spec", "plan"],
      behind: [{ stage: "feedback", agent: "first" }],
    });
    expect(shareOf(registry, "first")).toEqual({ takes: ["intent", "feedback"], behind: [] });
  });

  it("is nothing for an agent that is not registered", () => {
    expect(shareOf(registry, "third")).toEqual({ takes: [], behind: [] });
  });
});
