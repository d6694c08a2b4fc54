/** What an agent always loads because of IDSE is small; everything else is asked for. */
import { expect, it } from "@jest/globals";
import { type Agent, agents } from "../src/Agents.ts";
import { done, plan } from "./support.ts";

const bytes = (text: string): number => Buffer.byteLength(text);

/** The files that are read at every start; Copilot takes both. */
const readAtStart = (agent: Agent): ReadonlyArray<string> =>
  agent === "claude" || agent === "copilot" ? ["AGENTS.md", "CLAUDE.md"] : ["AGENTS.md"];

/** Of a skill, its name and description are always loaded. */
const headOf = (skill: string): string => {
  const [, name = "", description = ""] = /^name: (.+)\ndescription: (.+)$/m.exec(skill) ?? [];
  if (name === "") throw new Error("a skill without a name");
  return `${name}: ${description}\n`;
};

const cases = agents.flatMap((agent) =>
  [false, true].map((elsewhere) => [agent, elsewhere ? "in a store" : "in files", elsewhere] as const),
);

it.each(cases)("%s loads at most 1 500 bytes, documents %s", (agent, _where, elsewhere) => {
  const files = done(
    {},
    plan({}, { project: "p".repeat(64), stack: "TypeScript, React, Postgres, Kubernetes", elsewhere }),
  );
  const folder = agent === "claude" ? ".claude/skills/" : ".agents/skills/";
  const heads = Object.entries(files).flatMap(([path, text]) =>
    path.startsWith(folder) && text !== null ? [headOf(text)] : [],
  );
  expect(heads).toHaveLength(5);
  const texts = readAtStart(agent).map((path) => files[path] ?? "");
  const loaded = bytes([...texts, ...heads].join(""));
  expect(loaded).toBeGreaterThan(1000);
  expect(loaded).toBeLessThanOrEqual(1500);
});
