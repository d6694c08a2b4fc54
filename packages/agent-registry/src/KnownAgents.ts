/** The agents IDSE knows by name: what they do by default, and what betrays their use. */
import { type Stage, stages } from "@idse/pipeline-artifacts";
import type { AgentMode } from "./AgentRegistry.ts";

export interface KnownAgent {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly mode: AgentMode;
  readonly stages: ReadonlyArray<Stage>;
  /** Paths in a repository, with `/`, that only this agent uses. */
  readonly files: ReadonlyArray<string>;
  /** Commands that start it. */
  readonly binaries: ReadonlyArray<string>;
}

/** Everything but the implementation itself. */
export const planningStages: ReadonlyArray<Stage> = stages.filter((stage) => stage !== "implementation");

export const knownAgents: ReadonlyArray<KnownAgent> = [
  {
    id: "claude-code",
    name: "Claude Code",
    role: "orchestrator",
    mode: "planning",
    stages: planningStages,
    files: [".claude", "CLAUDE.md"],
    binaries: ["claude"],
  },
  {
    id: "gpt-codex",
    name: "Codex",
    role: "implementer",
    mode: "implementation",
    stages: ["implementation"],
    files: [".codex"],
    binaries: ["codex"],
  },
  {
    id: "github-copilot",
    name: "GitHub Copilot",
    role: "implementer",
    mode: "implementation",
    stages: ["implementation", "feedback"],
    files: [".github/copilot-instructions.md"],
    binaries: ["copilot"],
  },
  {
    id: "gemini-cli",
    name: "Gemini CLI",
    role: "agent",
    mode: "by-stage",
    stages,
    files: ["GEMINI.md", ".gemini"],
    binaries: ["gemini"],
  },
  {
    id: "cursor",
    name: "Cursor",
    role: "agent",
    mode: "by-stage",
    stages,
    files: [".cursor", ".cursorrules"],
    binaries: ["cursor-agent"],
  },
  {
    id: "opencode",
    name: "OpenCode",
    role: "agent",
    mode: "by-stage",
    stages,
    files: ["opencode.json", ".opencode"],
    binaries: ["opencode"],
  },
];

/** An agent by its id; one we do not know can do everything. */
export const agentDefaults = (id: string): Pick<KnownAgent, "role" | "mode" | "stages"> =>
  knownAgents.find((known) => known.id === id) ?? { role: "agent", mode: "by-stage", stages };
