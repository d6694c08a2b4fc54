/** The registry as commands see it, the compiled profile, and the files that agents read. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const registryOf = (repo: string): string => join(repo, ".idse/projects/demo/agent_registry.json");

describe("agents", () => {
  it("lists them in the order that decides", () => {
    const list = answerOf(workspace(), "agents", "list");
    expect(list.agents.map((one: { id: string }) => one.id)).toEqual([
      "claude-code",
      "gpt-codex",
      "github-copilot",
    ]);
    expect(list.unrouted).toEqual([]);
    expect(textOf(workspace(), "agents", "list")).toMatch(
      /^claude-code +orchestrator +planning +intent context spec/,
    );
  });

  it("routes a stage to the first that takes it", () => {
    const repo = workspace();
    expect(answerOf(repo, "agents", "route", "implementation").agent).toMatchObject({
      id: "gpt-codex",
      mode: "implementation",
    });
    expect(answerOf(repo, "agents", "route", "feedback").agent.id).toBe("claude-code");
    expect(idse(["agents", "route", "none"], { cwd: repo }).code).toBe(2);
    edit(registryOf(repo), (text) => JSON.stringify({ agents: [JSON.parse(text).agents[1]] }));
    expect(answerOf(repo, "agents", "route", "plan").agent).toBeNull();
    expect(textOf(repo, "agents", "route", "plan")).toBe("Nobody takes the plan.\n");
    expect(answerOf(repo, "agents", "list").unrouted).toContain("plan");
  });

  it("changes mode and role, keeps the rest of the file", () => {
    const repo = workspace();
    edit(registryOf(repo), (text) => text.replace("{", '{\n  "ours": 1,'));
    expect(answerOf(repo, "agents", "set-mode", "gpt-codex", "by-stage")).toMatchObject({
      agent: { mode: "by-stage" },
      unchanged: false,
    });
    expect(answerOf(repo, "agents", "set-mode", "gpt-codex", "by-stage")).toMatchObject({ unchanged: true });
    answerOf(repo, "agents", "set-role", "gpt-codex", "builder");
    const registry = JSON.parse(read(registryOf(repo)));
    expect(registry).toMatchObject({
      ours: 1,
      agents: [{}, { id: "gpt-codex", mode: "by-stage", role: "builder" }, {}],
    });
    expect(idse(["agents", "set-mode", "gpt-codex", "free"], { cwd: repo }).code).toBe(2);
    expect(idse(["agents", "set-mode", "nobody", "planning"], { cwd: repo }).code).toBe(3);
    expect(idse(["agents", "set-role", "gpt-codex", " "], { cwd: repo }).code).toBe(2);
  });

  it("shows one with its name, what comes to it and what others take before it", () => {
    const repo = workspace();
    expect(answerOf(repo, "agents", "show", "github-copilot")).toMatchObject({
      agent: { id: "github-copilot", name: null, description: null },
      takes: [],
      behind: [
        { stage: "implementation", agent: "gpt-codex" },
        { stage: "feedback", agent: "claude-code" },
      ],
    });
    answerOf(repo, "agents", "add", "cursor", "--name", "Cursor", "--description", "Reads along.");
    expect(textOf(repo, "agents", "show", "cursor")).toMatch(/^cursor {2}Cursor\n[\s\S]*Reads along\.\n$/);
  });

  it("adds at the end what is said, and the rest as it is known; once", () => {
    const repo = workspace();
    edit(registryOf(repo), (text) =>
      text.replace("{", '{\n  "ours": "b a",').replace(/\n$/, "").replaceAll("\n", "\r\n"),
    );
    const before = read(registryOf(repo));
    expect(answerOf(repo, "agents", "add", "gemini-cli", "--stages", "plan spec")).toMatchObject({
      action: "added",
      agent: { id: "gemini-cli", mode: "by-stage", stages: ["spec", "plan"] },
      takes: [],
    });
    const after = read(registryOf(repo));
    const { agents } = JSON.parse(after);
    expect(agents.at(-1)).toEqual({
      id: "gemini-cli",
      role: "agent",
      mode: "by-stage",
      stages: ["spec", "plan"],
    });
    expect(after.startsWith(before.replace(/\r\n {4}\}\r\n {2}\]\r\n\}$/, ""))).toBe(true);
    expect(after).not.toMatch(/(?<!\r)\n|\n$/);
    const twice = idse(["agents", "add", "gemini-cli"], { cwd: repo });
    expect(twice).toMatchObject({ code: 4, stdout: "" });
    expect(twice.stderr).toContain('"gemini-cli" is already registered.');
    expect(idse(["agents", "add", "Gemini CLI"], { cwd: repo }).code).toBe(2);
    expect(read(registryOf(repo))).toBe(after);
  });

  it("names the agents there are where an id is unknown", () => {
    const repo = workspace();
    const before = read(registryOf(repo));
    for (const args of [
      ["show", "codex"],
      ["remove", "codex"],
      ["set-mode", "codex", "planning"],
      ["set-role", "codex", "x"],
      ["set-stages", "codex", "spec"],
    ]) {
      const run = idse(["agents", ...args], { cwd: repo });
      expect({ args, code: run.code }).toEqual({ args, code: 3 });
      expect(run.stderr).toContain(
        'There is no agent "codex". Here: claude-code, gpt-codex, github-copilot.',
      );
    }
    expect(read(registryOf(repo))).toBe(before);
  });

  it("removes one, says which stages nobody takes then, and keeps the last", () => {
    const repo = workspace();
    expect(idse(["agents", "remove", "github-copilot"], { cwd: repo })).toMatchObject({
      code: 0,
      stdout: "Removed github-copilot.\n",
      stderr: "",
    });
    const run = idse(["agents", "remove", "gpt-codex"], { cwd: repo });
    expect(run).toMatchObject({ code: 0, stdout: "Removed gpt-codex.\n" });
    expect(run.stderr).toContain("note: Nobody takes the implementation now.");
    expect(answerOf(repo, "agents", "list").unrouted).toEqual(["implementation"]);
    expect(textOf(repo, "agents", "list")).toContain("Nobody takes: implementation\n");
    const last = idse(["agents", "remove", "claude-code", "--json"], { cwd: repo });
    expect(last.code).toBe(1);
    expect(jsonOf(last).error.code).toBe("last-agent");
    expect(answerOf(repo, "agents", "list").agents).toHaveLength(1);
  });

  it("sets the stages of one in pipeline order, and says what others take before it", () => {
    const repo = workspace();
    expect(textOf(repo, "agents", "set-stages", "gpt-codex", "feedback", "implementation")).toBe(
      "gpt-codex: the stages are implementation, feedback. Others before it in the file take 1 of them.\n",
    );
    const run = idse(["agents", "set-stages", "claude-code", "intent,context,spec,plan"], { cwd: repo });
    expect(run.stderr).toContain("note: Nobody takes the tasks now.");
    expect(answerOf(repo, "agents", "route", "feedback").agent.id).toBe("gpt-codex");
    expect(answerOf(repo, "agents", "set-stages", "gpt-codex", "implementation,feedback").unchanged).toBe(
      true,
    );
  });

  it("writes the default agents out where none are kept, beside what else stands in the file", () => {
    const repo = workspace();
    write(registryOf(repo), '{ "agents": [], "ours": 1 }\n');
    answerOf(repo, "agents", "remove", "github-copilot");
    expect(JSON.parse(read(registryOf(repo)))).toMatchObject({
      ours: 1,
      agents: [{ id: "claude-code" }, { id: "gpt-codex" }],
    });
  });
});

const profile = (yaml: string): string => `## Agent Profile\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n`;
const setProfile = (repo: string, session: string, yaml: string): void =>
  edit(join(sessionFolder(repo, session), stageFiles.spec), (text) =>
    text.replace(/## Agent Profile[\s\S]*$/, () => profile(yaml)),
  );
const compiled = ".idse/projects/demo/build/agents/checkout.profile.yaml";

describe("compile agent-spec", () => {
  const repoWithProfiles = (): string => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    setProfile(
      repo,
      "__blueprint__",
      "id: base\nname: Base\ntools: [git]\nmemory_policy:\n  keep: all\n  days: 3",
    );
    setProfile(repo, "checkout", "id: checkout\nname: Checkout\ngoals:\n  - pay\nmemory_policy:\n  days: 5");
    return repo;
  };

  it("merges the session's profile with the blueprint's, the same bytes every time", () => {
    const repo = repoWithProfiles();
    const args = ["compile", "agent-spec", "--session", "checkout"];
    const made = answerOf(repo, ...args);
    expect(made).toMatchObject({
      kind: "agent-profile-spec",
      path: compiled,
      blueprint: "__blueprint__",
      unchanged: false,
      warnings: [],
    });
    expect(made.spec).toMatchObject({
      id: "checkout",
      goals: ["pay"],
      tools: ["git"],
      memory_policy: { keep: "all", days: 5 },
    });
    const first = read(join(repo, compiled));
    expect(answerOf(repo, ...args)).toMatchObject({ unchanged: true });
    rmSync(join(repo, compiled));
    textOf(repo, ...args);
    expect(read(join(repo, compiled))).toBe(first);
  });

  it("takes another session than the blueprint to merge with", () => {
    const repo = repoWithProfiles();
    textOf(repo, "spawn", "other");
    setProfile(repo, "other", "id: other\nname: Other\ntools: [hammer]");
    const made = answerOf(
      repo,
      "compile",
      "agent-spec",
      "--session",
      "checkout",
      "--blueprint",
      "other",
      "--dry-run",
    );
    expect(made).toMatchObject({ blueprint: "other", spec: { tools: ["hammer"] } });
    expect(idse(["compile", "agent-spec", "--blueprint", "none"], { cwd: repo }).code).toBe(3);
  });

  it("--dry-run prints and writes nothing", () => {
    const repo = repoWithProfiles();
    const before = trackedTreeOf(repo);
    const text = textOf(repo, "compile", "agent-spec", "--session", "checkout", "--dry-run");
    expect(text).toMatch(/^id: checkout$/m);
    expect(answerOf(repo, "compile", "agent-spec", "--dry-run")).toMatchObject({ path: null, dryRun: true });
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("--out and --format choose the folder and the form", () => {
    const repo = repoWithProfiles();
    const made = answerOf(
      repo,
      "compile",
      "agent-spec",
      "--session",
      "checkout",
      "--out",
      "build",
      "--format",
      "json",
    );
    expect(made.path).toBe("build/checkout.profile.json");
    expect(JSON.parse(read(join(repo, made.path)))).toMatchObject({ id: "checkout" });
    expect(idse(["compile", "agent-spec", "--format", "toml"], { cwd: repo }).code).toBe(2);
  });

  it("names file and line of what is wrong", () => {
    const repo = repoWithProfiles();
    setProfile(repo, "checkout", "id: checkout\nname: Checkout\ngoals: 7");
    const run = idse(["compile", "agent-spec", "--session", "checkout", "--json"], { cwd: repo });
    expect(run.code).toBe(1);
    const [problem] = jsonOf(run).error.details.problems;
    const path = ".idse/projects/demo/sessions/checkout/specs/spec.md";
    const line = read(join(repo, path)).split("\n").indexOf("goals: 7") + 1;
    expect(problem).toMatchObject({ path, line });
    const text = idse(["compile", "agent-spec", "--session", "checkout"], { cwd: repo });
    expect(text.stdout).toBe("");
    expect(text.stderr).toContain(`${path}:${line}:`);
    setProfile(repo, "checkout", "id: [unclosed");
    expect(idse(["compile", "agent-spec", "--session", "checkout"], { cwd: repo }).stderr).toContain(
      `${path}:`,
    );
  });

  it("says so where the spec has no profile, or is not there", () => {
    const repo = repoWithProfiles();
    const spec = join(sessionFolder(repo, "checkout"), stageFiles.spec);
    edit(spec, (text) => text.replace(/## Agent Profile[\s\S]*$/, ""));
    expect(idse(["compile", "agent-spec", "--session", "checkout"], { cwd: repo })).toMatchObject({
      code: 1,
      stdout: "",
    });
    rmSync(spec);
    expect(idse(["compile", "agent-spec", "--session", "checkout"], { cwd: repo }).code).toBe(3);
  });
});

describe("docs install", () => {
  it("writes what is missing, keeps what was edited, replaces it with --force", () => {
    const repo = workspace();
    const edited = join(repo, ".idse/docs/01-start.md");
    const original = read(edited);
    const before = trackedTreeOf(repo);
    expect(answerOf(repo, "docs", "install")).toMatchObject({ kind: "files", created: [], updated: [] });
    expect(trackedTreeOf(repo)).toEqual(before);
    write(edited, "ours\n");
    rmSync(join(repo, ".idse/governance/CONSTITUTION.md"));
    expect(answerOf(repo, "docs", "install")).toMatchObject({
      created: [".idse/governance/CONSTITUTION.md"],
      updated: [],
    });
    expect(read(edited)).toBe("ours\n");
    expect(answerOf(repo, "docs", "install", "--force").updated).toEqual([".idse/docs/01-start.md"]);
    expect(read(edited)).toBe(original);
    expect(trackedTreeOf(repo)).toEqual(before);
  });
});

describe("generate-agent-files", () => {
  it("writes twice what it writes once", () => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    expect(answerOf(repo, "generate-agent-files")).toMatchObject({ created: [], updated: [] });
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("keeps every byte outside the block, and renews what is inside", () => {
    const repo = workspace();
    const file = join(repo, "AGENTS.md");
    const block = read(file);
    write(
      file,
      `# Ours\r\n\r\nAbove\r\n${block.replace("## Working with IDSE", "## Spoilt")}below, without an end`,
    );
    answerOf(repo, "generate-agent-files", "--stack", "Elixir 1.19");
    const text = read(file);
    expect(text.startsWith("# Ours\r\n\r\nAbove\r\n<!-- idse:begin")).toBe(true);
    expect(
      text.endsWith("<!-- idse:end -->\nbelow, without an end") ||
        text.endsWith("<!-- idse:end -->\r\nbelow, without an end"),
    ).toBe(true);
    expect(text).toContain("## Working with IDSE");
    expect(text).toContain("Elixir 1.19");
  });

  it("makes them anew where they are gone, and refuses a broken block", () => {
    const repo = workspace();
    rmSync(join(repo, "AGENTS.md"));
    rmSync(join(repo, "CLAUDE.md"));
    expect(answerOf(repo, "generate-agent-files").created).toEqual(["AGENTS.md", "CLAUDE.md"]);
    write(join(repo, "AGENTS.md"), "# Ours\n<!-- idse:end -->\n");
    const run = idse(["generate-agent-files", "--json"], { cwd: repo });
    expect(run.code).toBe(6);
    expect(jsonOf(run).error.details).toMatchObject({ path: "AGENTS.md", line: 2 });
    expect(read(join(repo, "AGENTS.md"))).toBe("# Ours\n<!-- idse:end -->\n");
  });
});
