/** The answer of the guard, and its words. The same denial says the same wherever it is asked. */
import type { AgentMode } from "@idse/agent-registry";
import type { Stage } from "@idse/pipeline-artifacts/Stage";
import type { GuardedRule } from "./Guarded.ts";
import type { Tree } from "./Place.ts";

export type Rule =
  | GuardedRule
  | "acknowledgement"
  | "claim"
  | "waiver"
  | "force"
  | "idse-unclear"
  | "planning-write"
  | "planning-shell"
  | "planning-tool"
  | "signed-off"
  | "unreadable";

export interface Denial {
  readonly verdict: "deny";
  readonly rule: Rule;
  /** What is denied, why, and what a person can run. */
  readonly reason: string;
  /** What a person can run. */
  readonly command: string;
}

export type Decision = { readonly verdict: "allow" } | Denial;

export const allowed: Decision = { verdict: "allow" };

/** All that a decision depends on beside the request. Lookups are asked with the names that stand in paths. */
export interface Facts extends Tree {
  /** The agent's id in the registry. */
  readonly agent: string;
  readonly mode: AgentMode;
  readonly project: string;
  /** The session that commands mean; null where there is none. */
  readonly session: string | null;
  /** The stage that a session's work has reached: its next stage. Null where nobody knows. */
  readonly stageReached: (project: string, session: string) => Stage | null;
  readonly signedOff: (project: string, session: string, stage: Stage) => boolean;
  /** The text of a file as it stands, by a path from the root; null where there is none, or nobody reads it. */
  readonly textOf?: (path: string) => string | null;
  /** The file of accepted findings, from the root. */
  readonly baseline?: string | null;
}

const longest = 160;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const unfit = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+/g;

/** Text of an agent, safe for a terminal and short enough for a sentence. */
export const plain = (text: string): string => {
  const line = text.replace(unfit, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
};

export const denied = (rule: Rule, why: string, command: string): Denial => ({
  verdict: "deny",
  rule,
  reason: `${why} A person can run: ${command}`,
  command,
});

export const setMode = ({ agent, project }: Facts, mode = "implementation"): string =>
  `idse agents set-mode ${plain(agent)} ${mode} --project ${plain(project)}`;

export const signOff = (project: string, session: string, stage: string, status: string): string =>
  `idse session set-stage ${plain(session)} --stage ${stage} --status ${status} --project ${plain(project)}`;

/** What was sent cannot be read; inside a workspace that is denied. */
export const unreadable = (problem: string, facts: Facts): Denial =>
  denied("unreadable", `${plain(problem)} What cannot be read is not let through.`, setMode(facts));
