import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { articleOf, articles } from "../src/Article.ts";
import { articleText, constitutionText } from "../src/ArticleText.ts";
import { constitutionTexts } from "../src/generated/constitution.ts";
import { coreRuleSet } from "../src/RuleSet.ts";

describe("the articles", () => {
  it("are twelve", () => {
    expect(articles).toEqual(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]);
  });

  it.each(articles)("have their prose under their number: %s", (article) => {
    expect(articleText(article)).toMatch(new RegExp(`^# Article ${article}: .+\n\n\\w`));
    expect(articleText(article)).toContain("How it is checked:");
  });

  it("are the files of the package", () => {
    const folder = new URL("../constitution/", import.meta.url);
    const files = readdirSync(folder).sort();
    expect(files).toEqual(Object.keys(constitutionTexts).sort());
    for (const file of files) {
      expect(readFileSync(new URL(file, folder), "utf8").replaceAll("\r\n", "\n")).toBe(
        constitutionTexts[file],
      );
    }
  });

  it("name their rules, those they have and no others", () => {
    const named = articles.flatMap((article) => articleText(article).match(/article-\d+\/[a-z-]+/g) ?? []);
    expect([...new Set(named)].sort()).toEqual(coreRuleSet.rules.map((rule) => rule.id).sort());
    for (const { id } of coreRuleSet.rules) {
      const article = articles.find((one) => one === articleOf(id));
      expect(article === undefined ? "" : articleText(article)).toContain(`\`${id}\``);
    }
  });

  it("are listed in the opening, each with its rules in reading order", () => {
    const table = (constitutionTexts["README.md"] ?? "").match(/^\| [IVX]+ \|.*$/gm) ?? [];
    expect(table.map((row) => row.split("|").map((cell) => cell.trim())).map(([, number]) => number)).toEqual(
      articles,
    );
    const listed = table.map((row) => row.match(/`[a-z-]+`/g) ?? []);
    const wanted = articles.map((article) =>
      coreRuleSet.rules
        .filter((rule) => articleOf(rule.id) === article)
        .map((rule) => `\`${rule.id.split("/")[1]}\``),
    );
    expect(listed).toEqual(wanted);
  });

  it("say of each rule whether it is a warning", () => {
    for (const { id, severity } of coreRuleSet.rules) {
      const prose = articles.map(articleText).join("\n");
      const [entry = ""] = new RegExp(`^- \`${id}\`: [\\s\\S]*?(?=^- |\n\n)`, "m").exec(`${prose}\n\n`) ?? [];
      expect([id, /\bA\s+warning\b/.test(entry)]).toEqual([id, severity === "warning"]);
    }
  });

  it("show a waiver of a rule that exists", () => {
    const [, rule] = /idse-waive (\S+) until=/.exec(constitutionText()) ?? [];
    expect(coreRuleSet.rules.map((one) => one.id)).toContain(rule);
  });

  it("stand together in one document, in order", () => {
    const titles = constitutionText().match(/^# .*$/gm) ?? [];
    expect(titles[0]).toBe("# The IDSE Constitution");
    expect(titles.slice(1).map((title) => title.split(/[ :]/)[2])).toEqual(articles);
    expect(constitutionText().endsWith("\n")).toBe(true);
  });
});

it.each([
  ["article-1/x", "I"],
  ["article-3/requires-input", "III"],
  ["article-12/x", "XII"],
  ["article-0/x", ""],
  ["article-13/x", ""],
  ["requires-input", ""],
])("%s stands under article %j", (id, article) => {
  expect(articleOf(id)).toBe(article);
});
