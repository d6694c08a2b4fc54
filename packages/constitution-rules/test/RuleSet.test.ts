import { readdirSync } from "node:fs";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { articleOf, articles } from "../src/Article.ts";
import { Rule, RuleCheck } from "../src/Rule.ts";
import { coreRuleSet, makeRuleSet } from "../src/RuleSet.ts";

const { rules } = coreRuleSet;

describe("the core rules", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("hold to the form of a rule: %s", (_, rule) => {
    expect(Rule.parse(rule)).toEqual(rule);
  });

  it("have ids of their own, each under an article that exists", () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const rule of rules) expect(articles).toContain(articleOf(rule.id));
  });

  it("are all listed, one file each, named as the id", () => {
    const files = readdirSync(new URL("../src/rules/", import.meta.url)).map((file) =>
      file.replace(".ts", ""),
    );
    expect(rules.map((rule) => rule.id.split("/")[1]).sort()).toEqual(files.sort());
  });

  it("use each kind of check, and each once", () => {
    const kinds = RuleCheck.options.map((option) => option.shape.kind.value);
    expect(rules.map((rule) => rule.check.kind).sort()).toEqual([...kinds].sort());
  });

  it("have the ids and severities that other programs look for", () => {
    expect(Object.fromEntries(rules.map((rule) => [rule.id, rule.severity]))).toEqual({
      "article-3/requires-input": "error",
      "article-3/empty-document": "error",
      "article-3/required-sections": "warning",
      "article-3/conflict-markers": "error",
      "article-6/component-impact-report": "error",
      "article-6/template-placeholder": "error",
      "article-7/stage-sequence": "error",
      "article-10/artifact-missing": "error",
      "article-10/current-session": "error",
      "article-10/session-metadata": "warning",
      "article-10/legacy-path": "warning",
    });
  });

  it("ask every stage for sections, no title twice", () => {
    const check = rules.find((rule) => rule.check.kind === "required-sections")?.check;
    if (check?.kind !== "required-sections") throw new Error("no such rule");
    expect(Object.keys(check.sections)).toEqual([...stages]);
    for (const wanted of Object.values(check.sections)) {
      const titles = wanted.map((one) => one.title.toLowerCase());
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});

describe("a rule of a repository", () => {
  const rule = {
    id: "article-4/no-later",
    title: "t",
    severity: "warning",
    since: "1.0.0",
    rationale: "r",
    check: { kind: "forbidden-text", texts: ["TBD"] },
  };

  it("is read", () => {
    expect(Rule.safeParse(rule).success).toBe(true);
    expect(Rule.safeParse({ ...rule, stages: ["spec"] }).success).toBe(true);
  });

  it.each([
    { id: "no-later" },
    { id: "article-0/x" },
    { id: "article-13/x" },
    { id: "article-4/No Later" },
    { title: "" },
    { severity: "info" },
    { stages: ["specs"] },
    { check: { kind: "unknown" } },
    { check: { kind: "forbidden-text", texts: [] } },
    { check: { kind: "forbidden-text", texts: [""] } },
    { check: { kind: "required-sections", sections: { specs: [] } } },
    { check: { kind: "open-marker", extra: 1 } },
    { unknown: 1 },
  ])("is refused with %j", (change) => {
    expect(Rule.safeParse({ ...rule, ...change }).success).toBe(false);
  });
});

describe("the digest of a rule set", () => {
  const digestWith = (members: ReadonlyArray<Rule>) => makeRuleSet("n", "1.0.0", members).digest;

  it("is of the rules alone, wherever they were read", () => {
    const read = rules.map((rule) => Rule.parse(JSON.parse(JSON.stringify(rule))));
    expect(digestWith(read)).toBe(coreRuleSet.digest);
    expect(makeRuleSet("other", "2.0.0", rules).digest).toBe(coreRuleSet.digest);
    expect(coreRuleSet.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("changes with every rule", () => {
    const digests = [
      coreRuleSet.digest,
      ...rules.map((_, index) => digestWith(rules.toSpliced(index, 1))),
      ...rules.map((rule, index) => digestWith(rules.with(index, { ...rule, title: `${rule.title}.` }))),
      digestWith([...rules].reverse()),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
