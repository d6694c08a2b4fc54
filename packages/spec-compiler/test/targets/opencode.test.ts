import { describe, expect, it } from "@jest/globals";
import { exported, lossesOf, problemsOf, readMarkdown, specOf } from "./support.ts";

const fieldsOf = (fields: object) => readMarkdown(exported("opencode", specOf(fields)).text).fields;

describe("an agent of OpenCode", () => {
  it("lies where OpenCode looks, and has no key that OpenCode would hand to the model's provider", () => {
    const { path, text } = exported("opencode");
    expect(path).toBe(".opencode/agents/till.md");
    expect(Object.keys(readMarkdown(text).fields)).toEqual(["description", "permission"]);
    expect(readMarkdown(text).body).toContain("# The till\n");
  });

  it("denies the tools that are not named and allows none", () => {
    const { permission } = fieldsOf({ tools: ["read", "bash"] });
    expect(permission).toEqual({
      edit: "deny",
      glob: "deny",
      grep: "deny",
      list: "deny",
      task: "deny",
      webfetch: "deny",
      websearch: "deny",
      todowrite: "deny",
    });
    expect(fieldsOf({ tools: [] })).not.toHaveProperty("permission");
    expect(fieldsOf({ tools: ["hammer"] })).not.toHaveProperty("permission");
  });

  it("says what the denial does not reach, and what else is lost", () => {
    expect(lossesOf("opencode")).toEqual(["tools", "tools", "memory_policy", "runtime_hints.model"]);
    expect(exported("opencode").losses[1]?.reason).toMatch(/MCP/);
    expect(exported("opencode", specOf({ tools: ["hammer"] })).losses).toEqual([
      { field: "tools", reason: expect.stringMatching(/may use every tool\.$/) },
    ]);
    expect(lossesOf("opencode", specOf())).toEqual([]);
  });

  it("takes its own hints", () => {
    const hints = { mode: "subagent", model: "anthropic/x", temperature: 0.1, steps: 3, color: "#ff5733" };
    expect(fieldsOf({ runtime_hints: { opencode: hints } })).toMatchObject(hints);
  });

  it.each([
    ["the id of an agent that comes with it", { id: "Plan" }, ["target-id id"]],
    ["no description", { description: "" }, ["target-description-missing description"]],
    [
      "a model without its provider",
      { runtime_hints: { opencode: { model: "x" } } },
      ["target-hint-invalid runtime_hints.opencode.model"],
    ],
    [
      "a permission",
      { runtime_hints: { opencode: { permission: { edit: "allow" } } } },
      ["target-hint-invalid runtime_hints.opencode.permission"],
    ],
    [
      "a colour it does not know",
      { runtime_hints: { opencode: { color: "red" } } },
      ["target-hint-invalid runtime_hints.opencode.color"],
    ],
  ])("is refused for %s", (_what, fields, expected) => {
    expect(problemsOf("opencode", fields)).toEqual(expected);
  });
});
