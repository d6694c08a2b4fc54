/** Console blocks of a document, as a list of commands with what they print. A line of `…` stands for any lines. */
import { readFileSync } from "node:fs";

export interface TypedCommand {
  /** With its continuation lines. */
  readonly command: string;
  readonly expected: ReadonlyArray<string>;
  /** Where it stands, from 1. */
  readonly line: number;
}

export const commandsIn = (path: string): ReadonlyArray<TypedCommand> => {
  const commands: Array<{ command: string; expected: Array<string>; line: number }> = [];
  let inside = false;
  for (const [index, line] of readFileSync(path, "utf8").replaceAll("\r\n", "\n").split("\n").entries()) {
    if (line.startsWith("```")) {
      inside = line === "```console";
      continue;
    }
    if (!inside) continue;
    const last = commands.at(-1);
    const continues = /^> ?(.*)$/.exec(line);
    if (line.startsWith("$ ")) commands.push({ command: line.slice(2), expected: [], line: index + 1 });
    else if (last === undefined) throw new Error(`${path}:${index + 1}: output before any command`);
    else if (continues !== null && last.expected.length === 0) last.command += `\n${continues[1]}`;
    else last.expected.push(line);
  }
  return commands;
};

/** As a pattern of the whole output, exit code and all. */
export const patternOf = (expected: ReadonlyArray<string>): RegExp => {
  const lines = expected.map((line) =>
    line === "…" ? "(?:.*\\n)*?" : `${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\n`,
  );
  return new RegExp(`^${lines.join("")}$`);
};
