/** Who takes a stage, and in which mode. The registry and the session's state decide; nothing is guessed. */
import type { AgentEntry, AgentRegistry } from "@idse/agent-registry";
import { type Stage, stageOrder, stages } from "@idse/pipeline-artifacts";

/** What an agent may do: write documents, or change the code as well. */
export type EffectiveMode = "planning" | "implementation";

export interface Route {
  readonly agent: AgentEntry;
  readonly mode: EffectiveMode;
}

/**
 * An agent's mode while a session's work has reached a stage: `by-stage` plans up to the tasks and
 * implements from there on.
 */
export const effectiveMode = (entry: AgentEntry, reached: Stage): EffectiveMode => {
  if (entry.mode !== "by-stage") return entry.mode;
  return stageOrder(reached) < stageOrder("implementation") ? "planning" : "implementation";
};

/**
 * The first agent in file order that lists the stage; null where none does. `reached` is the stage that
 * the session's work has reached; without it the mode is the one that holds once it has reached this one.
 */
export const route = (registry: AgentRegistry, stage: Stage, reached: Stage = stage): Route | null => {
  const agent = registry.agents.find((entry) => entry.stages.includes(stage));
  return agent === undefined ? null : { agent, mode: effectiveMode(agent, reached) };
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

export interface AgentShare {
  /** The stages that come to this agent, in pipeline order. */
  readonly takes: ReadonlyArray<Stage>;
  /** Those it lists and another one before it in the file takes. */
  readonly behind: ReadonlyArray<{ readonly stage: Stage; readonly agent: string }>;
}

/** What comes of the stages that an agent lists; nothing for one that is not registered. */
export const shareOf = (registry: AgentRegistry, id: string): AgentShare => {
  const listed = registry.agents.find((entry) => entry.id === id)?.stages ?? [];
  const taken = stages
    .filter((stage) => listed.includes(stage))
    .map((stage) => ({ stage, agent: route(registry, stage)?.agent.id ?? id }));
  return {
    takes: taken.filter((one) => one.agent === id).map((one) => one.stage),
    behind: taken.filter((one) => one.agent !== id),
  };
};
