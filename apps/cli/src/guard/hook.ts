/**
 * `idse hook <agent>`: what an agent is about to do comes on standard input, and is let through or denied. It runs
 * before every tool of every agent, so it goes past the command line's own loading; and whatever goes wrong inside a
 * workspace denies.
 */
import { type Agent, agents, answerFor } from "@idse/agent-policy";
import { noteAsked } from "./asked.ts";
import { decisionOn } from "./decision.ts";
import { workspaceAround } from "./files.ts";

export interface HookAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

/** The ids under which each agent usually stands in a registry. */
const usualIds: Readonly<Record<Agent, ReadonlyArray<string>>> = {
  claude: ["claude-code", "claude"],
  codex: ["gpt-codex", "codex"],
  copilot: ["github-copilot", "copilot"],
  cursor: ["cursor"],
  gemini: ["gemini-cli", "gemini"],
  opencode: ["opencode"],
};

interface HookArguments {
  readonly agent: Agent;
  readonly id: string | null;
  readonly project: string | null;
  readonly folder: string | null;
}

const isAgent = (word: string): word is Agent => (agents as ReadonlyArray<string>).includes(word);

const misuse = (problem: string): HookAnswer => ({
  stdout: "",
  stderr: `idse: ${problem}\n  idse hook ${agents.join("|")} [--agent ID] [--project NAME]\n`,
  exit: 2,
});

const argumentsOf = (words: ReadonlyArray<string>): HookArguments | HookAnswer => {
  const values = new Map<string, string>();
  const names: Array<string> = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const [, flag, given] = /^(--[a-z]+|-C)(?:=(.*))?$/.exec(word) ?? [];
    if (flag === undefined) names.push(word);
    else if (["--agent", "--project", "--dir", "-C"].includes(flag)) {
      const value = given ?? words[++index];
      if (value === undefined) return misuse(`${flag} needs a value.`);
      values.set(flag, value);
    } else return misuse(`unknown option ${flag}`);
  }
  const [agent, second] = names;
  if (agent === undefined || second !== undefined || !isAgent(agent))
    return misuse(
      agent === undefined
        ? "It is not said which agent asks."
        : `"${names.join(" ")}" is no agent that has a hook.`,
    );
  return {
    agent,
    id: values.get("--agent") ?? null,
    project: values.get("--project") ?? null,
    folder: values.get("-C") ?? values.get("--dir") ?? null,
  };
};

/** Where the agent works, as far as it says. */
const folderIn = (payload: string): string | null => {
  try {
    const { cwd } = JSON.parse(payload) as { readonly cwd?: unknown };
    return typeof cwd === "string" && cwd !== "" ? cwd : null;
  } catch {
    return null;
  }
};

export interface HookInvocation {
  readonly words: ReadonlyArray<string>;
  readonly payload: string;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Outside a workspace nothing is guarded. */
export const hook = ({ words, payload, directory, environment }: HookInvocation): HookAnswer => {
  const asked = argumentsOf(words);
  if ("exit" in asked) return asked;
  const path = process.getBuiltinModule("node:path");
  const here = path.resolve(directory, asked.folder ?? ".");
  const cwd = folderIn(payload);
  const root = workspaceAround(here) ?? (cwd === null ? null : workspaceAround(path.resolve(here, cwd)));
  if (root === null) return answerFor(asked.agent, { verdict: "allow" });
  const { agent, id, project } = asked;
  noteAsked(root, agent);
  return answerFor(
    agent,
    decisionOn(
      root,
      { agent: id, usual: usualIds[agent], project, session: null, environment },
      agent,
      payload,
    ),
  );
};
