/** The commands that agents are told to run: written as one line for a shell, and known again in a file. */
import type { Agent } from "./Agents.ts";

/** What a hook says of whom it watches. */
export interface HookSubject {
  readonly agent: Agent;
  /** The agent's id in the registry. */
  readonly id: string;
  readonly project: string;
}

/** Words as a POSIX shell takes them apart again; where it can be, as `cmd` does too. */
export const shellLine = (words: ReadonlyArray<string>): string =>
  words
    .map((word) => {
      if (plainWord.test(word)) return word;
      return /["$`\\!%]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
    })
    .join(" ");

/** Words as PowerShell takes them apart again. */
export const powerShellLine = (words: ReadonlyArray<string>): string => {
  const [first = "", ...rest] = words.map((word) =>
    plainWord.test(word) ? word : `'${word.replaceAll("'", "''")}'`,
  );
  return [first.startsWith("'") ? `& ${first}` : first, ...rest].join(" ");
};

export const hookWords = (
  start: ReadonlyArray<string>,
  { agent, id, project }: HookSubject,
): ReadonlyArray<string> => [...start, "hook", agent, "--agent", id, "--project", project];

export const primeWords = (
  start: ReadonlyArray<string>,
  { id, project }: HookSubject,
): ReadonlyArray<string> => [...start, "prime", "--agent", id, "--project", project];

/** With an agent's id the server holds what is written to its mode. */
export const mcpWords = (start: ReadonlyArray<string>, id: string | null): ReadonlyArray<string> => [
  ...start,
  "mcp",
  ...(id === null ? [] : ["--agent", id]),
];

/** Whether words start the server as IDSE writes it, for whatever agent and however started. */
export const isMcpCall = (words: ReadonlyArray<string>): boolean => {
  const at = words.lastIndexOf("mcp");
  const rest = words.slice(at + 1);
  const isOurs = rest.length === 0 || (rest.length === 2 && rest[0] === "--agent");
  return at > 0 && isOurs && startsIdse(words.slice(0, at));
};

/** Words that start IDSE, as `idse`, `npx idse` or `node bin/idse.js`. */
export const startsIdse = (words: ReadonlyArray<unknown>): boolean =>
  words.every((word) => typeof word === "string") && words.some((word) => /idse/.test(word));

const plainWord = /^[\w./:@=+,-]+$/;
const word = String.raw`(?:[\w./:@=+,-]+|"[^"$\x60\\!%]*"|'(?:[^']|'\\''|'')*')`;
const hookLine = new RegExp(`^((?:& )?(?:${word} )+?)hook (\\w+) --agent ${word} --project ${word}$`);
const primeLine = new RegExp(`^((?:& )?(?:${word} )+?)prime --agent ${word} --project ${word}$`);

/** Whether a line is the hook of an agent as IDSE writes it, of whatever project and however started. */
export const isHookLine = (line: string, agent: Agent): boolean => {
  const [, start = "", watched] = hookLine.exec(line) ?? [];
  return watched === agent && startsIdse([start]);
};

export const isPrimeLine = (line: string): boolean => startsIdse([primeLine.exec(line)?.[1] ?? ""]);

/** Whether a text has to do with the hook of an agent, however it was changed. */
export const mentionsHook = (text: string, agent: Agent): boolean =>
  new RegExp(`idse\\S* hook ${agent}\\b`).test(text);

export const mentionsPrime = (text: string): boolean => /idse\S* prime\b/.test(text);
