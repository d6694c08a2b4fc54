/** The GitHub Action and the hooks for pre-commit: read as their runners read them, and run with the built command. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import * as z from "zod";
import {
  bin,
  cleanEnvironment,
  edit,
  idse,
  sessionFolder,
  temporaryFolder,
  textOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): unknown => parse(readFileSync(join(root, path), "utf8"));

const action = z
  .strictObject({
    name: z.string(),
    description: z.string(),
    author: z.string(),
    branding: z.strictObject({ icon: z.string(), color: z.string() }),
    inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
    outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
    runs: z.strictObject({
      using: z.literal("composite"),
      steps: z.array(
        z.strictObject({
          id: z.string().optional(),
          if: z.string().optional(),
          uses: z.string().optional(),
          with: z.record(z.string(), z.unknown()).optional(),
          shell: z.literal("bash").optional(),
          "working-directory": z.string().optional(),
          env: z.record(z.string(), z.string()).optional(),
          run: z.string().optional(),
        }),
      ),
    }),
  })
  .parse(read("action.yml"));

const stepOf = (id: string) => {
  const step = action.runs.steps.find((one) => one.id === id);
  if (step?.run === undefined) throw new Error(`action.yml has no step ${id} that runs something`);
  return { run: step.run, env: step.env ?? {}, directory: step["working-directory"] ?? "." };
};

/** A folder with programs of these names, each of which is a line of shell. */
const programs = (lines: Readonly<Record<string, string>>): string => {
  const folder = temporaryFolder("programs");
  for (const [name, line] of Object.entries(lines)) {
    write(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
};

const quoted = (path: string): string => `"${path.replaceAll("\\", "/")}"`;
const command = `exec ${quoted(process.execPath)} ${quoted(bin)} "$@"`;

/** A step as a runner starts it: inputs put in, bash that ends with the first failure, outputs in a file. */
const runStep = (
  id: string,
  repo: string,
  inputs: Readonly<Record<string, string>> = {},
  path = programs({}),
) => {
  const { run, env, directory } = stepOf(id);
  const given = (text: string): string =>
    text.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => {
      const input = inputs[name] ?? action.inputs[name]?.default;
      if (input === undefined) throw new Error(`No input ${name}`);
      return input;
    });
  const folder = temporaryFolder("step");
  const [script, output] = [join(folder, "step.sh"), join(folder, "output")];
  write(script, given(run));
  write(output, "");
  const done = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: join(repo, given(directory)),
    encoding: "utf8",
    env: cleanEnvironment({
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, given(value)])),
      PATH: [path, dirname(process.execPath), process.env.PATH].join(delimiter),
      GITHUB_OUTPUT: output.replaceAll("\\", "/"),
      GITHUB_ACTION_PATH: root.replaceAll("\\", "/"),
    }),
  });
  return {
    code: done.status,
    stdout: done.stdout,
    stderr: done.stderr,
    output: readFileSync(output, "utf8"),
  };
};

/** npx that runs the built command, and says which package it was asked for. */
const npx = (): string => programs({ npx: `echo "$1 $2" >> asked.txt\nshift 2\n${command}` });

const version = (): string => JSON.parse(readFileSync(join(root, "apps/cli/package.json"), "utf8")).version;

/** Signed off, and then emptied: the claim no longer holds. */
const brokenClaim = (): string => {
  const repo = workspace({ filled: true });
  textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed");
  edit(join(sessionFolder(repo), "intents/intent.md"), () => "# Intent\n\n[REQUIRES INPUT]\n");
  return repo;
};

describe("the action", () => {
  it("passes a repository whose claims hold, with a report", () => {
    const repo = workspace();
    const done = runStep("validate", repo, {}, npx());
    expect(done).toMatchObject({ code: 0, output: "sarif=./idse.sarif\n" });
    expect(JSON.parse(readFileSync(join(repo, "idse.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(readFileSync(join(repo, "asked.txt"), "utf8")).toBe(`--yes idse-orchestrator@${version()}\n`);
  });

  it("fails one whose claims do not hold, at their lines, with a report all the same", () => {
    const repo = temporaryFolder();
    const inside = brokenClaim();
    cpSync(inside, join(repo, "docs"), { recursive: true });
    const inputs = { "working-directory": "docs", "sarif-file": "out.sarif", version: "9.8.7" };
    const done = runStep("validate", repo, inputs, npx());
    expect(done).toMatchObject({ code: 1, output: "sarif=docs/out.sarif\n" });
    expect(done.stdout).toMatch(
      /^::error .*file=\.idse\/projects\/demo\/sessions\/__blueprint__\/intents\/intent\.md,line=3/m,
    );
    expect(readFileSync(join(repo, "docs/asked.txt"), "utf8")).toBe("--yes idse-orchestrator@9.8.7\n");
  });

  it("runs no input as a command, and says of no report where there is none", () => {
    const repo = temporaryFolder();
    const args = "--all; touch pwned $(touch pwned) `touch pwned`";
    expect(runStep("validate", repo, { args }, npx())).toMatchObject({ code: 2, output: "" });
    expect(existsSync(join(repo, "pwned"))).toBe(false);
    expect(action.runs.steps.filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });

  it.each([
    ["v20.20.2", "false"],
    ["v22.18.9", "false"],
    ["v22.19.0", "true"],
    ["v24.0.0", "true"],
  ])("asks for a newer Node where there is %s: new is %s", (node, expected) => {
    const pretend = `Object.defineProperty(process.versions, "node", { value: "${node.slice(1)}" });`;
    const preload = `--import=data:text/javascript,${encodeURIComponent(pretend)}`;
    const path = programs({ node: `exec ${quoted(process.execPath)} '${preload}' "$@"` });
    expect(runStep("node", temporaryFolder(), {}, path).output).toBe(`new=${expected}\n`);
  });
});

const hooks = z
  .array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      entry: z.string(),
      language: z.literal("system"),
      files: z.string().optional(),
      always_run: z.boolean().optional(),
      pass_filenames: z.literal(false),
    }),
  )
  .parse(read(".pre-commit-hooks.yaml"));

/** As pre-commit starts it: the words of the entry, in the root of the repository. */
const runHook = (id: string, repo: string, env: Readonly<Record<string, string>> = {}) => {
  const [program, ...args] = hooks.find((one) => one.id === id)?.entry.split(" ") ?? [];
  expect(program).toBe("idse");
  return idse(args, { cwd: repo, env: { PATH: process.env.PATH ?? "", ...env } });
};

describe("the hooks of pre-commit", () => {
  it("stop an agent's commit, and no person's", () => {
    const repo = workspace({ git: true });
    edit(join(repo, ".idse/config.json"), (text) => `${text}\n`);
    spawnSync("git", ["add", "-A"], { cwd: repo });
    expect(runHook("idse-guard", repo)).toMatchObject({ code: 0 });
    const denied = runHook("idse-guard", repo, { IDSE_AGENT: "claude-code" });
    expect(denied).toMatchObject({ code: 1, stderr: "" });
    expect(denied.stdout).toContain(".idse/config.json");
  });

  it("stop a claim that does not hold", () => {
    expect(runHook("idse-validate", workspace())).toMatchObject({ code: 0 });
    expect(runHook("idse-validate", brokenClaim())).toMatchObject({ code: 1 });
  });

  it("look at documents only when one is staged", () => {
    const files = new RegExp(hooks.find(({ id }) => id === "idse-validate")?.files ?? "");
    expect(files.test(".idse/projects/demo/sessions/x/specs/spec.md")).toBe(true);
    expect(files.test("src/.idse/x")).toBe(false);
  });
});

describe("docs/ci.md", () => {
  it("names inputs, outputs and hooks that there are", () => {
    const text = readFileSync(join(root, "docs/ci.md"), "utf8");
    const rows = [...text.matchAll(/^\| `([\w-]+)` \| (?:`([^`]*)`|the action's own) \|/gm)];
    expect(rows.map(([, name, value]) => [name, value ?? ""])).toEqual(
      Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
    );
    for (const name of Object.keys(action.outputs)) expect(text).toContain(`steps.idse.outputs.${name}`);
    for (const { id } of hooks) expect(text).toContain(`- id: ${id}`);
    for (const [, block = ""] of text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)) parse(block);
  });
});
