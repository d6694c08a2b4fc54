import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { agentProfileSpecJsonSchema } from "../src/AgentProfileSpec.ts";
import { type CompileInput, compileAgentProfile } from "../src/CompileAgentProfile.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

const blueprint = { id: "__blueprint__", path: "specs/blueprint.md", text: fixture("compiled/blueprint.md") };
const feature = { id: "checkout", path: "specs/feature.md", text: fixture("compiled/feature.md") };

/** A spec whose profile is this YAML, which begins on line 4. */
const specOf = (yaml: string) => ({ ...feature, text: `## Agent Profile\n\n\`\`\`yaml\n${yaml}\n\`\`\`\n` });

const compiled = (input: CompileInput) => {
  const result = compileAgentProfile(input);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
};

const refused = (input: CompileInput) => {
  const result = compileAgentProfile(input);
  if (result.ok) throw new Error("was compiled");
  return result.problems;
};

describe("compileAgentProfile", () => {
  it("merges a feature with its blueprint into these bytes", () => {
    const result = compiled({ session: feature, blueprint });
    expect(result.yaml).toBe(fixture("compiled/feature.profile.yaml"));
    expect(result.warnings).toEqual([]);
    expect(compiled({ session: feature, blueprint })).toEqual(result);
  });

  it("makes the same of a document with other line ends and a byte order mark", () => {
    for (const lineEnd of ["\r\n", "\r"]) {
      const session = { ...feature, text: `\ufeff${feature.text.replaceAll("\n", lineEnd)}` };
      expect(compiled({ session, blueprint })).toEqual(compiled({ session: feature, blueprint }));
    }
  });

  it("says the same as YAML and as JSON, and the published schema accepts both", () => {
    const validate = new Ajv2020({ strict: true }).compile(agentProfileSpecJsonSchema());
    for (const session of [feature, blueprint]) {
      const { spec, yaml, json } = compiled({ session, blueprint });
      expect(parse(yaml)).toEqual(spec);
      expect(JSON.parse(json)).toEqual(spec);
      validate(parse(yaml));
      expect(validate.errors).toBeNull();
    }
    for (const wrong of [{}, { ...compiled({ session: feature, blueprint }).spec, goals: "win" }]) {
      expect(validate(wrong)).toBe(false);
    }
  });

  it("merges nothing into the blueprint itself, and names it as both sources", () => {
    for (const given of [blueprint, null]) {
      const { spec, warnings } = compiled({ session: blueprint, blueprint: given });
      expect(spec).toMatchObject({
        id: "house",
        source_session: "__blueprint__",
        source_blueprint: "__blueprint__",
      });
      expect(warnings).toEqual([]);
    }
  });

  it("warns where there is no blueprint, or none with a profile", () => {
    const alone = compiled({ session: feature, blueprint: null });
    expect(alone.warnings).toMatchObject([{ code: "blueprint-missing", path: "specs/feature.md" }]);
    expect(alone.spec).toMatchObject({ source_session: "checkout", source_blueprint: null, goals: [] });
    expect(alone.yaml).toContain("# Source blueprint: none\n");

    const bare = compiled({ session: feature, blueprint: { ...blueprint, text: "# Specification\n" } });
    expect(bare.warnings).toMatchObject([
      { code: "blueprint-profile-missing", path: "specs/blueprint.md", line: 1, column: 1 },
    ]);
    expect(bare.spec.source_blueprint).toBe("__blueprint__");
  });

  it("names the blueprint's file where the blueprint's profile is wrong", () => {
    const text = blueprint.text.replace("  - hammer\n", "  - 7\n");
    expect(refused({ session: feature, blueprint: { ...blueprint, text } })).toEqual([
      {
        code: "profile-invalid",
        path: "specs/blueprint.md",
        line: 19,
        column: 5,
        message: 'The blueprint "__blueprint__": "tools" entry 1 must be a text.',
        hint: expect.any(String),
      },
    ]);
  });

  it("reports both documents where both are wrong", () => {
    const text = blueprint.text.replace("id: house", "id: [house");
    const problems = refused({ session: specOf("goals: 1"), blueprint: { ...blueprint, text } });
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ["profile-invalid", "specs/feature.md"],
      ["profile-yaml", "specs/blueprint.md"],
    ]);
  });

  it("lets a feature leave to the blueprint what it does not say", () => {
    const { spec } = compiled({ session: specOf("name: ~\nruntime_hints: {}"), blueprint });
    expect(spec).toMatchObject({ id: "house", name: "The house agent", runtime_hints: { model: "small" } });
  });

  it("leaves a key out that is no field, and says where", () => {
    const { spec, warnings } = compiled({
      session: specOf("id: x\nname: x\ncontraints: [a]"),
      blueprint: null,
    });
    expect(warnings[0]).toMatchObject({ code: "profile-unknown-key", line: 6, column: 1 });
    expect(Object.keys(spec)).not.toContain("contraints");
  });

  it("warns of words that other YAML readers take for something else", () => {
    const { spec, warnings } = compiled({
      session: specOf(
        'id: x\nname: on\nruntime_hints: { a: yes, b: 12:30, c: "no", d: yes please, off: 1.5 }',
      ),
      blueprint: null,
    });
    expect(
      warnings
        .filter((one) => one.code === "profile-ambiguous-value")
        .map(({ line, column }) => [line, column]),
    ).toEqual([
      [5, 7],
      [6, 21],
      [6, 29],
    ]);
    expect(spec.runtime_hints).toEqual({ a: "yes", b: "12:30", c: "no", d: "yes please", off: 1.5 });
  });

  it("takes __proto__ for a key like any other", () => {
    const yaml =
      "id: x\nname: x\n__proto__: { polluted: 1 }\nmemory_policy: { k: { __proto__: { polluted: 1 } } }";
    const { spec } = compiled({ session: specOf(yaml), blueprint });
    expect(Object.getPrototypeOf(spec)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(spec.memory_policy.k)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("refuses what is nested without end", () => {
    for (const levels of [100, 20_000]) {
      const yaml = `id: x\nname: x\nruntime_hints: { a: ${"[".repeat(levels)}${"]".repeat(levels)} }`;
      expect(refused({ session: specOf(yaml), blueprint: null })).toMatchObject([
        { code: "profile-yaml", message: expect.stringContaining("too much") },
      ]);
    }
  });

  it("lets no name break out of the header", () => {
    const session = { ...specOf("id: x\nname: x"), path: "a\nid: evil\u2028b" };
    expect(compiled({ session, blueprint: null }).yaml.split("\n")[2]).toBe(
      "# Compiled by idse; edit the Agent Profile in a id: evil b instead.",
    );
  });
});

describe("a refused spec", () => {
  it.each(readdirSync(new URL("fixtures/refused", import.meta.url)))("%s", (name) => {
    const text = fixture(`refused/${name}`);
    const expected = [...text.matchAll(/<!-- ! (\S+) (\d+):(\d+) -->/g)].map((match) =>
      match.slice(1).join(" "),
    );
    const problems = refused({ session: { ...feature, text }, blueprint: null });
    expect(problems.map(({ code, line, column }) => `${code} ${line} ${column}`)).toEqual(expected);
    for (const problem of problems) {
      expect(problem).toMatchObject({ path: "specs/feature.md" });
      expect(problem.message).toMatch(/^The feature "checkout"(:| has) .+\.$/);
      expect(problem.hint).toMatch(/\.$/);
    }
  });
});
