/**
 * Whether an agent lets the hooks of a repository run, as its own files for this user say. Some agents run a
 * repository's hooks only where a person said that it is trusted, and skip them without a word elsewhere. Keys and
 * places were read in the vendors' programs: Claude Code 2.1.330, Codex 0.169.0, Copilot 1.0.102, Gemini CLI 0.61.0.
 */
import type { Agent } from "../Agents.ts";
import { claudeTrust } from "./claudeTrust.ts";
import { codexTrust } from "./codexTrust.ts";
import { copilotTrust } from "./copilotTrust.ts";
import { geminiTrust } from "./geminiTrust.ts";

/**
 * - `trusted`, `untrusted`: as the agent's own file says
 * - `not-asked`: the agent has no such question
 * - `unknown`: it cannot be seen from here
 */
export type Trust = "trusted" | "untrusted" | "not-asked" | "unknown";

export interface TrustAnswer {
  readonly trust: Trust;
  /** A sentence on what it rests on. */
  readonly because: string;
  /** What a person does about it; null where nothing is to be done. */
  readonly mend: string | null;
}

export interface UserSurroundings {
  /** The repository's root, absolute with `/`, links resolved. */
  readonly root: string;
  /** The user's home, absolute with `/`. */
  readonly home: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A file of the user's; null where it is not there or cannot be read. */
  readonly text: (path: string) => string | null;
}

const notAsked = (because: string): TrustAnswer => ({ trust: "not-asked", because, mend: null });

const answers: Readonly<Record<Agent, (user: UserSurroundings) => TrustAnswer>> = {
  claude: claudeTrust,
  codex: codexTrust,
  copilot: copilotTrust,
  gemini: geminiTrust,
  opencode: () => notAsked("OpenCode runs the plugins of a repository without a question."),
  cursor: () => ({
    trust: "unknown",
    because: "Where Cursor keeps whether a workspace is trusted is not known.",
    mend: null,
  }),
};

export const agentTrust = (agent: Agent, user: UserSurroundings): TrustAnswer => answers[agent](user);
