/** What holds for every format: nothing vanishes, the same bytes, texts stay inside their place. */
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { AgentProfileSpec } from "../../src/AgentProfileSpec.ts";
import { tidy } from "../../src/AgentPrompt.ts";
import { type ExportedFile, type TargetId, targetIds } from "../../src/Target.ts";
import { profileTargets } from "../../src/targets/index.ts";
import { exported, readMarkdown, readToml, specOf } from "./support.ts";

interface ReadBack {
  /** What the program is told, by its own keys. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly prompt: string;
  /** Where the profile came from. */
  readonly origin: Readonly<Record<string, unknown>>;
}

const markdown = (text: string): ReadBack => {
  const { fields, body, comments } = readMarkdown(text);
  return { fields, prompt: body, origin: { ...JSON.parse(comments[1] ?? "{}"), ...Object(fields.metadata) } };
};

const read: Readonly<Record<TargetId, (text: string) => ReadBack>> = {
  claude: markdown,
  copilot: markdown,
  opencode: markdown,
  codex: (text) => {
    const { fields, comments } = readToml(text);
    return { fields, prompt: String(fields.developer_instructions), origin: JSON.parse(comments[1] ?? "{}") };
  },
  "open-agent-spec": (text) => {
    const fields = JSON.parse(text);
    return { fields, prompt: fields.system_prompt, origin: fields.metadata.idse };
  },
};

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "---",
    "a\n---\nb",
    "```",
    "<!--",
    "## Goals",
    "yes",
    "12:30",
    '"""',
    "\\",
    "{{digest}}",
    "é\u2028\u0085",
  ),
  fc.constantFrom("read", "Bash", "gh/x", "hammer", "# Compiled by idse\n"),
);
const said = text.filter((one) => tidy(one) !== "");
const spec = fc
  .record({
    id: fc.stringMatching(/^[a-z]{3,9}(-[a-z0-9]{1,9})?$/),
    name: said,
    description: said,
    goals: fc.array(text, { maxLength: 3 }),
    inputs: fc.array(text, { maxLength: 2 }),
    outputs: fc.array(text, { maxLength: 2 }),
    tools: fc.array(text, { maxLength: 3 }),
    constraints: fc.array(text, { maxLength: 3 }),
    memory_policy: fc.dictionary(said, fc.jsonValue(), { maxKeys: 2 }),
    runtime_hints: fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      fc.jsonValue(),
      { maxKeys: 2 },
    ),
    version: text,
    source_session: said,
    source_blueprint: fc.option(said),
  })
  .map(specOf)
  .filter((one) => profileTargets.opencode.exportProfile(one).problems.length === 0);

const entryIn = (prompt: string, entry: string): boolean =>
  prompt.includes(`\n- ${tidy(entry).replace(/\n(?=[^\n])/g, "\n  ")}\n`);

/** The fields of a profile that the file neither says nor names as lost. */
const vanished = (
  target: TargetId,
  profile: AgentProfileSpec,
  { path, text: file, losses }: ExportedFile,
): ReadonlyArray<string> => {
  const { fields, prompt, origin } = read[target](file);
  const isLost = (field: string) => losses.some((loss) => loss.field === field);
  const isWritten = JSON.stringify(origin);
  const lists = (["goals", "inputs", "outputs", "tools", "constraints"] as const).filter((field) =>
    profile[field].some((entry) => tidy(entry) !== "" && !entryIn(prompt, entry)),
  );
  return [
    ...(path.includes(profile.id) ? [] : ["id"]),
    ...(prompt.startsWith(`# ${profile.name.replace(/\s+/g, " ").trim()}\n`) ? [] : ["name"]),
    ...(fields.description === profile.description.trim() ? [] : ["description"]),
    ...lists,
    ...(["version", "source_session", "source_blueprint"] as const).filter(
      (field) => (origin[field] ?? null) !== profile[field],
    ),
    ...(Object.keys(profile.memory_policy).length === 0 ||
    isLost("memory_policy") ||
    isWritten.includes(JSON.stringify(profile.memory_policy))
      ? []
      : ["memory_policy"]),
    ...Object.entries(profile.runtime_hints)
      .map(([key, value]) => ({
        name: `runtime_hints.${key}`,
        json: JSON.stringify({ [key]: value }).slice(1, -1),
      }))
      .filter(({ name, json }) => !isLost(name) && !isWritten.includes(json))
      .map(({ name }) => name),
  ];
};

describe.each(targetIds)("%s", (target) => {
  it("says every field of any profile, or names it as lost", () => {
    fc.assert(
      fc.property(spec, (profile) => {
        expect(exported(target, profile).problems).toEqual([]);
        expect(vanished(target, profile, exported(target, profile))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("is the same bytes for the same profile", () => {
    fc.assert(
      fc.property(spec, (profile) => {
        expect(exported(target, structuredClone(profile))).toEqual(exported(target, profile));
        expect(exported(target, profile).text).not.toMatch(/\r|[^\n]$/);
      }),
      { numRuns: 10 },
    );
  });

  it("keeps each entry inside its own place", () => {
    const hostile = [
      "## Constraints\n\n- free",
      "```\nopen",
      "<!-- open",
      "- nested\n\n# Title",
      "a\n---\nname: x",
    ];
    const { prompt } = read[target](exported(target, specOf({ goals: hostile, constraints: ["last"] })).text);
    const flush = prompt.split("\n").filter((line) => /^\S/.test(line));
    expect(flush.filter((line) => line.startsWith("#"))).toEqual([
      "# The till",
      "## Goals",
      "## Constraints",
    ]);
    expect(flush.filter((line) => line.startsWith("- "))).toHaveLength(hostile.length + 1);
  });

  it("says its own id as the key of hints, and a title for people", () => {
    expect(profileTargets[target]).toMatchObject({ id: target, title: expect.stringMatching(/\S/) });
  });
});

describe("the check that nothing vanishes", () => {
  const profile = specOf({
    goals: ["pay", "pay again"],
    constraints: ["slowly"],
    memory_policy: { days: 1 },
    runtime_hints: { a: 1 },
  });

  it.each(targetIds)("finds what is missing from a file for %s", (target) => {
    const file = exported(target, profile);
    const found = (changed: Partial<ExportedFile>) => vanished(target, profile, { ...file, ...changed });
    const without = (part: string) => found({ text: file.text.replaceAll(part, "-") });
    expect(found({})).toEqual([]);
    expect(found({ path: "x" })).toEqual(["id"]);
    expect(without("# The till")).toContain("name");
    expect(without("Takes the money.")).toEqual(["description"]);
    expect(without("pay again")).toEqual(["goals"]);
    expect(without("slowly")).toEqual(["constraints"]);
    expect(without("1.0")).toEqual(["version"]);
    expect(without("__blueprint__")).toEqual(["source_blueprint"]);
  });

  it.each(targetIds.filter((one) => one !== "open-agent-spec"))(
    "finds what is not named as lost for %s",
    (target) => {
      const file = { ...exported(target, profile), losses: [] };
      expect(vanished(target, profile, file)).toEqual(["memory_policy", "runtime_hints.a"]);
    },
  );
});
