/** docs/agent-profiles.md: its loader loads what the command line writes, and its tables say what the exporters do. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { AgentProfileSpec, profileTargets, type TargetId, targetIds } from "@idse/spec-compiler";
import { describe, expect, it } from "@jest/globals";
import { answerOf, edit, runScript, sessionFolder, stageFiles, workspace } from "../../cli/test/support.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(join(root, "docs/agent-profiles.md"), "utf8").replaceAll("\r\n", "\n");
const [, loader = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];

/** The loader run in a process of its own, as a runtime that has two libraries and no IDSE would. */
const load = (
  profile: string,
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } => {
  const folder = fileURLToPath(new URL("../.tsspec/profiles", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "loader.mjs"), loader);
  const script = join(folder, "run.mjs");
  writeFileSync(
    script,
    `import { loadProfile } from "${pathToFileURL(join(folder, "loader.mjs")).href}";
console.log(JSON.stringify(loadProfile(process.argv[2], process.argv[3])));
`,
  );
  const schema = join(root, "docs/schemas/agent-profile-spec-file.schema.json");
  return runScript(script, [schema, profile], { cwd: folder });
};

describe("the loader of the docs", () => {
  it("has ten lines", () => {
    expect(loader.split("\n").filter((line) => line !== "").length).toBeLessThanOrEqual(10);
  });

  it("loads what idse compiled, and refuses what was bent", () => {
    const repo = workspace();
    edit(join(sessionFolder(repo, "__blueprint__"), stageFiles.spec), (text) =>
      text.replace("goals: []", 'goals: ["Keep the house"]'),
    );
    for (const format of ["yaml", "json"]) {
      const { path, spec } = answerOf(repo, "compile", "agent-spec", "--format", format);
      const loaded = load(join(repo, path));
      expect(loaded).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(loaded.stdout)).toEqual(spec);
      edit(join(repo, path), (text) => text.replace(/"?goals"?:/, (key) => key.replace("goals", "gaols")));
      expect(load(join(repo, path))).toMatchObject({ code: 1, stderr: expect.stringContaining("goals") });
    }
  });
});

const rowsOf = (heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const [, section = ""] = page.split(`${heading}\n`);
  const [, table = ""] = /((?:^\|.*\n)+)/m.exec(section) ?? [];
  return table
    .trimEnd()
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const exported = (target: TargetId, fields: object) =>
  profileTargets[target].exportProfile(
    AgentProfileSpec.parse({
      id: "x",
      name: "X",
      description: "X.",
      source_session: "s",
      source_blueprint: null,
      ...fields,
    }),
  );

describe("the tables of the docs", () => {
  it("list every target, with the place of its file", () => {
    const rows = rowsOf("## Targets");
    expect(rows.map(([target]) => target)).toEqual(targetIds.map((id) => `\`${id}\``));
    for (const [index, id] of targetIds.entries()) {
      expect(rows[index]?.[1]).toContain(exported(id, { id: "<id>" }).path);
    }
  });

  it.each([
    ["`inputs`, `outputs`", "inputs", { inputs: ["a"] }],
    ["`tools` it knows", "tools", { tools: ["read"] }],
    ["other `tools`", "tools", { tools: ["hammer"] }],
    ["`memory_policy`", "memory_policy", { memory_policy: { a: 1 } }],
    ["other `runtime_hints`", "runtime_hints.a", { runtime_hints: { a: 1 } }],
    ["`goals`, `constraints`", "goals", { goals: ["a"] }],
    ["`version`, `source_…`", "version", { version: "7" }],
  ])("say where %s is lost", (row, field, fields) => {
    const cells = rowsOf("## What becomes of each field").find(([name]) => name === row);
    expect(cells).toHaveLength(targetIds.length + 1);
    for (const [index, id] of targetIds.entries()) {
      const isLost = exported(id, fields).losses.some((loss) => loss.field === field);
      expect({ id, lost: /\blost\b/.test(cells?.[index + 1] ?? "") }).toEqual({ id, lost: isLost });
    }
  });

  it("name every hint and no other", () => {
    for (const [target = "", keys = ""] of rowsOf("### Hints")) {
      const id = targetIds.find((one) => `\`${one}\`` === target);
      if (id === undefined) throw new Error(`${target} is no target`);
      const [problem] = exported(id, { runtime_hints: { [id]: { nonsense: 1 } } }).problems;
      const known = /: (.*)\.$/.exec(problem?.hint ?? "")?.[1]?.split(", ");
      const named = Array.from(keys.replace(/\([^)]*\)/g, "").matchAll(/`([^`]+)`/g), ([, key]) => key);
      expect({ id, keys: named }).toEqual({ id, keys: known });
    }
  });
});
