import { describe, expect, it } from "@jest/globals";
import { skillTexts } from "../src/pieces/Skills.ts";
import { changesOf, done, notesOf, nothing, plan, remove } from "./support.ts";

const skills = (folder: string) => skillTexts.map(({ path }) => `create ${folder}/${path}`);

describe("planAgentFiles", () => {
  it.each([
    ["claude", ["AGENTS.md", "CLAUDE.md", ".mcp.json", ".claude/settings.json"], ".claude/skills"],
    ["codex", ["AGENTS.md", ".codex/config.toml", ".codex/hooks.json"], ".agents/skills"],
    ["copilot", ["AGENTS.md", ".mcp.json", ".vscode/mcp.json", ".github/hooks/idse.json"], ".agents/skills"],
    ["gemini", ["AGENTS.md", ".gemini/settings.json"], ".agents/skills"],
    ["opencode", ["AGENTS.md", "opencode.json", ".opencode/plugins/idse.js"], ".agents/skills"],
    ["cursor", ["AGENTS.md", ".cursor/mcp.json", ".cursor/hooks.json"], ".agents/skills"],
  ] as const)("writes for %s what it reads and nothing else", (agent, paths, folder) => {
    const expected = [...paths.map((path) => `create ${path}`), ...skills(folder)];
    expect(changesOf(plan({}, { agents: [agent] }))).toEqual(expected.sort());
  });

  it("writes the guard of each agent, named with the id and the project", () => {
    const files = done({}, plan({}, { ids: { claude: "planner" }, project: "a b" }));
    const guard = (path: string) => JSON.parse(files[path] ?? "").hooks;
    expect(guard(".claude/settings.json").PreToolUse).toEqual([
      {
        matcher: "Edit|Write|MultiEdit|NotebookEdit|Bash|mcp__idse__.*",
        hooks: [
          {
            type: "command",
            command: 'npx idse hook claude --agent planner --project "a b"',
            timeout: 30,
            onFailure: "block",
          },
        ],
      },
    ]);
    expect(guard(".claude/settings.json").SessionStart).toEqual([
      {
        hooks: [{ type: "command", command: 'npx idse prime --agent planner --project "a b"', timeout: 30 }],
      },
    ]);
    expect(guard(".codex/hooks.json").PreToolUse[0].hooks[0].command).toBe(
      'npx idse hook codex --agent gpt-codex --project "a b"',
    );
    expect(JSON.parse(files[".github/hooks/idse.json"] ?? "")).toEqual({
      version: 1,
      hooks: {
        preToolUse: [
          {
            type: "command",
            bash: 'npx idse hook copilot --agent github-copilot --project "a b"',
            powershell: "npx idse hook copilot --agent github-copilot --project 'a b'",
            timeoutSec: 30,
          },
        ],
      },
    });
    // Its servers' tools are asked about by their names alone.
    expect(guard(".gemini/settings.json").BeforeTool).toMatchObject([
      { matcher: "write_file|replace|run_shell_command|mcp_idse_.*", hooks: [{ timeout: 30000 }] },
    ]);
    expect(JSON.parse(files[".cursor/hooks.json"] ?? "")).toMatchObject({
      version: 1,
      hooks: { preToolUse: [{ failClosed: true, matcher: "Write|Shell|Delete" }] },
    });
  });

  it("starts the server in the form of each client", () => {
    const files = done({}, plan({}, { parts: ["mcp"], start: ["node", "C:\\idse.js"] }));
    const started = (...agent: ReadonlyArray<string>) => ({
      command: "node",
      args: ["C:\\idse.js", "mcp", ...agent],
    });
    // Two agents read the first, whose hooks ask for both.
    expect(JSON.parse(files[".mcp.json"] ?? "")).toEqual({
      mcpServers: { idse: { type: "stdio", ...started() } },
    });
    expect(JSON.parse(files[".vscode/mcp.json"] ?? "")).toEqual({
      servers: { idse: { type: "stdio", ...started("--agent", "github-copilot") } },
    });
    expect(JSON.parse(files[".cursor/mcp.json"] ?? "")).toEqual({
      mcpServers: { idse: started("--agent", "cursor") },
    });
    expect(JSON.parse(files[".gemini/settings.json"] ?? "")).toEqual({
      mcpServers: { idse: started("--agent", "gemini-cli") },
    });
    expect(JSON.parse(files["opencode.json"] ?? "").mcp.idse).toEqual({
      type: "local",
      command: ["node", ...started("--agent", "opencode").args],
      enabled: true,
    });
    expect(files[".codex/config.toml"]).toContain(
      '[mcp_servers.idse]\ncommand = "node"\nargs = ["C:\\\\idse.js", "mcp", "--agent", "gpt-codex"]\n# idse:end\n',
    );
  });

  it("names the agent wherever the documents are kept", () => {
    const files = done({}, plan({}, { parts: ["mcp"], elsewhere: true }));
    expect(files[".codex/config.toml"]).toContain('args = ["idse", "mcp", "--agent", "gpt-codex"]\n');
    expect(files[".cursor/mcp.json"]).toContain("--agent");
  });

  it("names the agent to a server that an earlier version started without", () => {
    const before = { ".cursor/mcp.json": '{"mcpServers":{"idse":{"command":"idse","args":["mcp"]}}}' };
    const result = plan(before, { agents: ["cursor"], parts: ["mcp"], start: ["idse"] });
    expect(notesOf(result)).toEqual([]);
    expect(JSON.parse(done(before, result)[".cursor/mcp.json"] ?? "").mcpServers.idse.args).toEqual([
      "mcp",
      "--agent",
      "cursor",
    ]);
  });

  it("puts an entry before those of others, in the manner of the file", () => {
    const before = '{\r\n\t"mcpServers": { // ours\r\n\t\t"other": {},\r\n\t},\r\n}';
    const files = done({}, plan({ ".cursor/mcp.json": before }, { agents: ["cursor"], parts: ["mcp"] }));
    const entry =
      '\r\n\t\t"idse": {\r\n\t\t\t"command": "npx",\r\n\t\t\t"args": ["idse", "mcp", "--agent", "cursor"]\r\n\t\t},';
    expect(files[".cursor/mcp.json"]).toBe(before.replace("// ours", `// ours${entry}`));
  });

  it("stays on one line where the file does", () => {
    const files = done({}, plan({ ".cursor/mcp.json": '{"a":1}' }, { agents: ["cursor"], parts: ["mcp"] }));
    expect(files[".cursor/mcp.json"]).toBe(
      '{"mcpServers": { "idse": { "command": "npx", "args": ["idse", "mcp", "--agent", "cursor"] } },"a":1}',
    );
  });

  it("writes its own entry anew for another project and start, and keeps the rest", () => {
    const first = done({}, plan({ ".claude/settings.json": '{\n  "model": "x"\n}\n' }));
    const second = plan(first, { project: "other", start: ["idse"] });
    const files = done(first, second);
    expect(files[".claude/settings.json"]).toContain(
      '"idse hook claude --agent claude-code --project other"',
    );
    expect(files[".claude/settings.json"]).not.toContain("npx");
    expect(files[".claude/settings.json"]?.endsWith(',\n  "model": "x"\n}\n')).toBe(true);
    expect(changesOf(second)).toEqual(
      expect.arrayContaining([
        "update .mcp.json",
        "update .codex/config.toml",
        "update .opencode/plugins/idse.js",
      ]),
    );
  });

  it("writes once what a merge of branches left twice", () => {
    const { ".codex/hooks.json": once } = done({}, plan({}));
    const settings = JSON.parse(once ?? "");
    settings.hooks.PreToolUse.push(settings.hooks.PreToolUse[0], { matcher: "x", hooks: [] });
    const files = done({}, plan({ ".codex/hooks.json": JSON.stringify(settings, null, 2) }));
    expect(JSON.parse(files[".codex/hooks.json"] ?? "").hooks.PreToolUse).toHaveLength(2);
  });

  it("takes the file with comments where OpenCode has only that", () => {
    const existing = { "opencode.jsonc": '{\n  // ours\n  "model": "x"\n}\n' };
    const files = done(existing, plan(existing, { agents: ["opencode"], parts: ["mcp"] }));
    expect(files["opencode.json"]).toBeNull();
    expect(files["opencode.jsonc"]).toContain("// ours");
    expect(changesOf(remove({ ...files, "opencode.json": "{}" }))).toEqual(["update opencode.jsonc"]);
  });

  it("leaves a path alone that it is not told of", () => {
    const result = plan({}, { existing: { ".mcp.json": null } });
    expect(changesOf(result)).toEqual(["create .mcp.json"]);
  });
});

describe("what Gemini CLI reads", () => {
  const gemini = { agents: ["gemini"], parts: ["instructions"] } as const;
  const path = ".gemini/settings.json";
  const planned = (fileName: unknown) =>
    plan({ [path]: JSON.stringify({ context: { fileName } }), "AGENTS.md": null }, gemini);

  it("is AGENTS.md beside the name it knows by itself", () => {
    const files = done({}, plan({}, gemini));
    expect(JSON.parse(files[path] ?? "")).toEqual({ context: { fileName: ["GEMINI.md", "./AGENTS.md"] } });
  });

  it("is AGENTS.md beside the names that somebody listed", () => {
    const files = done({}, planned(["GEMINI.md"]));
    expect(JSON.parse(files[path] ?? "").context.fileName).toEqual(["./AGENTS.md", "GEMINI.md"]);
  });

  it("stays as it is where AGENTS.md is named already", () => {
    for (const fileName of ["AGENTS.md", ["X.md", "AGENTS.md"]]) {
      const result = planned(fileName);
      expect(changesOf(result)).toEqual(["create AGENTS.md"]);
      expect(notesOf(result)).toEqual([]);
    }
  });

  it("is said to lack AGENTS.md where one other name stands, which could not be put back", () => {
    const result = planned("X.md");
    expect(changesOf(result)).toEqual(["create AGENTS.md"]);
    expect(notesOf(result)).toMatchObject([{ path, line: 1 }]);
  });
});

describe("what is not as idse wrote it", () => {
  const skill = ".agents/skills/idse-next/SKILL.md";
  const byHand = {
    ".mcp.json": '{\n  "mcpServers": {\n    "idse": { "command": "mine" }\n  }\n}\n',
    ".codex/hooks.json":
      '{"hooks":{"PreToolUse":[{"matcher":".*","hooks":[{"type":"command","command":"npx idse hook codex || true"}]}]}}',
    ".codex/config.toml": '[mcp_servers.idse]\ncommand = "mine"\n',
    [skill]: "# Mine\n",
  };

  it("is kept, and named with its line", () => {
    const result = plan(byHand);
    const files = done(byHand, result);
    for (const [path, text] of Object.entries(byHand)) expect(files[path]).toBe(text);
    expect(notesOf(result).map(({ path, line }) => [path, line])).toEqual(
      expect.arrayContaining([
        [".mcp.json", 3],
        [".codex/hooks.json", 1],
        [".codex/config.toml", 1],
        [skill, 1],
      ]),
    );
    expect(done(files, remove(files))).toEqual({ ...nothing, ...byHand });
  });

  it("is written anew by force, tables of TOML aside", () => {
    const files = done(byHand, plan(byHand, { force: true }));
    expect(files[".mcp.json"]).toContain('"args": ["idse", "mcp"]');
    expect(files[".codex/hooks.json"]).toContain("--agent gpt-codex");
    expect(files[".codex/hooks.json"]).not.toContain("|| true");
    expect(files[skill]).toMatch(/^---\nname: idse-next\n/);
    expect(files[".codex/config.toml"]).toBe(byHand[".codex/config.toml"]);
  });

  it("is kept when it was changed after we wrote it, and goes by force", () => {
    const installed = done({}, plan({}));
    const edits: Readonly<Record<string, readonly [string, string]>> = {
      ".mcp.json": ['"args"', '"env": { "KEY": "v" },\n      "args"'],
      ".claude/settings.json": [
        '"timeout": 30,\n            "onFailure"',
        '"timeout": 60,\n            "onFailure"',
      ],
      ".opencode/plugins/idse.js": ["bash|", ""],
      [skill]: ["# Write", "# Ours: write"],
    };
    const changed = Object.fromEntries(
      Object.entries(edits).map(([path, [from, to]]) => [path, installed[path]?.replace(from, to) ?? ""]),
    );
    const existing = { ...installed, ...changed };
    for (const result of [plan(existing, { project: "x" }), remove(existing)]) {
      for (const [path, text] of Object.entries(changed)) {
        if (path !== ".claude/settings.json") expect(done(existing, result)[path]).toBe(text);
        expect(notesOf(result).map((note) => note.path)).toContain(path);
      }
    }
    expect(done(existing, remove(existing))[".claude/settings.json"]).toContain('"timeout": 60');
    expect(done(existing, remove(existing, { force: true }))).toEqual(nothing);
  });
});

describe("files that cannot be read", () => {
  it.each([
    [".mcp.json", '{\n  "mcpServers": {\n', 3],
    [".mcp.json", "", 1],
    [".mcp.json", "[]", 1],
    [".mcp.json", '{\n  "mcpServers": []\n}', 2],
    [".mcp.json", '{\n  "mcpServers": {},\n  "mcpServers": {}\n}', 3],
    [".claude/settings.json", '{\n  "hooks": {\n    "PreToolUse": {}\n  }\n}', 3],
    [".codex/config.toml", 'a = 1\nb = "\n', 2],
    [".codex/config.toml", "a = 1\nmcp_servers = {}\n", 2],
    [".codex/config.toml", "a = 1\n# idse:begin\n", 2],
    [".codex/config.toml", "# idse:begin\n[mcp_servers.idse]\n# idse:end\ntext = 1\n", 6],
  ])("%s that reads %j is named with its line, and nothing is planned", (path, text, line) => {
    expect(plan({ [path]: text })).toMatchObject({ ok: false, problems: [{ path, line }] });
  });

  it("are named where they nest beyond what can be read", () => {
    expect(plan({ ".mcp.json": "[".repeat(100_000) })).toMatchObject({ ok: false, problems: [{ line: 1 }] });
  });

  it("are all named at once", () => {
    const result = plan({ ".mcp.json": "x", ".codex/config.toml": "=", "AGENTS.md": "<!-- idse:end -->" });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? [] : result.problems.map(({ path }) => path).sort()).toEqual([
      ".codex/config.toml",
      ".mcp.json",
      "AGENTS.md",
    ]);
  });

  it("are named when something is to be taken out too, unless nothing of ours can be there", () => {
    expect(remove({ ".mcp.json": "{" })).toMatchObject({ ok: false, problems: [{ path: ".mcp.json" }] });
    expect(changesOf(remove({ ".mcp.json": '{"mcpServers": 1}' }))).toEqual([]);
  });

  it("are no hindrance to an agent that does not read them", () => {
    expect(plan({ ".cursor/mcp.json": "{" }, { agents: ["claude"] })).toMatchObject({ ok: true });
  });
});

describe("files that others made", () => {
  it("are mentioned where they hide or double what idse writes", () => {
    const existing = { ".cursorrules": "Be kind.\n", "AGENTS.override.md": "Ours.\n" };
    const result = plan(existing);
    expect(notesOf(result).map(({ path }) => path)).toEqual([".cursorrules", "AGENTS.override.md"]);
    expect(done(existing, result)).toMatchObject(existing);
    expect(notesOf(plan(existing, { agents: ["gemini"] }))).toEqual([]);
  });

  it("are told where they lack what an agent wants of them", () => {
    const existing = { ".cursor/hooks.json": '{"hooks":{"stop":[]}}' };
    expect(notesOf(plan(existing))).toMatchObject([
      { path: ".cursor/hooks.json", hint: 'Add "version": 1.' },
    ]);
    expect(done({}, remove(done(existing, plan(existing))))).toEqual({ ...nothing, ...existing });
  });
});

describe("removeAgentFiles", () => {
  const installed = done({}, plan({}));

  it("takes out everything where all agents are chosen", () => {
    expect(done(installed, remove(installed))).toEqual(nothing);
  });

  it("leaves what other agents read too, and says so", () => {
    const result = remove(installed, { agents: ["claude"] });
    const files = done(installed, result);
    expect(changesOf(result).filter((change) => !change.includes("skills"))).toEqual([
      "remove .claude/settings.json",
      "remove CLAUDE.md",
      "update AGENTS.md",
    ]);
    expect(files[".mcp.json"]).toBe(installed[".mcp.json"]);
    expect(notesOf(result).map(({ path }) => path)).toEqual(["AGENTS.md", ".mcp.json"]);
    expect(notesOf(result)[1]?.message).toBe("This stays: GitHub Copilot may read it too.");
  });

  it("never takes a CLAUDE.md that somebody made after ours was taken out", () => {
    const files = done(installed, remove(installed, { agents: ["claude"] }));
    const theirs = { ...files, "CLAUDE.md": "@AGENTS.md\n" };
    expect(done(theirs, remove(theirs))["CLAUDE.md"]).toBe("@AGENTS.md\n");
  });

  it("does not take a CLAUDE.md that was never ours", () => {
    const files = { ...done({}, plan({}, { agents: ["codex"] })), "CLAUDE.md": "@AGENTS.md\n" };
    expect(done(files, remove(files))["CLAUDE.md"]).toBe("@AGENTS.md\n");
  });

  it.each([
    [".cursor/hooks.json", '{\n  "version": 1\n}\n'],
    [".github/hooks/idse.json", '{"version":1}'],
    [".cursor/hooks.json", '{"version":1,"hooks":{}}'],
    ["opencode.json", '{\n  "$schema": "https://opencode.ai/config.json"\n}\n'],
    [".cursor/hooks.json", "{}"],
  ])("gives %s back as it was, which read %j", (path, text) => {
    const existing = { [path]: text };
    expect(done({}, remove(done(existing, plan(existing))))[path]).toBe(text);
  });

  it("keeps what others put into a file of our making", () => {
    const settings = JSON.parse(installed[".cursor/hooks.json"] ?? "");
    settings.hooks.stop = [{ command: "bell" }];
    const existing = { ...installed, ".cursor/hooks.json": JSON.stringify(settings, null, 2) };
    expect(JSON.parse(done(existing, remove(existing))[".cursor/hooks.json"] ?? "")).toEqual({
      version: 1,
      hooks: { stop: [{ command: "bell" }] },
    });
  });

  it("keeps a comment that somebody wrote into brackets of our making", () => {
    const commented = installed[".mcp.json"]?.replace('"mcpServers": {', '"mcpServers": { // why') ?? "";
    const existing = { ...installed, ".mcp.json": commented };
    expect(done(existing, remove(existing))[".mcp.json"]).toBe('{\n  "mcpServers": { // why\n  }\n}\n');
  });

  it("finds its own in a checkout whose line ends were changed", () => {
    const changed = Object.fromEntries(
      Object.entries(installed).map(([path, text]) => [path, text?.replaceAll("\n", "\r\n") ?? null]),
    );
    expect(changesOf(plan(changed))).toEqual([]);
    expect(done(changed, remove(changed))).toEqual(nothing);
  });
});
