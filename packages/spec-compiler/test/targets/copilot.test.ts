import { describe, expect, it } from "@jest/globals";
import { exported, lossesOf, problemsOf, readMarkdown, specOf } from "./support.ts";

describe("a custom agent of GitHub Copilot", () => {
  it("lies where Copilot looks, and has the keys of its reference", () => {
    const { path, text } = exported("copilot");
    expect(path).toBe(".github/agents/till.agent.md");
    expect(readMarkdown(text).fields).toEqual({
      name: "The till",
      description: "Takes: the money.\nGives the change.",
      tools: ["read", "search", "till/*"],
      metadata: { version: "2.0", source_session: "checkout", source_blueprint: "__blueprint__" },
    });
    expect(readMarkdown(text).body).toContain("\n## Goals\n\n- Take money\n");
  });

  it("has metadata of texts alone, also without a blueprint", () => {
    const { fields } = readMarkdown(exported("copilot", specOf({ source_blueprint: null })).text);
    expect(fields.metadata).toEqual({ version: "1.0", source_session: "checkout" });
  });

  it("loses tools without a name there, the policy of memory and hints to nobody", () => {
    expect(lossesOf("copilot")).toEqual(["tools", "memory_policy", "runtime_hints.model"]);
    expect(lossesOf("copilot", specOf())).toEqual([]);
  });

  it("takes its own hints", () => {
    const hints = { target: "vscode", model: "m", "user-invocable": false };
    const { text } = exported("copilot", specOf({ runtime_hints: { copilot: hints } }));
    expect(readMarkdown(text).fields).toMatchObject(hints);
  });

  it.each([
    ["an id with a slash", { id: "a/b" }, ["target-id id"]],
    ["a device's name", { id: "con" }, ["target-id id"]],
    ["no description", { description: "" }, ["target-description-missing description"]],
    [
      "a target it does not know",
      { runtime_hints: { copilot: { target: "vim" } } },
      ["target-hint-invalid runtime_hints.copilot.target"],
    ],
    [
      "servers of its own",
      { runtime_hints: { copilot: { "mcp-servers": {} } } },
      ["target-hint-invalid runtime_hints.copilot.mcp-servers"],
    ],
  ])("is refused for %s", (_what, fields, expected) => {
    expect(problemsOf("copilot", fields)).toEqual(expected);
  });

  it("has a prompt of 30 000 characters at most", () => {
    const around = readMarkdown(exported("copilot", specOf({ goals: ["x"] })).text).body.length - 1;
    const longest = 30_000 - around;
    expect(problemsOf("copilot", { goals: ["x".repeat(longest)] })).toEqual([]);
    expect(problemsOf("copilot", { goals: ["x".repeat(longest + 1)] })).toEqual(["target-prompt-too-long"]);
  });
});
