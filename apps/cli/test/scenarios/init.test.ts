/** `idse init` in every kind of folder: what it makes, what it leaves alone, and when it refuses. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  git,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  temporaryRepo,
  textOf,
  treeOf,
  workspace,
  write,
} from "../support.ts";

const vital = [
  "project.json",
  "agent_registry.json",
  "CURRENT_SESSION",
  "sessions/__blueprint__/metadata/session.json",
  "sessions/__blueprint__/metadata/state.json",
  ...Object.values(stageFiles).map((path) => `sessions/__blueprint__/${path}`),
];

describe("in an empty folder", () => {
  it("makes a whole project with a blueprint and says what comes next", () => {
    const repo = temporaryRepo();
    const run = idse(["init"], { cwd: repo });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const path of vital) expect(existsSync(join(repo, ".idse/projects/demo", path))).toBe(true);
    for (const path of ["config.json", ".gitignore", "docs/README.md", "governance/CONSTITUTION.md"])
      expect(existsSync(join(repo, ".idse", path))).toBe(true);
    expect(run.stdout).toMatch(/^Project demo\n/);
    expect(run.stdout).toMatch(/\nNext: idse next\n$/);
    expect(run.stdout.split("\n").length).toBeLessThan(24);
  });

  it("names the project, its stack and its agents as asked, the registry written out in full", () => {
    const repo = temporaryRepo();
    const made = answerOf(repo, "init", "shop", "--stack", "Rust, Postgres", "--agents", "gemini-cli,cursor");
    expect(made).toMatchObject({ kind: "init", project: "shop", agentsFrom: "named" });
    expect(made.agents.map((agent: { id: string }) => agent.id)).toEqual(["gemini-cli", "cursor"]);
    const project = join(repo, ".idse/projects/shop");
    expect(JSON.parse(read(join(project, "project.json")))).toMatchObject({
      name: "shop",
      stack: "Rust, Postgres",
    });
    expect(JSON.parse(read(join(project, "agent_registry.json"))).agents).toHaveLength(2);
    expect(read(join(project, "sessions/__blueprint__", stageFiles.context))).toContain("Rust, Postgres");
    expect(read(join(repo, "AGENTS.md"))).toContain("Rust, Postgres");
  });

  it("takes the default three agents, or those whose files are found", () => {
    expect(answerOf(temporaryRepo(), "init")).toMatchObject({
      agentsFrom: "default",
      agents: [{ id: "claude-code" }, { id: "gpt-codex" }, { id: "github-copilot" }],
    });
    const repo = temporaryRepo();
    mkdirSync(join(repo, ".cursor"));
    expect(answerOf(repo, "init")).toMatchObject({ agentsFrom: "found", agents: [{ id: "cursor" }] });
  });

  it("leaves AGENTS.md and CLAUDE.md alone when told so", () => {
    const repo = temporaryRepo();
    textOf(repo, "init", "--no-create-agent-files");
    expect(Object.keys(treeOf(repo)).filter((path) => !path.startsWith(".idse"))).toEqual([]);
  });

  it("writes nothing with --dry-run and names the same files", () => {
    const repo = temporaryRepo();
    write(join(repo, "CLAUDE.md"), "mine\n");
    const before = treeOf(repo);
    const dry = answerOf(repo, "init", "--dry-run");
    expect(treeOf(repo)).toEqual(before);
    expect(dry).toMatchObject({ dryRun: true, next: expect.stringMatching(/^idse init [a-z0-9]/) });
    expect(textOf(repo, "init", "--dry-run")).toContain("nothing was written");
    const real = answerOf(repo, "init");
    expect(real.created).toEqual(dry.created);
    expect(real.updated).toEqual(dry.updated);
    for (const path of [...real.created, ...real.updated]) expect(existsSync(join(repo, path))).toBe(true);
  });

  it("makes a folder's name a project name, or asks for one", () => {
    expect(answerOf(temporaryFolder("My Shop (new)"), "init")).toMatchObject({ project: "my-shop-new" });
    const run = idse(["init"], { cwd: temporaryFolder("商店") });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("idse init NAME");
  });

  it.each(["Shop", "a/b", "../x", "con", "a..b", "-x-", "__blueprint__", "x".repeat(65), ""])(
    "refuses the name %j and writes nothing",
    (name) => {
      const repo = temporaryRepo();
      const run = idse(["init", "--", name], { cwd: repo });
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(treeOf(repo)).toEqual({});
    },
  );

  it("refuses an agent list it cannot take", () => {
    const repo = temporaryRepo();
    expect(idse(["init", "--agents", "claude-code,../x"], { cwd: repo }).code).toBe(2);
    expect(treeOf(repo)).toEqual({});
  });

  it("does not ask without a terminal", () => {
    const repo = temporaryRepo();
    expect(idse(["init", "--guided"], { cwd: repo })).toMatchObject({ code: 2, stdout: "" });
    expect(treeOf(repo)).toEqual({});
  });
});

describe("in a git repository", () => {
  it("keeps the views of this clone out of it", () => {
    const repo = temporaryRepo({ git: true });
    textOf(repo, "init");
    git(repo, "add", "--all");
    const tracked = git(repo, "ls-files").split("\n");
    expect(tracked).toContain(".idse/projects/demo/sessions/__blueprint__/intents/intent.md");
    expect(tracked.filter((path) => /\.local|CURRENT_SESSION|session_state/.test(path))).toEqual([]);
  });
});

describe("beside files of one's own", () => {
  it("keeps every byte of AGENTS.md and CLAUDE.md, line ends too", () => {
    const repo = temporaryRepo();
    const agents = "# Mine\r\n\r\nUse tabs.\r\n";
    const claude = "# Claude\r\n\r\n- be brief\r\n";
    write(join(repo, "AGENTS.md"), agents);
    write(join(repo, "CLAUDE.md"), claude);
    const made = answerOf(repo, "init");
    expect(made.updated.sort()).toEqual(["AGENTS.md", "CLAUDE.md"]);
    for (const [name, mine] of [
      ["AGENTS.md", agents],
      ["CLAUDE.md", claude],
    ] as const) {
      const text = read(join(repo, name));
      expect(text.replace(/(?:\r\n)?<!-- idse:begin[\s\S]*<!-- idse:end -->\r\n/, "")).toBe(mine);
      expect(text).not.toMatch(/[^\r]\n/);
    }
  });

  it("notices the predecessor's database and names it", () => {
    const repo = temporaryRepo();
    write(join(repo, ".idse/idse.db"), "SQLite");
    const run = idse(["init", "--json"], { cwd: repo });
    expect(run.code).toBe(0);
    expect(jsonOf(run).notes.join()).toContain(".idse/idse.db");
    expect(run.stderr).toContain(".idse/idse.db");
    expect(read(join(repo, ".idse/idse.db"))).toBe("SQLite");
  });

  it("makes a project where an empty .idse stands", () => {
    const repo = temporaryRepo();
    mkdirSync(join(repo, ".idse"));
    textOf(repo, "init");
    expect(answerOf(repo, "status")).toMatchObject({ project: "demo" });
  });

  it("refuses where .idse is a file", () => {
    const repo = temporaryRepo();
    write(join(repo, ".idse"), "a file");
    const run = idse(["init", "--json"], { cwd: repo });
    expect(run.code).toBe(4);
    expect(treeOf(repo)).toEqual({ ".idse": "a file" });
  });

  it("refuses a broken managed block and names its place", () => {
    const repo = temporaryRepo();
    write(join(repo, "AGENTS.md"), "# Mine\n\n<!-- idse:begin -->\nno end\n");
    const before = treeOf(repo);
    const run = idse(["init"], { cwd: repo });
    expect(run).toMatchObject({ code: 6, stdout: "" });
    expect(run.stderr).toMatch(/AGENTS\.md:3/);
    expect(treeOf(repo)).toEqual(before);
  });
});

describe("where a project is", () => {
  it("refuses to run again and changes nothing", () => {
    const repo = workspace();
    const before = treeOf(repo);
    const run = idse(["init", "--json"], { cwd: repo });
    expect(run.code).toBe(4);
    expect(jsonOf(run).error).toMatchObject({
      code: "project-exists",
      hint: "idse status",
      details: { missing: [] },
    });
    expect(treeOf(repo)).toEqual(before);
  });

  it("says what a half-made project lacks", () => {
    const repo = workspace();
    rmSync(join(sessionFolder(repo), stageFiles.intent));
    rmSync(join(repo, ".idse/projects/demo/agent_registry.json"));
    const before = treeOf(repo);
    const run = idse(["init"], { cwd: repo });
    expect(run).toMatchObject({ code: 4, stdout: "" });
    expect(run.stderr).toContain(".idse/projects/demo/agent_registry.json");
    expect(run.stderr).toContain(".idse/projects/demo/sessions/__blueprint__/intents/intent.md");
    expect(treeOf(repo)).toEqual(before);
  });

  it("makes a second project from a sub-directory, in the workspace above", () => {
    const repo = workspace();
    mkdirSync(join(repo, "src/deep"), { recursive: true });
    const made = answerOf(join(repo, "src/deep"), "init", "second");
    expect(made.created).toContain(".idse/projects/second/project.json");
    expect(existsSync(join(repo, "src/deep/.idse"))).toBe(false);
    expect(answerOf(repo, "status", "--project", "second")).toMatchObject({ project: "second" });
    expect(idse(["init", "--json"], { cwd: join(repo, "src/deep") }).code).toBe(4);
  });
});
