import { describe, expect, it } from "@jest/globals";
import { exported, lossesOf, problemsOf, readToml, specOf } from "./support.ts";

describe("a custom agent of Codex", () => {
  it("lies where Codex looks, and has the three keys that it requires", () => {
    const { path, text } = exported("codex");
    expect(path).toBe(".codex/agents/till.toml");
    const { fields } = readToml(text);
    expect(Object.keys(fields)).toEqual(["name", "description", "developer_instructions"]);
    expect(fields).toMatchObject({ name: "till", description: "Takes: the money.\nGives the change." });
    expect(fields.developer_instructions).toMatch(/^# The till\n\nTakes: the money\./);
    expect(fields.developer_instructions).toMatch(/\n## Constraints\n\n- No network\n$/);
  });

  it("loses tools, the policy of memory and hints to nobody", () => {
    expect(lossesOf("codex")).toEqual(["tools", "memory_policy", "runtime_hints.model"]);
    expect(lossesOf("codex", specOf())).toEqual([]);
  });

  it("takes its own hints", () => {
    const hints = {
      model: "m",
      model_reasoning_effort: "high",
      sandbox_mode: "read-only",
      nickname_candidates: ["Till", "The till"],
    };
    const { text } = exported("codex", specOf({ runtime_hints: { codex: hints } }));
    expect(readToml(text).fields).toMatchObject(hints);
  });

  it("keeps quotes, backslashes and control characters as they were", () => {
    const description = 'a "b" \\ c\u0000\u007f\td """ e';
    const goal = 'x """" y \\n \u0001';
    const { fields } = readToml(exported("codex", specOf({ description, goals: [goal] })).text);
    expect(fields.description).toBe(description);
    expect(fields.developer_instructions).toContain(`- ${goal}\n`);
  });

  it.each([
    ["an id with a space", { id: "the till" }, ["target-id id"]],
    ["no description", { description: "" }, ["target-description-missing description"]],
    [
      "a sandbox that lets it write",
      { runtime_hints: { codex: { sandbox_mode: "danger-full-access" } } },
      ["target-hint-invalid runtime_hints.codex.sandbox_mode"],
    ],
    [
      "no nicknames",
      { runtime_hints: { codex: { nickname_candidates: [] } } },
      ["target-hint-invalid runtime_hints.codex.nickname_candidates"],
    ],
    [
      "a nickname twice",
      { runtime_hints: { codex: { nickname_candidates: ["a", " a"] } } },
      ["target-hint-invalid runtime_hints.codex.nickname_candidates"],
    ],
    [
      "a nickname of other letters",
      { runtime_hints: { codex: { nickname_candidates: ["é"] } } },
      ["target-hint-invalid runtime_hints.codex.nickname_candidates"],
    ],
    [
      "servers of its own",
      { runtime_hints: { codex: { mcp_servers: {} } } },
      ["target-hint-invalid runtime_hints.codex.mcp_servers"],
    ],
  ])("is refused for %s", (_what, fields, expected) => {
    expect(problemsOf("codex", fields)).toEqual(expected);
  });
});
