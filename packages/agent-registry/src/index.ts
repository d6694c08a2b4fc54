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
export { addAgent, setMode, setRole } from "./RegistryChange.ts";
export {
  type AgentExists,
  type AgentIdInvalid,
  type AgentUnknown,
  isAgentId,
  type RegistryProblem,
  type RegistryResult,
} from "./RegistryProblem.ts";
