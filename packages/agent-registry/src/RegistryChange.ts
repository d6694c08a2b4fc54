/** Changes to a registry. Each gives a new registry back in which everything else stands as it stood. */
import type { AgentEntry, AgentMode, AgentRegistry } from "./AgentRegistry.ts";
import { agentDefaults } from "./KnownAgents.ts";
import {
  type AgentExists,
  type AgentIdInvalid,
  type AgentUnknown,
  agentIdInvalid,
  isAgentId,
  type RegistryResult,
} from "./RegistryProblem.ts";

export const setMode = (registry: AgentRegistry, id: string, mode: AgentMode): RegistryResult<AgentUnknown> =>
  change(registry, id, { mode });

export const setRole = (registry: AgentRegistry, id: string, role: string): RegistryResult<AgentUnknown> =>
  change(registry, id, { role });

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
  const { role, mode, stages } = agentDefaults(id);
  const entry: AgentEntry = { id, role, mode, stages: [...stages], ...said };
  return { ok: true, registry: { ...registry, agents: [...registry.agents, entry] } };
};

const change = (
  registry: AgentRegistry,
  id: string,
  said: Pick<AgentEntry, "mode"> | Pick<AgentEntry, "role">,
): RegistryResult<AgentUnknown> => {
  const known = registry.agents.map((agent) => agent.id);
  if (!known.includes(id)) {
    const message = `There is no agent "${id}". Registered: ${known.join(", ") || "none"}.`;
    return { ok: false, problem: { code: "agent-unknown", id, known, message } };
  }
  const agents = registry.agents.map((agent) => (agent.id === id ? { ...agent, ...said } : agent));
  return { ok: true, registry: { ...registry, agents } };
};
