/** Every command of `idse` is known to the guard: one that is not listed there is kept from agents. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { decide, type Facts, payloadOf } from "@idse/agent-policy";
import { expect, it } from "@jest/globals";

const commands = join(dirname(fileURLToPath(import.meta.url)), "../../cli/src/commands");

const nameIn = (file: string): string | undefined =>
  /\.command\("([\w-]+)"\)/.exec(readFileSync(file, "utf8"))?.[1];

const commandsIn = (folder: string, words: ReadonlyArray<string>): ReadonlyArray<string> =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return commandsIn(path, [...words, nameIn(join(path, "index.ts")) ?? entry.name]);
    const name = entry.name === "index.ts" ? undefined : nameIn(path);
    return name === undefined ? [] : [[...words, name].join(" ")];
  });

const facts: Facts = {
  agent: "claude-code",
  mode: "implementation",
  project: "demo",
  session: "checkout",
  root: "/repo",
  caseInsensitive: false,
  resolve: (path) => path,
  stageReached: () => null,
  signedOff: () => false,
};

const all = commandsIn(commands, []);

it("finds the commands", () => {
  expect(all).toEqual(expect.arrayContaining(["status", "agents set-mode", "session set-stage"]));
});

it.each(all)("idse %s is allowed or kept for people by a rule", (command) => {
  const input = { cwd: "/repo", tool_name: "Bash", tool_input: { command: `idse ${command}` } };
  const read = payloadOf("claude", JSON.stringify(input));
  const decision = read.ok ? decide(read.request, facts) : undefined;
  expect(decision).not.toMatchObject({ rule: "idse-unclear" });
  expect(decision).toBeDefined();
});
