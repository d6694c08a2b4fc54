/** Who takes a stage, and in which mode. The registry alone decides; nothing is guessed. */
import type { AgentEntry, AgentRegistry } from "@idse/agent-registry";
import { type Stage, stageOrder, stages } from "@idse/pipeline-artifacts";

/** What an agent may do at a stage: write documents, or change the code as well. */
export type EffectiveMode = "planning" | "implementation";

export interface Route {
  readonly agent: AgentEntry;
  readonly mode: EffectiveMode;
}

/** An agent's mode at a stage: `by-stage` plans up to the tasks and implements from there on. */
export const effectiveMode = (entry: AgentEntry, stage: Stage): EffectiveMode => {
  if (entry.mode !== "by-stage") return entry.mode;
  return stageOrder(stage) < stageOrder("implementation") ? "planning" : "implementation";
};

/** The first agent in file order that lists the stage; null where none does. */
export const route = (registry: AgentRegistry, stage: Stage): Route | null => {
  const agent = registry.agents.find((entry) => entry.stages.includes(stage));
  return agent === undefined ? null : { agent, mode: effectiveMode(agent, stage) };
};

export interface StageRoute {
  readonly stage: Stage;
  readonly route: Route | null;
}

/** All seven stages in pipeline order. */
export const routes = (registry: AgentRegistry): ReadonlyArray<StageRoute> =>
  stages.map((stage) => ({ stage, route: route(registry, stage) }));

/** The stages that no agent takes, in pipeline order. */
export const unroutedStages = (registry: AgentRegistry): ReadonlyArray<Stage> =>
  stages.filter((stage) => route(registry, stage) === null);
