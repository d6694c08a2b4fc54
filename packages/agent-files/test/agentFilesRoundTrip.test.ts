/** User text is sacred: whatever stood in a file, it stands there again after install, update and removal. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type AgentFilesResult,
  agentFilePaths,
  everyAgentFile,
  planAgentFiles,
  removeAgentFiles,
} from "../src/AgentFiles.ts";
import type { AgentFilesInput } from "../src/AgentFilesInput.ts";
import { type Agent, agents } from "../src/Agents.ts";
import { type AgentFilePart, agentFileParts } from "../src/Piece.ts";
import { jsonText } from "./jsonTexts.ts";

type Files = Readonly<Record<string, string | null>>;
type Selected = { readonly agents: ReadonlyArray<Agent>; readonly parts: ReadonlyArray<AgentFilePart> };

const nothing: Files = Object.fromEntries(agentFilePaths(everyAgentFile).map((path) => [path, null]));
const jsonPaths = Object.keys(nothing).filter((path) => /\.jsonc?$/.test(path));

const after = (existing: Files, result: AgentFilesResult): Files => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { ...existing, ...Object.fromEntries(result.files.map(({ path, content }) => [path, content])) };
};

const wanted = (existing: Files, project: string, start: ReadonlyArray<string>): AgentFilesInput => ({
  project,
  stack: null,
  start,
  existing,
});

const install = (existing: Files, chosen: Selected, project = "demo", start = ["npx", "idse"]) =>
  planAgentFiles({ ...wanted(existing, project, start), ...chosen });

const isRefused = (result: AgentFilesResult): boolean => !result.ok;

const chosen = fc.record({
  agents: fc.subarray([...agents], { minLength: 1 }),
  parts: fc.subarray([...agentFileParts], { minLength: 1 }),
});
const project = fc.constantFrom("other", "a b", "it's", 'q"uote', "$HOME", "b\\c", "50%");

/** Whether somebody's text holds our markers already: then it is installed, and removing is not undoing. */
const isInstalled = (prior: Files): boolean => {
  const removed = removeAgentFiles({ existing: prior, ...everyAgentFile });
  return removed.ok && removed.files.some(({ action }) => action !== "keep");
};

/** Installs, installs again, updates for others, and takes all out; whatever happens in between, nothing is lost. */
const expectRoundTrip = (prior: Files, first: Selected, second: Selected, name: string): boolean => {
  const installed = install(prior, first);
  if (isRefused(installed)) return false;
  const once = after(prior, installed);
  expect(after(once, install(once, first))).toEqual(once);
  const updated = install(once, second, name, ["node", "C:\\it s\\idse.js"]);
  if (isRefused(updated)) return false;
  const twice = after(once, updated);
  const removed = after(twice, removeAgentFiles({ existing: twice, ...everyAgentFile }));
  expect(removed).toEqual(prior);
  expect(after(removed, removeAgentFiles({ existing: removed, ...everyAgentFile }))).toEqual(removed);
  return true;
};

describe("install, update, remove", () => {
  it("gives back the same bytes of JSON, with comments and all", () => {
    let ran = 0;
    const priors = fc.record(
      Object.fromEntries(jsonPaths.map((path) => [path, fc.option(jsonText, { freq: 4 })])),
    );
    fc.assert(
      fc.property(priors, chosen, chosen, project, (prior, first, second, name) => {
        if (expectRoundTrip({ ...nothing, ...prior }, first, second, name)) ran += 1;
      }),
      { numRuns: 400 },
    );
    expect(ran).toBeGreaterThan(150);
  });

  it("gives them back when parts are taken out one by one, in any order", () => {
    const order = fc.shuffledSubarray([...agentFileParts], { minLength: 4 });
    const path = ".gemini/settings.json";
    fc.assert(
      fc.property(fc.option(jsonText), order, order, (text, ins, outs) => {
        const prior = { ...nothing, [path]: text };
        let files: Files = prior;
        for (const part of ins) {
          const result = install(files, { agents: ["gemini"], parts: [part] });
          if (isRefused(result)) return;
          files = after(files, result);
        }
        for (const part of outs)
          files = after(files, removeAgentFiles({ existing: files, agents, parts: [part] }));
        expect(files).toEqual(prior);
      }),
      { numRuns: 400 },
    );
  });

  const tomlLine = fc.constantFrom(
    "",
    "# a comment",
    'model = "x" # why',
    "[mcp_servers.other]",
    'command = "other"',
    "[features]",
    "hooks = true",
    '[mcp_servers."a b"]',
    'text = """',
    '"""',
    "# idse:end",
    "# idse:begin",
    "'''# idse:begin'''",
    "mcp_servers = {}",
    "[[profiles]]",
  );
  const tomlText = fc
    .tuple(
      fc.constantFrom("", "\ufeff"),
      fc.array(tomlLine, { maxLength: 7 }),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
    )
    .map(([mark, lines, end, last]) => mark + lines.join(end) + (last ? end : ""));

  it("gives back the same bytes of TOML", () => {
    let ran = 0;
    const codex: Selected = { agents: ["codex"], parts: ["mcp"] };
    fc.assert(
      fc.property(fc.option(tomlText), project, (text, name) => {
        const prior = { ...nothing, ".codex/config.toml": text };
        if (!isInstalled(prior) && expectRoundTrip(prior, codex, codex, name)) ran += 1;
      }),
      { numRuns: 1000 },
    );
    expect(ran).toBeGreaterThan(250);
  });

  it("gives back the same bytes of markdown, and leaves skills of the same name alone", () => {
    const markdown = fc
      .array(
        fc.constantFrom("# Ours", "", "text", "@AGENTS.md", "---", "    code", "> quote", "name: idse-next"),
      )
      .map((lines) => lines.join("\n"));
    const paths = Object.keys(nothing).filter((path) => /\.(md|js|cursorrules)$/.test(path));
    const priors = fc.record(Object.fromEntries(paths.map((path) => [path, fc.option(markdown)])));
    fc.assert(
      fc.property(priors, chosen, chosen, project, (prior, first, second, name) => {
        expect(expectRoundTrip({ ...nothing, ...prior }, first, second, name)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
