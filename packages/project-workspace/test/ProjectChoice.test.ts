import { describe, expect, it } from "@jest/globals";
import * as Result from "effect/Result";
import { chooseProject } from "../src/ProjectChoice.ts";
import type { ProjectChoiceInput } from "../src/ProjectOrder.ts";

const nothing: ProjectChoiceInput = {
  flag: null,
  environment: null,
  pointer: null,
  configured: null,
  projects: [],
};
const three = ["a", "b", "c"];

const choose = (input: Partial<ProjectChoiceInput>) => {
  const result = chooseProject({ ...nothing, ...input });
  return Result.isSuccess(result) ? result.success : { ...result.failure };
};

describe("the project a command means", () => {
  it.each<[string, Partial<ProjectChoiceInput>, string]>([
    [
      "the flag before all",
      { flag: "a", environment: "b", pointer: "c", configured: "c", projects: three },
      "a",
    ],
    ["the environment then", { environment: "b", pointer: "c", configured: "a", projects: three }, "b"],
    ["the pointer then", { pointer: "c", configured: "a", projects: three }, "c"],
    ["the configuration then", { configured: "a", projects: three }, "a"],
    [
      "the configuration where the pointer names none",
      { pointer: "gone", configured: "b", projects: three },
      "b",
    ],
    ["the only one there is", { projects: ["z"] }, "z"],
    ["the only one where all hints name none", { pointer: "gone", configured: "gone", projects: ["z"] }, "z"],
  ])("is %s", (_, input, project) => {
    expect(choose(input)).toBe(project);
  });

  it.each<[string, Partial<ProjectChoiceInput>, object]>([
    [
      "a flag that names none",
      { flag: "gone", projects: ["z"] },
      { _tag: "ProjectUnknown", name: "gone", projects: ["z"] },
    ],
    [
      "an environment that names none, whatever the pointer says",
      { environment: "gone", pointer: "a", projects: three },
      { _tag: "ProjectUnknown", name: "gone", projects: three },
    ],
    [
      "a hostile name",
      { flag: "../a", projects: three },
      { _tag: "ProjectUnknown", name: "../a", projects: three },
    ],
    ["several and no hint", { projects: three }, { _tag: "ProjectAmbiguous", projects: three }],
    [
      "several and a hint to none",
      { pointer: "gone", projects: three },
      { _tag: "ProjectAmbiguous", projects: three },
    ],
    ["no project", { pointer: "a", configured: "a" }, { _tag: "ProjectMissing" }],
    ["a flag and no project", { flag: "a" }, { _tag: "ProjectUnknown", name: "a", projects: [] }],
  ])("is refused for %s", (_, input, failure) => {
    expect(choose(input)).toMatchObject(failure);
  });
});
