import { readdirSync } from "node:fs";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { articleOf, articles } from "../src/Article.ts";
import { OwnRule, Rule } from "../src/Rule.ts";
import { RuleCheck } from "../src/RuleCheck.ts";
import { coreRuleSet, makeRuleSet } from "../src/RuleSet.ts";

const { rules } = coreRuleSet;

const severitiesSince = (version: string) =>
  Object.fromEntries(rules.filter((rule) => rule.since === version).map((rule) => [rule.id, rule.severity]));

describe("the core rules", () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))("hold to the form of a rule: %s", (_, rule) => {
    expect(Rule.parse(rule)).toEqual(rule);
  });

  it("have ids of their own, each under an article that exists", () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const rule of rules) expect(articles).toContain(articleOf(rule.id));
  });

  it("are all listed, one file each, named as the id", () => {
    const files = readdirSync(new URL("../src/rules/", import.meta.url))
      .filter((file) => file !== "index.ts")
      .map((file) => file.replace(".ts", ""));
    expect(rules.map((rule) => rule.id.split("/")[1]).sort()).toEqual(files.sort());
  });

  it("stand in the order of the articles, and no article is without one", () => {
    const order = rules.map((rule) => articles.map(String).indexOf(articleOf(rule.id)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect([...new Set(rules.map((rule) => articleOf(rule.id)))]).toEqual(articles);
  });

  it("use every kind of check but those that only a repository can fill", () => {
    const kinds = RuleCheck.options.map((option) => option.shape.kind.value);
    const used = new Set<string>(rules.map((rule) => rule.check.kind));
    expect(kinds.filter((kind) => !used.has(kind))).toEqual(["required-text", "front-matter"]);
  });

  it("keep the severities that other programs rely on", () => {
    expect(severitiesSince("1.0.0")).toEqual({
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

  it("are warnings in the minor version that brings them", () => {
    const known = rules.map((rule) => rule.since.split(".").map(Number));
    const [major = 0, minor = 0] = coreRuleSet.version.split(".").map(Number);
    expect(known.every(([a = 0, b = 0]) => a < major || (a === major && b <= minor))).toBe(true);
    const brought = rules.filter((rule) => rule.since.startsWith(`${major}.${minor}.`));
    expect(brought.length).toBeGreaterThan(0);
    expect(brought.filter((rule) => rule.severity !== "warning").map((rule) => rule.id)).toEqual([]);
  });

  it("have a sentence for a title, and say why", () => {
    for (const { id, title, rationale } of rules) {
      expect([id, title]).toEqual([id, expect.stringMatching(/^[A-Z][^.]{10,80}[^.]$/)]);
      expect([id, rationale]).toEqual([id, expect.stringMatching(/^[A-Z].{20,}\.$/)]);
    }
    expect(new Set(rules.map((rule) => rule.title)).size).toBe(rules.length);
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

it("says of every kind what it asks for, and of every option what it is", () => {
  for (const kind of RuleCheck.options) {
    expect([kind.shape.kind.value, kind.description]).toEqual([
      kind.shape.kind.value,
      expect.stringMatching(/\.$/),
    ]);
    for (const [name, option] of Object.entries(kind.shape)) {
      if (name === "kind") continue;
      expect([name, (option as { description?: string }).description]).toEqual([
        name,
        expect.stringMatching(/\.$/),
      ]);
    }
  }
});

describe("a rule of a repository", () => {
  const rule = {
    id: "shop/no-later",
    article: "IV",
    title: "t",
    severity: "warning",
    rationale: "r",
    check: { kind: "forbidden-text", texts: ["TBD"] },
  };

  it("is read", () => {
    expect(OwnRule.safeParse(rule).success).toBe(true);
    expect(OwnRule.safeParse({ ...rule, stages: ["spec"] }).success).toBe(true);
    expect(OwnRule.safeParse({ ...rule, severity: "error" }).success).toBe(true);
  });

  it.each([
    { id: "no-later" },
    { id: "article-4/no-later" },
    { id: "Shop/no-later" },
    { id: "shop/No Later" },
    { article: undefined },
    { article: "XIII" },
    { since: "1.0.0" },
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
    expect(OwnRule.safeParse({ ...rule, ...change }).success).toBe(false);
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
