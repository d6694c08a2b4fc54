import { type AgentEntry, type AgentRegistry, defaultRegistry } from "@idse/agent-registry";
import { type Stage, stages } from "@idse/pipeline-artifacts";
import type { StageStatus } from "@idse/stage-state";
import { describe, expect, it } from "@jest/globals";
import { chooseWork } from "../src/WorkChoice.ts";

/** All pending but those that are named; what is completed is signed off. */
const stateOf = (stage: Stage, status: StageStatus) => ({
  stage,
  status,
  signedOff:
    status === "completed" ? ({ by: "ada", kind: "human", at: "2026-11-24T10:00:00Z" } as const) : null,
});
const statesOf = (named: Partial<Record<Stage, StageStatus>> = {}) =>
  stages.map((stage) => stateOf(stage, named[stage] ?? "pending"));

const planned = statesOf({
  intent: "completed",
  context: "completed",
  spec: "completed",
  plan: "completed",
  tasks: "completed",
});
const team = defaultRegistry();
const agent = (id: string): AgentEntry => {
  const found = team.agents.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no agent ${id}`);
  return found;
};
const lone: AgentEntry = { id: "lone", role: "agent", mode: "by-stage", stages: [...stages] };
const alone: AgentRegistry = { agents: [lone] };

describe("the work that is next", () => {
  it("is the first stage that is not completed, for the agent that takes it", () => {
    expect(chooseWork("checkout", statesOf({ intent: "completed" }), team)).toEqual({
      stage: "context",
      worker: { id: "claude-code", mode: "planning" },
      waitsFor: [],
      message: null,
    });
  });

  it("is a stale stage before one that was never written", () => {
    expect(chooseWork("checkout", statesOf({ intent: "completed", context: "stale" }), team).stage).toBe(
      "context",
    );
  });

  it("is for nobody where no agent takes the stage", () => {
    expect(chooseWork("checkout", planned, { agents: [agent("claude-code")] })).toMatchObject({
      stage: "implementation",
      worker: null,
    });
  });

  it("of one agent is the first that comes to it, and says what is not completed before", () => {
    const spec = statesOf({ intent: "completed", context: "stale" });
    expect(chooseWork("checkout", spec, team, { agent: agent("gpt-codex") })).toEqual({
      stage: "implementation",
      worker: { id: "gpt-codex", mode: "implementation" },
      waitsFor: ["context", "spec", "plan", "tasks"],
      message: null,
    });
  });

  it("is none, with a sentence, where an agent's stages are completed or taken by others", () => {
    const built = [...planned.slice(0, 5), stateOf("implementation", "completed")];
    const all = [...built, stateOf("feedback", "pending")];
    expect(chooseWork("checkout", all, team, { agent: agent("gpt-codex") })).toEqual({
      stage: null,
      worker: { id: "gpt-codex", mode: "implementation" },
      waitsFor: [],
      message: "gpt-codex has nothing left to do in checkout: implementation is completed.",
    });
    expect(chooseWork("checkout", all, team, { agent: agent("github-copilot") })).toMatchObject({
      stage: null,
      message: expect.stringContaining("No stage comes to github-copilot"),
    });
    const done = stages.map((stage) => stateOf(stage, "completed"));
    expect(chooseWork("checkout", done, team)).toEqual({
      stage: null,
      worker: null,
      waitsFor: [],
      message: "All stages are completed.",
    });
  });
});

describe("mode by-stage", () => {
  it("plans until the work has reached the implementation, whichever stage is asked for", () => {
    const mode = (states: ReturnType<typeof statesOf>, stage?: Stage) =>
      chooseWork("checkout", states, alone, stage === undefined ? {} : { stage }).worker?.mode;
    expect(mode(statesOf())).toBe("planning");
    expect(mode(statesOf(), "implementation")).toBe("planning");
    expect(mode(planned)).toBe("implementation");
    expect(mode(planned, "spec")).toBe("implementation");
    expect(mode(planned.with(2, stateOf("spec", "stale")))).toBe("planning");
  });
});
