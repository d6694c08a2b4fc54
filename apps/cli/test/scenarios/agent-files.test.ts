/** What agents read and run, put into a repository that has files of its own, and taken out again. */
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  idse,
  jsonOf,
  read,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const generate = (...rest: ReadonlyArray<string>) => ["generate-agent-files", ...rest];
const hooks = (...rest: ReadonlyArray<string>) => ["agents", "install-hooks", ...rest];
const everybody = ["--agents", "all"];

describe("files for agents", () => {
  it("are put in twice as once, and taken out without a trace", () => {
    const repo = workspace();
    textOf(repo, "generate-agent-files", "--remove");
    const own = {
      "AGENTS.md": "# Ours\r\n\r\nBe kind.",
      ".mcp.json": '{\n  "mcpServers": { "other": { "command": "x" } }\n}',
      ".vscode/mcp.json": "{\n\t// ours\n}\n",
      ".claude/settings.json": '{"hooks":{"Stop":[]},"model":"x"}',
      ".codex/config.toml": '\ufeffmodel = "x" # ours',
      ".claude/skills/ours/SKILL.md": "ours",
    };
    for (const [path, text] of Object.entries(own)) write(join(repo, path), text);
    const before = trackedTreeOf(repo);
    textOf(repo, ...generate(...everybody));
    textOf(repo, ...hooks(...everybody));
    const after = trackedTreeOf(repo);
    for (const path of Object.keys(own).slice(0, -1)) expect(after[path]).not.toBe(before[path]);
    for (const args of [generate(...everybody), hooks(...everybody)])
      expect(answerOf(repo, ...args)).toMatchObject({ created: [], updated: [], removed: [] });
    expect(trackedTreeOf(repo)).toEqual(after);
    textOf(repo, ...hooks("--remove"));
    textOf(repo, ...generate("--remove"));
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("name the agents of the registry where none are named", () => {
    const repo = workspace();
    expect(answerOf(repo, ...hooks())).toMatchObject({
      created: [".claude/settings.json", ".codex/hooks.json", ".github/hooks/idse.json"],
      notes: [],
    });
    const { hooks: installed } = JSON.parse(read(join(repo, ".codex/hooks.json")));
    expect(installed.PreToolUse[0].hooks[0].command).toBe("idse hook codex --agent gpt-codex --project demo");
  });

  it("are for those that are found here, where that is asked", () => {
    const repo = workspace();
    mkdirSync(join(repo, ".cursor"));
    expect(answerOf(repo, ...generate("--agents", "detected")).created).toContain(".cursor/mcp.json");
    expect(answerOf(repo, ...hooks("--agents", "cursor,opencode")).notes).toMatchObject([
      { path: ".idse/projects/demo/agent_registry.json" },
      { path: ".idse/projects/demo/agent_registry.json" },
    ]);
  });

  it("are shown by a dry run, which writes nothing", () => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    expect(textOf(repo, ...generate(...everybody, "--dry-run"))).toContain("  would create  .mcp.json\n");
    expect(textOf(repo, ...hooks("--dry-run"))).toContain("  would create  .codex/hooks.json\n");
    expect(answerOf(repo, ...generate("--remove", "--dry-run"))).toMatchObject({
      removed: ["AGENTS.md", "CLAUDE.md"],
      dryRun: true,
    });
    rmSync(join(repo, "AGENTS.md"));
    expect(textOf(repo, ...generate("--dry-run"))).toContain("would create  AGENTS.md");
    expect(trackedTreeOf(repo)).toEqual(
      Object.fromEntries(Object.entries(before).filter(([path]) => path !== "AGENTS.md")),
    );
  });

  it("that cannot be read are all named, and then nothing is written", () => {
    const repo = workspace();
    write(join(repo, ".mcp.json"), "{\n  nonsense\n}");
    write(join(repo, ".codex/config.toml"), "=\n");
    const before = trackedTreeOf(repo);
    const run = idse(generate(...everybody, "--json"), { cwd: repo });
    expect(run.code).toBe(6);
    expect(jsonOf(run).error).toMatchObject({
      code: "file-malformed",
      details: { path: ".mcp.json", line: 2 },
    });
    expect(jsonOf(run).error.message).toContain("\n.codex/config.toml:1:1: ");
    expect(trackedTreeOf(repo)).toEqual(before);
    expect(idse(generate("--agents", "cursor"), { cwd: repo }).code).toBe(0);
  });

  it("that were changed are kept and named on stderr, and written anew by force", () => {
    const repo = workspace();
    const path = join(repo, ".cursor/mcp.json");
    write(path, '{ "mcpServers": { "idse": { "command": "mine" } } }');
    const run = idse(generate("--agents", "cursor"), { cwd: repo });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^note: \.cursor\/mcp\.json:1: /);
    expect(read(path)).toContain("mine");
    textOf(repo, ...generate("--agents", "cursor", "--force"));
    expect(read(path)).not.toContain("mine");
  });

  it("are never written through a link", () => {
    const repo = workspace();
    const outside = temporaryFolder();
    write(join(outside, "settings.json"), "{}");
    mkdirSync(join(repo, ".codex"));
    symlinkSync(outside, join(repo, ".claude"));
    symlinkSync(join(outside, "settings.json"), join(repo, ".codex/hooks.json"));
    const before = trackedTreeOf(outside);
    const { created, notes } = answerOf(repo, ...hooks());
    expect(created).toEqual([".github/hooks/idse.json"]);
    expect(notes.map((note: { path: string }) => note.path)).toEqual([".claude", ".codex/hooks.json"]);
    answerOf(repo, ...generate(...everybody));
    expect(trackedTreeOf(outside)).toEqual(before);
    textOf(repo, ...hooks("--remove"));
    expect(trackedTreeOf(outside)).toEqual(before);
  });

  it("are taken out where a document of the project is broken", () => {
    const repo = workspace();
    textOf(repo, ...hooks());
    write(join(repo, ".idse/projects/demo/agent_registry.json"), "{");
    expect(answerOf(repo, ...hooks("--remove")).removed).toHaveLength(3);
  });
});
