/** Changes to a registry. Each gives a new registry back in which everything else stands as it stood. */
import { type Stage, stages } from "@idse/pipeline-artifacts";
import type { AgentEntry, AgentMode, AgentRegistry } from "./AgentRegistry.ts";
import { agentDefaults } from "./KnownAgents.ts";
import {
  type AgentExists,
  type AgentIdInvalid,
  type AgentLast,
  type AgentUnknown,
  agentIdInvalid,
  isAgentId,
  type RegistryResult,
} from "./RegistryProblem.ts";

export const setMode = (registry: AgentRegistry, id: string, mode: AgentMode): RegistryResult<AgentUnknown> =>
  change(registry, id, { mode });

export const setRole = (registry: AgentRegistry, id: string, role: string): RegistryResult<AgentUnknown> =>
  change(registry, id, { role });

/** The stages an agent takes, written in pipeline order, each once. */
export const setStages = (
  registry: AgentRegistry,
  id: string,
  taken: ReadonlyArray<Stage>,
): RegistryResult<AgentUnknown> => change(registry, id, { stages: inOrder(taken) });

/** Adds an agent at the end, so that nobody loses a stage to it. What is not said comes from `knownAgents`. */
export const addAgent = (
  registry: AgentRegistry,
  id: string,
  said: Partial<Pick<AgentEntry, "role" | "mode" | "stages" | "name" | "description">> = {},
): RegistryResult<AgentExists | AgentIdInvalid> => {
  if (!isAgentId(id)) return { ok: false, problem: agentIdInvalid(id) };
  if (registry.agents.some((agent) => agent.id === id)) {
    const message = `"${id}" is already registered.`;
    return { ok: false, problem: { code: "agent-exists", id, message } };
  }
  const defaults = agentDefaults(id);
  const entry: AgentEntry = {
    id,
    role: defaults.role,
    mode: defaults.mode,
    ...said,
    stages: inOrder(said.stages ?? defaults.stages),
  };
  return { ok: true, registry: { ...registry, agents: [...registry.agents, entry] } };
};

/** Takes an agent out. The last one stays: a file without agents means the default registry. */
export const removeAgent = (
  registry: AgentRegistry,
  id: string,
): RegistryResult<AgentUnknown | AgentLast> => {
  const known = registry.agents.map((agent) => agent.id);
  if (!known.includes(id)) return { ok: false, problem: agentUnknown(id, known) };
  if (known.length === 1) {
    const message = `"${id}" is the only agent, and a registry without one means the default agents.`;
    return { ok: false, problem: { code: "agent-last", id, message } };
  }
  return { ok: true, registry: { ...registry, agents: registry.agents.filter((agent) => agent.id !== id) } };
};

const inOrder = (taken: ReadonlyArray<string>): Array<Stage> =>
  stages.filter((stage) => taken.includes(stage));

const agentUnknown = (id: string, known: ReadonlyArray<string>): AgentUnknown => ({
  code: "agent-unknown",
  id,
  known,
  message: `There is no agent "${id}". Registered: ${known.join(", ") || "none"}.`,
});

const change = (
  registry: AgentRegistry,
  id: string,
  said: Partial<Pick<AgentEntry, "mode" | "role" | "stages">>,
): RegistryResult<AgentUnknown> => {
  const known = registry.agents.map((agent) => agent.id);
  if (!known.includes(id)) return { ok: false, problem: agentUnknown(id, known) };
  const agents = registry.agents.map((agent) => (agent.id === id ? { ...agent, ...said } : agent));
  return { ok: true, registry: { ...registry, agents } };
};
