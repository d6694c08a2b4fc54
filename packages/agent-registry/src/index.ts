export {
  AgentEntry,
  type AgentMode,
  AgentRegistry,
  agentModes,
  parseRegistry,
  printRegistry,
} from "./AgentRegistry.ts";
export { type KnownAgent, knownAgents } from "./KnownAgents.ts";
export { defaultRegistry, registryOf } from "./NewRegistry.ts";
export { addAgent, removeAgent, setMode, setRole, setStages } from "./RegistryChange.ts";
export {
  type AgentExists,
  type AgentIdInvalid,
  type AgentLast,
  type AgentUnknown,
  isAgentId,
  type RegistryProblem,
  type RegistryResult,
} from "./RegistryProblem.ts";
