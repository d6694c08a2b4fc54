/** Registries made from a list of agents, so that every stage has somebody who takes it. */
import { stages } from "@idse/pipeline-artifacts";
import type { AgentEntry, AgentRegistry } from "./AgentRegistry.ts";
import { agentDefaults, planningStages } from "./KnownAgents.ts";
import { type AgentIdInvalid, agentIdInvalid, isAgentId, type RegistryResult } from "./RegistryProblem.ts";

/** Three agents: Claude Code plans and reviews, Codex implements, GitHub Copilot stands in for it. */
export const defaultRegistry = (): AgentRegistry => team("claude-code", ["gpt-codex", "github-copilot"]);

/**
 * A registry for agents that were named or found, in which every stage is taken.
 *
 * - Nobody: the default registry.
 * - One: it takes all seven stages, `by-stage`.
 * - Several: one plans, and stands first: the first whose default mode is not `implementation`, or
 *   the first of all where there is none such. It takes every stage but the implementation. The
 *   others follow in the order given, in implementation mode.
 *
 * An id named twice counts once. An id we do not know is taken as an agent that can do everything.
 */
export const registryOf = (ids: ReadonlyArray<string>): RegistryResult<AgentIdInvalid> => {
  const invalid = ids.find((id) => !isAgentId(id));
  if (invalid !== undefined) return { ok: false, problem: agentIdInvalid(invalid) };
  const distinct = [...new Set(ids)];
  const [first] = distinct;
  if (first === undefined) return { ok: true, registry: defaultRegistry() };
  if (distinct.length === 1) return { ok: true, registry: { agents: [alone(first)] } };
  const planner = distinct.find((id) => agentDefaults(id).mode !== "implementation") ?? first;
  return {
    ok: true,
    registry: team(
      planner,
      distinct.filter((id) => id !== planner),
    ),
  };
};

const alone = (id: string): AgentEntry => ({
  id,
  role: agentDefaults(id).role,
  mode: "by-stage",
  stages: [...stages],
});

const team = (planner: string, others: ReadonlyArray<string>): AgentRegistry => ({
  agents: [
    { id: planner, role: "orchestrator", mode: "planning", stages: [...planningStages] },
    ...others.map(implementer),
  ],
});

const implementer = (id: string): AgentEntry => {
  const { mode, stages } = agentDefaults(id);
  return {
    id,
    role: "implementer",
    mode: "implementation",
    stages: mode === "implementation" ? [...stages] : ["implementation"],
  };
};
