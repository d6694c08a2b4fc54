/** The agents whose files IDSE writes, by the word that `idse hook` takes, and as the registry calls them. */
import { type KnownAgent, knownAgents } from "@idse/agent-registry";

export const agents = ["claude", "codex", "copilot", "gemini", "opencode", "cursor"] as const;
export type Agent = (typeof agents)[number];

/** The id by which the registry knows an agent from the start. */
export const registryIds: Readonly<Record<Agent, KnownAgent["id"]>> = {
  claude: "claude-code",
  codex: "gpt-codex",
  copilot: "github-copilot",
  gemini: "gemini-cli",
  opencode: "opencode",
  cursor: "cursor",
};

/** An agent by either of its names, or undefined. */
export const agentCalled = (name: string): Agent | undefined =>
  agents.find((agent) => agent === name || registryIds[agent] === name);

/** What people call it. */
export const displayName = (agent: Agent): string =>
  knownAgents.find(({ id }) => id === registryIds[agent])?.name ?? agent;
