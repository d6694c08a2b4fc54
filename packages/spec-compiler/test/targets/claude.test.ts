import { describe, expect, it } from "@jest/globals";
import { exported, full, lossesOf, problemsOf, readMarkdown, specOf } from "./support.ts";

const fieldsOf = (fields: object) => readMarkdown(exported("claude", specOf(fields)).text).fields;

describe("a subagent of Claude Code", () => {
  it("lies where Claude Code looks, under the id", () => {
    expect(exported("claude").path).toBe(".claude/agents/till.md");
  });

  it("has a name, a description and the tools it is held to, and the prompt as its body", () => {
    const { fields, body } = readMarkdown(exported("claude").text);
    expect(fields).toEqual({
      name: "till",
      description: "Takes: the money.\nGives the change.",
      tools: ["Read", "Grep", "mcp__till"],
    });
    expect(body).toBe(
      [
        "# The till\n\nTakes: the money.\nGives the change.\n",
        "## Goals\n\n- Take money\n- Give change\n  to the cent\n",
        "## Inputs\n\n- A basket\n",
        "## Outputs\n\n- A receipt\n",
        "## Tools\n\n- read\n- Grep\n- till/*\n- hammer\n",
        "## Constraints\n\n- No network\n",
      ].join("\n"),
    );
  });

  it("loses what Claude Code cannot say, and says so", () => {
    expect(exported("claude").losses).toEqual([
      { field: "tools", reason: 'Claude Code has no tool called "hammer"; only the prompt says so.' },
      { field: "memory_policy", reason: expect.stringContaining("runtime_hints.claude.memory") },
      { field: "runtime_hints.model", reason: expect.stringContaining("runtime_hints.claude") },
    ]);
    expect(lossesOf("claude", specOf())).toEqual([]);
  });

  it("has no list of tools where none of them is known, and says that this allows all", () => {
    const spec = specOf({ tools: ["hammer"] });
    expect(fieldsOf({ tools: ["hammer"] })).not.toHaveProperty("tools");
    expect(exported("claude", spec).losses[0]?.reason).toMatch(/may use every tool\.$/);
    expect(exported("claude").losses[0]?.reason).not.toMatch(/every tool/);
  });

  it("knows tools by the plain words, by its own names and by those of MCP servers", () => {
    const named = (...tools: ReadonlyArray<string>) => fieldsOf({ tools }).tools;
    expect(named("edit", "search")).toEqual(["Edit", "Write", "NotebookEdit", "Grep", "Glob"]);
    expect(named("Write", "EXECUTE", "shell")).toEqual(["Write", "Bash"]);
    expect(named("grep")).toEqual(["Grep", "Glob"]);
    expect(named("gh/list_issues", "mcp__gh__list_issues")).toEqual(["mcp__gh__list_issues"]);
  });

  it("takes the hints that are meant for it, and none for others", () => {
    const hints = { claude: { model: "sonnet", maxTurns: 5, permissionMode: "plan" }, codex: { model: "x" } };
    expect(fieldsOf({ runtime_hints: hints })).toMatchObject(hints.claude);
    expect(lossesOf("claude", specOf({ runtime_hints: hints }))).toEqual([]);
  });

  it.each([
    ["an id in capitals", { id: "Till" }, ["target-id id"]],
    ["an id that leaves the folder", { id: "../till" }, ["target-id id"]],
    ["two hyphens together", { id: "the--till" }, ["target-id id"]],
    ["65 characters", { id: "a".repeat(65) }, ["target-id id"]],
    ["no description", { description: " \n" }, ["target-description-missing description"]],
    [
      "a hint that gives rights",
      { runtime_hints: { claude: { permissionMode: "bypassPermissions" } } },
      ["target-hint-invalid runtime_hints.claude.permissionMode"],
    ],
    [
      "a hint that runs programs",
      { runtime_hints: { claude: { hooks: {}, mcpServers: {} } } },
      [
        "target-hint-invalid runtime_hints.claude.hooks",
        "target-hint-invalid runtime_hints.claude.mcpServers",
      ],
    ],
    [
      "hints of another kind",
      { runtime_hints: { claude: { maxTurns: 0, skills: ["a", 7] } } },
      [
        "target-hint-invalid runtime_hints.claude.maxTurns",
        "target-hint-invalid runtime_hints.claude.skills.1",
      ],
    ],
    [
      "hints that are a text",
      { runtime_hints: { claude: "sonnet" } },
      ["target-hint-invalid runtime_hints.claude"],
    ],
  ])("is refused for %s", (_what, fields, expected) => {
    expect(problemsOf("claude", fields)).toEqual(expected);
  });

  it("is accepted for 64 characters", () => {
    expect(problemsOf("claude", { id: "a".repeat(64) })).toEqual([]);
    expect(exported("claude", full).problems).toEqual([]);
  });
});
