import { describe, expect, it } from "@jest/globals";
import {
  builtOn,
  isStage,
  stageAtPath,
  stageDefinition,
  stageOrder,
  stages,
  stagesThrough,
  stageTable,
} from "../src/Stage.ts";

describe("the table of stages", () => {
  it("holds the seven stages in pipeline order", () => {
    expect(stages).toEqual(["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"]);
    expect(stageTable.map((row) => stageOrder(row.stage))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it("gives each stage the place that workspaces have always had", () => {
    expect(stageTable.map((row) => row.path)).toEqual([
      "intents/intent.md",
      "contexts/context.md",
      "specs/spec.md",
      "plans/plan.md",
      "tasks/tasks.md",
      "implementation/README.md",
      "feedback/feedback.md",
    ]);
  });

  it("builds each stage on earlier ones only, each once", () => {
    for (const { stage, builtOn: upstream } of stageTable) {
      const orders = upstream.map(stageOrder);
      expect(new Set(orders).size).toBe(orders.length);
      expect(orders.every((order) => order < stageOrder(stage))).toBe(true);
    }
  });

  it("builds every stage but the first on something", () => {
    expect(stageTable.filter((row) => row.builtOn.length === 0).map((row) => row.stage)).toEqual(["intent"]);
    expect(stageTable.map((row) => builtOn(row.stage).join())).toEqual([
      "",
      "intent",
      "intent,context",
      "spec,context",
      "plan",
      "tasks,plan",
      "implementation",
    ]);
  });

  it("names titles and acts that are all different", () => {
    expect(new Set(stageTable.map((row) => row.title)).size).toBe(7);
    expect(new Set(stageTable.map((row) => row.verb)).size).toBe(7);
  });
});

describe("questions about stages", () => {
  it("tells stages from other words, inherited property names too", () => {
    expect(stages.every(isStage)).toBe(true);
    expect(["", "Intent", "constructor", "__proto__", "session"].some(isStage)).toBe(false);
  });

  it("finds a stage by its path and by nothing else", () => {
    for (const { stage, path } of stageTable) expect(stageAtPath(path)).toBe(stage);
    for (const path of ["", "intent.md", "implementation/implementation.md", "x/specs/spec.md"]) {
      expect(stageAtPath(path)).toBeUndefined();
    }
  });

  it("counts the last stage in", () => {
    expect(stagesThrough("intent")).toEqual(["intent"]);
    expect(stagesThrough("spec")).toEqual(["intent", "context", "spec"]);
    expect(stagesThrough("feedback")).toEqual(stages);
  });

  it("gives the row of a stage", () => {
    expect(stageDefinition("tasks").path).toBe("tasks/tasks.md");
  });
});
