/**
 * Hooks: what each agent runs before a tool writes, so that `idse hook` may deny it. Every form has its own way to
 * say that a hook which fails must deny; where there is one, it is used.
 */
import { type AgentFilesInput, hookSubject } from "../AgentFilesInput.ts";
import type { Agent } from "../Agents.ts";
import {
  hookWords,
  isHookLine,
  isPrimeLine,
  mentionsHook,
  mentionsPrime,
  powerShellLine,
  primeWords,
  shellLine,
} from "../CommandLine.ts";
import { texts } from "../generated/texts.ts";
import { jsonEntry } from "../json/JsonEntry.ts";
import { isObject, isSameJson, type Json } from "../json/JsonText.ts";
import { ownedFile } from "../OwnedFile.ts";
import type { Piece } from "../Piece.ts";

const seconds = 30;

/** How an element looks that runs a command, and where the command stands in it. */
interface HookForm {
  readonly path: string;
  readonly event: ReadonlyArray<string>;
  readonly element: (command: string, powershell: string) => Readonly<Record<string, Json>>;
  readonly scaffold?: Readonly<Record<string, Json>>;
  readonly needs?: string;
}

const guards: Readonly<Record<Exclude<Agent, "opencode">, HookForm>> = {
  claude: {
    path: ".claude/settings.json",
    event: ["hooks", "PreToolUse"],
    element: (command) => ({
      // MultiEdit is a tool of older versions.
      matcher: "Edit|Write|MultiEdit|NotebookEdit|Bash|mcp__idse__.*",
      hooks: [{ type: "command", command, timeout: seconds, onFailure: "block" }],
    }),
  },
  codex: {
    path: ".codex/hooks.json",
    event: ["hooks", "PreToolUse"],
    element: (command) => ({
      matcher: "^(apply_patch|Bash|mcp__idse__.*)$",
      hooks: [{ type: "command", command, timeout: seconds }],
    }),
  },
  copilot: {
    path: ".github/hooks/idse.json",
    event: ["hooks", "preToolUse"],
    element: (bash, powershell) => ({ type: "command", bash, powershell, timeoutSec: seconds }),
    scaffold: { version: 1 },
    needs: "version",
  },
  gemini: {
    path: ".gemini/settings.json",
    event: ["hooks", "BeforeTool"],
    element: (command) => ({
      matcher: "write_file|replace|run_shell_command|mcp_idse_.*",
      // Milliseconds here, and nowhere else.
      hooks: [{ name: "idse", type: "command", command, timeout: seconds * 1000 }],
    }),
  },
  cursor: {
    path: ".cursor/hooks.json",
    event: ["hooks", "preToolUse"],
    element: (command) => ({ command, matcher: "Write|Shell|Delete", timeout: seconds, failClosed: true }),
    scaffold: { version: 1 },
    needs: "version",
  },
};

const sessionStart: HookForm = {
  path: ".claude/settings.json",
  event: ["hooks", "SessionStart"],
  element: (command) => ({ hooks: [{ type: "command", command, timeout: seconds }] }),
};

export const hookPieces = (input: AgentFilesInput): ReadonlyArray<Piece> => {
  const prime = primeWords(input.start, hookSubject(input, "claude"));
  return [
    // What is put in later stands first.
    hookPiece("claude", sessionStart, prime, isPrimeLine, mentionsPrime),
    ...(Object.keys(guards) as ReadonlyArray<keyof typeof guards>).map((agent) =>
      hookPiece(
        agent,
        guards[agent],
        hookWords(input.start, hookSubject(input, agent)),
        (line) => isHookLine(line, agent),
        (text) => mentionsHook(text, agent),
      ),
    ),
    {
      path: ".opencode/plugins/idse.js",
      part: "hooks",
      agents: ["opencode"],
      ...ownedFile(pluginText(hookWords(input.start, hookSubject(input, "opencode")))),
    },
  ];
};

const hookPiece = (
  agent: Agent,
  { path, event, element, scaffold, needs }: HookForm,
  words: ReadonlyArray<string>,
  isOurs: (line: string) => boolean,
  mentions: (text: string) => boolean,
): Piece => ({
  path,
  part: "hooks",
  agents: [agent],
  ...jsonEntry({
    kind: "element",
    path: event,
    value: element(shellLine(words), powerShellLine(words)),
    owns: (standing) => {
      const lines = commandLinesIn(standing);
      const [command = "", powershell = command] = lines;
      return lines.every(isOurs) && lines.length > 0 && isSameJson(element(command, powershell), standing);
    },
    resembles: (standing) => commandLinesIn(standing).some(mentions),
    ...(scaffold === undefined ? {} : { scaffold }),
    ...(needs === undefined ? {} : { needs }),
  }),
});

/** The commands of an element, of a shell first. */
const commandLinesIn = (standing: unknown): ReadonlyArray<string> => {
  if (!isObject(standing)) return [];
  const inner: ReadonlyArray<unknown> = Array.isArray(standing.hooks) ? standing.hooks : [];
  const own = [standing.command, standing.bash, standing.powershell].filter((one) => typeof one === "string");
  return [...own, ...inner.flatMap(commandLinesIn)];
};

const pluginText = (words: ReadonlyArray<string>): string => {
  const template = texts["opencode-plugin.js"];
  if (template === undefined) throw new Error("no text for the plugin of OpenCode");
  return template.replace('["{{words}}"]', () => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`);
};
