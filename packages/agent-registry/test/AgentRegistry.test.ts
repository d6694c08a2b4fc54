import { describe, expect, it } from "@jest/globals";
import { AgentRegistry, parseRegistry, printRegistry } from "../src/AgentRegistry.ts";
import { defaultRegistry } from "../src/NewRegistry.ts";

/** A registry as people leave it: unusual key order, keys of their own, two spaces. */
const handwritten = `{
  "note": "ours",
  "agents": [
    {
      "role": "implementer",
      "colour": "green",
      "id": "Old Id",
      "stages": [
        "implementation"
      ],
      "mode": "implementation"
    }
  ],
  "team": {
    "lead": "kim"
  }
}
`;

const problemOf = (text: string) => {
  const parsed = parseRegistry(text);
  if (parsed.ok) throw new Error("was read");
  return parsed.problem;
};

describe("parseRegistry", () => {
  it("gives a file back byte for byte: unknown keys and the order of keys included", () => {
    const parsed = parseRegistry(handwritten);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    expect(printRegistry(parsed.value)).toBe(handwritten);
  });

  it("reads what it prints", () => {
    expect(parseRegistry(printRegistry(defaultRegistry()))).toEqual({ ok: true, value: defaultRegistry() });
  });

  it("names line and column of a duplicate id", () => {
    const entry = '    { "id": "a", "role": "r", "mode": "planning", "stages": [] }';
    expect(problemOf(`{\n  "agents": [\n${entry},\n${entry}\n  ]\n}\n`)).toEqual({
      message: 'agents.1.id: "a" is listed twice; an id stands for one agent',
      line: 4,
      column: 13,
    });
  });

  it("names line and column of a stage that does not exist", () => {
    const problem = problemOf(handwritten.replace('"implementation"\n      ]', '"deploy"\n      ]'));
    expect(problem).toMatchObject({ line: 9, column: 9 });
    expect(problem.message).toContain('there is no stage "deploy"; the stages are intent, context');
  });

  it("names the modes where a mode is wrong", () => {
    const problem = problemOf(handwritten.replace('"mode": "implementation"', '"mode": "plan"'));
    expect(problem).toMatchObject({ line: 11, column: 15 });
    expect(problem.message).toContain("planning, implementation, by-stage");
  });

  it.each(["", "[]", "null", '{ "agents": {} }', '{ "agents": [ 1 ] }', '{ "agents": [], }'])(
    "refuses %j",
    (text) => {
      expect(parseRegistry(text).ok).toBe(false);
    },
  );
});

it("holds values against the same schema", () => {
  expect(
    AgentRegistry.safeParse({ agents: [{ id: "", role: "", mode: "planning", stages: [] }] }).success,
  ).toBe(false);
  expect(AgentRegistry.parse(defaultRegistry())).toEqual(defaultRegistry());
});
