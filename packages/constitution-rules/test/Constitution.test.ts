/** What a repository's file may say, and where it is told that it is wrong. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import * as z from "zod";
import { ConstitutionFile, parseConstitution, parseRuleSet } from "../src/Constitution.ts";
import { coreConstitution } from "../src/CoreConstitution.ts";
import { coreRuleSet } from "../src/RuleSet.ts";

const rule = {
  id: "shop/no-later",
  article: "IV",
  title: "A requirement is not put off with a word",
  severity: "error",
  rationale: "Nobody can test it.",
  check: { kind: "forbidden-text", texts: ["later"] },
};
const waiver = { rule: "article-3/one-title", place: "everywhere", reason: "ours has none", by: "Ada" };

const file = (members: Record<string, unknown>): string =>
  JSON.stringify({ schema_version: 1, ...members }, null, 2);

const read = (text: string) => {
  const result = parseConstitution(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
};

const problemOf = (text: string) => {
  const result = parseConstitution(text);
  if (result.ok) throw new Error("it was read");
  return result.problem;
};

describe("a repository's constitution", () => {
  it("that adds nothing is the shipped one", () => {
    const { ruleSet, waivers, templates } = read(file({}));
    expect([ruleSet.digest, waivers, templates]).toEqual([coreRuleSet.digest, [], {}]);
    expect(coreConstitution.ruleSet).toBe(coreRuleSet);
  });

  it("adds rules behind the shipped ones, and takes none out", () => {
    const { rules, digest } = read(file({ rules: [rule] })).ruleSet;
    expect(rules.map((one) => one.id)).toEqual([...coreRuleSet.rules.map((one) => one.id), rule.id]);
    expect(digest).not.toBe(coreRuleSet.digest);
  });

  it("makes an error of a warning, and of that one alone", () => {
    const { rules } = read(file({ severities: { "article-3/one-title": "error" } })).ruleSet;
    const changed = rules.filter((one, index) => one.severity !== coreRuleSet.rules[index]?.severity);
    expect(changed.map((one) => [one.id, one.severity])).toEqual([["article-3/one-title", "error"]]);
  });

  it("gives identifiers further beginnings beside the usual ones", () => {
    const { identifiers } = read(file({ identifiers: { requirement: ["FA", "FR"] } })).ruleSet;
    expect(identifiers.requirement).toEqual([...coreRuleSet.identifiers.requirement, "FA"]);
    expect(identifiers.task).toEqual(coreRuleSet.identifiers.task);
  });

  it("keeps a waiver with the line it stands on, an empty reason too", () => {
    const text = file({ waivers: [waiver, { ...waiver, reason: "  ", until: "2027-01-31" }] });
    const { waivers } = read(text);
    const lines = text.split("\n");
    expect(waivers.map(({ line }) => lines[line - 1]?.trim())).toEqual(["{", "{"]);
    expect(waivers.map(({ reason, until }) => [reason, until])).toEqual([
      ["ours has none", null],
      ["", "2027-01-31"],
    ]);
    expect(waivers[1]?.line).toBeGreaterThan(waivers[0]?.line ?? 0);
  });

  it("has other names for the sections of its own rules, and templates anywhere inside", () => {
    const check = { kind: "required-text", texts: ["Undo"], section: "Way back" };
    const templates = { plan: "docs/our..plan/plan.md" };
    const text = file({
      rules: [{ ...rule, check }],
      section_aliases: { "way back": ["Rückweg"] },
      templates,
    });
    expect(read(text).templates).toEqual(templates);
    expect(fits(JSON.parse(text))).toBe(true);
  });

  it("gives its rule set alone to those who have no repository", () => {
    const result = parseRuleSet(file({ rules: [rule] }));
    expect(result.ok && result.value.rules.at(-1)?.id).toBe("shop/no-later");
    expect(parseRuleSet("{").ok).toBe(false);
  });
});

/** Each is refused as a whole; what its form alone tells, the JSON Schema refuses as well. */
const wrong: ReadonlyArray<readonly [what: string, text: string, at: string, byForm: boolean]> = [
  ["no version", "{}", "{", true],
  ["another version", file({}).replace("1", "2"), "2", true],
  ["a member that is none", file({ rule: [] }), '"rule"', true],
  ["a member twice", '{\n "schema_version": 1,\n "rules": [], "rules": []\n}', '"rules": []\n'.trim(), false],
  ["a size without a limit", file({ rules: [{ ...rule, check: { kind: "size" } }] }), "{", false],
  [
    "a size that nothing has",
    file({ rules: [{ ...rule, check: { kind: "size", minWords: 5, maxWords: 4 } }] }),
    "{",
    false,
  ],
  ["a checklist of nothing", file({ rules: [{ ...rule, check: { kind: "checklist" } }] }), "{", false],
  ["a beginning that another kind has", file({ identifiers: { requirement: ["AC"] } }), '"AC"', false],
  [
    "a stage that is none in a place",
    file({ waivers: [{ ...waiver, place: { stage: "specs" } }] }),
    '"specs"',
    true,
  ],
  [
    "a waiver of one's own rule about waivers",
    file({
      rules: [{ ...rule, check: { kind: "waiver", problem: "unused" } }],
      waivers: [{ ...waiver, rule: rule.id }],
    }),
    '"shop/no-later"',
    false,
  ],
  [
    "a rule named as a shipped one",
    file({ rules: [{ ...rule, id: "article-4/mine" }] }),
    '"article-4/mine"',
    true,
  ],
  ["a check of no kind", file({ rules: [{ ...rule, check: { kind: "magic" } }] }), '"magic"', true],
  [
    "an option that its kind does not have",
    file({ rules: [{ ...rule, check: { kind: "one-title", text: "x" } }] }),
    '"text"',
    true,
  ],
  ["a rule made lighter", file({ severities: { "article-3/empty-document": "warning" } }), '"warning"', true],
  ["an article that is none", file({ rules: [{ ...rule, article: "XIII" }] }), '"XIII"', true],
  ["a beginning with a digit", file({ identifiers: { task: ["T1"] } }), '"T1"', true],
  ["a place that names nothing", file({ waivers: [{ ...waiver, place: {} }] }), "{}", true],
  ["a waiver that nobody gave", file({ waivers: [{ ...waiver, by: undefined }] }), "{", true],
  ["a template outside", file({ templates: { plan: "../plan.md" } }), '"../plan.md"', true],
  ["a template by a whole path", file({ templates: { plan: "/etc/plan.md" } }), '"/etc/plan.md"', true],
  ["a template on a drive", file({ templates: { plan: "C:/plan.md" } }), '"C:/plan.md"', true],
  ["a template with strokes of Windows", file({ templates: { plan: "a\\b.md" } }), '"a\\\\b.md"', true],
  ["another name for no section", file({ section_aliases: { Gaol: ["Ziel"] } }), "[", false],
  [
    "a waiver of a rule about waivers",
    file({ waivers: [{ ...waiver, rule: "article-12/waiver-unused" }] }),
    '"article-12/waiver-unused"',
    false,
  ],
  ["a severity of no rule", file({ severities: { "article-3/none": "error" } }), '"error"', false],
  [
    "a waiver of no rule",
    file({ waivers: [{ ...waiver, rule: "article-3/none" }] }),
    '"article-3/none"',
    false,
  ],
  ["a rule twice", file({ rules: [rule, rule] }), '"shop/no-later"', false],
  [
    "a day that does not exist",
    file({ waivers: [{ ...waiver, until: "2027-02-30" }] }),
    '"2027-02-30"',
    false,
  ],
];

const schema = z.toJSONSchema(ConstitutionFile, { io: "input" });
const fits = new Ajv2020({ strict: false }).compile(schema);

describe("a wrong file is refused with its place", () => {
  it.each(wrong)("%s", (_, text, at) => {
    const { line, column, message } = problemOf(text);
    const rest = (text.split("\n")[line - 1] ?? "").slice(column - 1);
    expect(message).not.toBe("");
    expect(rest.slice(0, at.length)).toBe(at);
  });

  it("in words that say what is wrong", () => {
    expect(problemOf(file({ waivers: [{ ...waiver, by: undefined }] })).message).toBe(
      "waivers.0.by: is missing",
    );
    expect(problemOf(file({ waivers: [{ ...waiver, place: { stage: "specs" } }] })).message).toMatch(
      /^waivers\.0\.place\.stage: Invalid option/,
    );
    expect(problemOf(file({ waivers: [{ ...waiver, place: "all" }] })).message).toContain("everywhere");
    expect(problemOf('{"schema_version": 1,\n"rules": [],\n"rules": []}')).toEqual({
      message: '"rules" stands here twice',
      line: 3,
      column: 1,
    });
  });

  it("with what is no JSON too", () => {
    expect(problemOf('{\n  "schema_version": 1,\n}')).toMatchObject({ line: 3, column: 1 });
  });
});

describe("the published JSON Schema", () => {
  it("is the one of this form", () => {
    const published = new URL("../../../docs/schemas/constitution.schema.json", import.meta.url);
    expect(JSON.parse(readFileSync(published, "utf8"))).toEqual({ title: "constitution", ...schema });
  });

  it("takes the example of the documentation, as the parser does", () => {
    const example = new URL("../../../docs/examples/german/constitution.json", import.meta.url);
    const text = readFileSync(example, "utf8");
    expect(fits(JSON.parse(text))).toBe(true);
    expect(read(text).ruleSet.rules.length).toBe(coreRuleSet.rules.length + 2);
    expect(fits(JSON.parse(file({ rules: [rule], waivers: [waiver] })))).toBe(true);
  });

  it.each(wrong.filter(([, , , byForm]) => byForm))("refuses what the parser refuses: %s", (_, text) => {
    expect(fits(JSON.parse(text))).toBe(false);
  });
});
