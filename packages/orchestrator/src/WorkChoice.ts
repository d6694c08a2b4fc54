/** Which stage is next, for whoever takes it or for one agent, and in which mode that agent is now. */
import type { AgentEntry, AgentRegistry } from "@idse/agent-registry";
import { type EffectiveMode, effectiveMode, route, shareOf } from "@idse/agent-routing";
import { type Stage, stageOrder } from "@idse/pipeline-artifacts";
import { nextStage, stageReached } from "@idse/stage-state";
import type { ReadState } from "./Reading.ts";

/** An agent as it stands to a session. */
export interface Worker {
  readonly id: string;
  readonly mode: EffectiveMode;
}

export interface WorkChoice {
  /** Null where there is nothing to do. */
  readonly stage: Stage | null;
  /** Null where nobody takes the stage. */
  readonly worker: Worker | null;
  /** Stages before it that are not completed. */
  readonly waitsFor: ReadonlyArray<Stage>;
  /** Why there is no stage; null where there is one. */
  readonly message: string | null;
}

type States = ReadonlyArray<Pick<ReadState, "stage" | "status" | "signedOff">>;

/** An agent's mode is that of the session's work, whichever stage is asked for. */
export const workerOf = (agent: AgentEntry, states: States): Worker => ({
  id: agent.id,
  mode: effectiveMode(agent, stageReached(states)),
});

/** `stage` asks for a certain one; else it is the first that is not completed, and that `agent` takes where one is named. */
export const chooseWork = (
  session: string,
  states: States,
  registry: AgentRegistry,
  { stage = null, agent = null }: { readonly stage?: Stage | null; readonly agent?: AgentEntry | null } = {},
): WorkChoice => {
  const takes = agent === null ? null : shareOf(registry, agent.id).takes;
  const left = takes === null ? states : states.filter((one) => takes.includes(one.stage));
  const chosen = stage ?? nextStage(left);
  if (chosen === null) {
    const worker = agent === null ? null : workerOf(agent, states);
    return { stage: null, worker, waitsFor: [], message: nothingLeft(session, agent, takes) };
  }
  const taker = agent ?? route(registry, chosen)?.agent ?? null;
  return {
    stage: chosen,
    worker: taker === null ? null : workerOf(taker, states),
    waitsFor: states
      .filter((one) => stageOrder(one.stage) < stageOrder(chosen) && one.status !== "completed")
      .map((one) => one.stage),
    message: null,
  };
};

const nothingLeft = (
  session: string,
  agent: AgentEntry | null,
  takes: ReadonlyArray<Stage> | null,
): string => {
  if (agent === null || takes === null) return "All stages are completed.";
  if (takes.length === 0)
    return `No stage comes to ${agent.id}: it lists none, or agents before it in the registry take them.`;
  return `${agent.id} has nothing left to do in ${session}: ${takes.join(", ")} ${takes.length === 1 ? "is" : "are"} completed.`;
};
