/** The agents' files as the use cases want them handed in, and how this machine starts idse. */
import {
  type Agent,
  agentCalled,
  agentFilePaths,
  agents,
  displayName,
  planAgentFiles,
  removeAgentFiles,
} from "@idse/agent-files";
import type { AgentFilesPlanner } from "@idse/orchestrator/use-cases/agentFiles";

export const agentFilesPlanner: AgentFilesPlanner<Agent> = {
  agents,
  agentCalled,
  displayName,
  paths: agentFilePaths,
  plan: planAgentFiles,
  remove: removeAgentFiles,
};
