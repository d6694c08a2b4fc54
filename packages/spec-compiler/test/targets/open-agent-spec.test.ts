import { describe, expect, it } from "@jest/globals";
import { exported, lossesOf, problemsOf, specOf } from "./support.ts";

const model = { component_type: "OpenAiConfig", name: "big", model_id: "gpt" };
const hinted = (llm_config: unknown) => ({ runtime_hints: { "open-agent-spec": { llm_config } } });
const documentOf = (fields: object) => JSON.parse(exported("open-agent-spec", specOf(fields)).text);

describe("an agent of Open Agent Spec", () => {
  it("has a name alone, as no program looks for it", () => {
    expect(exported("open-agent-spec").path).toBe("till.agent-spec.json");
  });

  it("has the keys of the standard's Agent and no other, and those it requires", () => {
    const document = JSON.parse(exported("open-agent-spec").text);
    expect(Object.keys(document).sort()).toEqual([
      "agentspec_version",
      "component_type",
      "description",
      "id",
      "llm_config",
      "metadata",
      "name",
      "system_prompt",
    ]);
    expect(document).toMatchObject({
      component_type: "Agent",
      agentspec_version: "26.1.0",
      id: "till",
      name: "The till",
      llm_config: { $component_ref: "llm" },
      system_prompt: expect.stringMatching(/^# The till\n[\s\S]*\n- No network\n$/),
      metadata: {
        idse: {
          version: "2.0",
          source_session: "checkout",
          source_blueprint: "__blueprint__",
          tools: ["read", "Grep", "till/*", "hammer"],
          memory_policy: { days: 7 },
          runtime_hints: { model: "small" },
        },
      },
    });
  });

  it("says which model is to be handed in where the profile names none", () => {
    expect(lossesOf("open-agent-spec", specOf())).toEqual(["runtime_hints.open-agent-spec.llm_config"]);
    expect(lossesOf("open-agent-spec", specOf(hinted(model)))).toEqual([]);
    expect(documentOf(hinted(model)).llm_config).toEqual(model);
    expect(documentOf(hinted({ $component_ref: "ours" })).llm_config).toEqual({ $component_ref: "ours" });
  });

  it("loses the types that a profile does not say", () => {
    expect(
      lossesOf("open-agent-spec", specOf({ ...hinted(model), inputs: ["a"], outputs: ["b"], tools: ["c"] })),
    ).toEqual(["inputs", "outputs", "tools"]);
  });

  it("says what the standard takes for an input", () => {
    const spec = specOf({
      ...hinted(model),
      goals: ["Greet {{ customer }} and {{customer}}", "{{no word}}"],
    });
    expect(exported("open-agent-spec", spec).losses).toEqual([
      { field: "goals", reason: expect.stringContaining("{{ customer }}, {{customer}} for an input") },
    ]);
  });

  it("needs no description", () => {
    expect(problemsOf("open-agent-spec", { description: "" })).toEqual([]);
  });

  it.each([
    ["an id that leaves the folder", { id: ".." }, ["target-id id"]],
    [
      "a model without an address",
      hinted({ ...model, component_type: "VllmConfig" }),
      ["target-hint-invalid runtime_hints.open-agent-spec.llm_config"],
    ],
    [
      "a key to the model",
      hinted({ ...model, api_key: "x" }),
      ["target-hint-invalid runtime_hints.open-agent-spec.llm_config.api_key"],
    ],
    [
      "a model by name alone",
      hinted("gpt"),
      ["target-hint-invalid runtime_hints.open-agent-spec.llm_config"],
    ],
  ])("is refused for %s", (_what, fields, expected) => {
    expect(problemsOf("open-agent-spec", fields)).toEqual(expected);
  });
});
