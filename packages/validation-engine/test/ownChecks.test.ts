/** Kinds and options of checks that the shipped rules do not use: what a repository's own rules can ask. */
import { makeRuleSet, type RuleCheck } from "@idse/constitution-rules";
import type { Stage } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import { validateDocument } from "../src/validate.ts";

const found = (
  check: RuleCheck,
  text: string,
  options: {
    readonly stage?: Stage;
    readonly aliases?: Readonly<Record<string, ReadonlyArray<string>>>;
  } = {},
) => {
  const rule = {
    id: "shop/x",
    article: "V",
    title: "t",
    severity: "error",
    since: "1",
    rationale: "r",
    check,
  } as const;
  const words = options.aliases === undefined ? {} : { sectionAliases: options.aliases };
  return validateDocument(text, {
    stage: options.stage ?? "plan",
    ruleSet: makeRuleSet("ours", "1.0.0", [rule], words),
  });
};

const places = (check: RuleCheck, text: string): ReadonlyArray<string> =>
  found(check, text).map((one) => `${one.line}:${one.column}-${one.endLine}:${one.endColumn}`);

describe("forbidden-text", () => {
  const kind = "forbidden-text";

  it("says what to do instead, and names what stands there", () => {
    const check: RuleCheck = { kind, texts: ["tbd"], advice: "Give a date.", ignoreCase: true };
    expect(found(check, "TBD, `tbd`\n").map((one) => one.message)).toEqual(['Replace "TBD". Give a date.']);
    expect(found({ kind, texts: ["TBD"] }, "TBD\n")[0]?.message).toBe('Replace "TBD". Say what is meant.');
  });

  it.each([
    ["later, sooner or LATER", ["1:1-1:6", "1:18-1:23"]],
    ["related, collateral, later_on, later2, späterlater", []],
    ["(later) later.", ["1:2-1:7", "1:9-1:14"]],
  ])("finds whole words alone in %j", (text, wanted) => {
    expect(places({ kind, texts: ["later"], wholeWords: true, ignoreCase: true }, text)).toEqual(wanted);
  });

  it("takes its texts as they are, and not as patterns", () => {
    expect(places({ kind, texts: ["[a.b]*", "\\d{2}"] }, "[a.b]* axb 12 \\d{2}\n")).toEqual([
      "1:1-1:7",
      "1:15-1:20",
    ]);
  });

  it("looks at small and capital letters beyond ASCII", () => {
    expect(places({ kind, texts: ["SPÄTER"], ignoreCase: true }, "Später\n")).toEqual(["1:1-1:7"]);
  });
});

describe("required-text", () => {
  const anywhere: RuleCheck = { kind: "required-text", texts: ["Rollback", "Way back"] };
  const inSection: RuleCheck = { ...anywhere, section: "Test Strategy" };

  it("is content with any of its texts, in prose", () => {
    expect(found(anywhere, "# P\n\nThe way: Way back.\n")).toEqual([]);
    expect(found(anywhere, "# P\n\n`Rollback`\n").map((one) => [one.line, one.message])).toEqual([
      [1, 'Write "Rollback" or "Way back".'],
    ]);
  });

  it("looks in one section, by whatever name it goes here", () => {
    const text = "# P\n\nRollback\n\n## Test Strategy\n\nNone.\n";
    expect(found(inSection, text).map((one) => [one.line, one.category])).toEqual([[5, "open"]]);
    expect(found(inSection, text.replace("None", "Rollback"))).toEqual([]);
    const aliases = { "Test Strategy": ["Teststrategie"] };
    expect(found(inSection, "## Teststrategie\n\nRollback\n", { aliases })).toEqual([]);
  });

  it("is not there where the section is not", () => {
    expect(places(inSection, "# P\n\nRollback\n")).toEqual(["1:1-1:1"]);
  });
});

describe("table-shape", () => {
  const check: RuleCheck = { kind: "table-shape", section: "Data", columns: ["Field", "Type"] };
  const table = "| type | more | FIELD |\n|---|---|---|\n| a | b | c |\n";

  it("asks a section for a table with these columns, in any order", () => {
    expect(found(check, `## Data\n\n${table}`)).toEqual([]);
    expect(places(check, `## Data\n\nNone.\n\n## Other\n\n${table}`)).toEqual(["1:1-1:8"]);
    expect(places(check, `## Other\n\n${table}`)).toEqual(["1:1-1:1"]);
    expect(places(check, "## Data\n\n| Field |\n|---|\n| a |\n")).toEqual(["3:1-5:6"]);
    expect(found(check, "# P\n")[0]?.message).toBe(
      'Add a table with the columns Field, Type to the section "Data".',
    );
  });

  it("asks for a table without saying which, and for columns without saying where", () => {
    expect(found({ kind: "table-shape", section: "Data" }, "## Data\n\n| x |\n|---|\n")).toEqual([]);
    expect(found({ kind: "table-shape", section: "Data" }, "## Data\n")[0]?.message).toBe(
      'Add a table to the section "Data".',
    );
    expect(found({ kind: "table-shape", columns: ["Field"] }, table)).toEqual([]);
  });

  it("says where the cell stands that is lost, behind a byte order mark and in a list too", () => {
    const rows = "| a |\n  |---|\n  | 1 | 2 |\n";
    expect(places({ kind: "table-shape" }, `\ufeff- x\n\n  ${rows}`)).toEqual(["5:7-5:12"]);
  });
});

describe("front-matter", () => {
  const check: RuleCheck = {
    kind: "front-matter",
    keys: { owner: {}, state: { values: ["draft", "final"] } },
  };

  it.each([
    ["---\nowner: Ada\nstate: draft\n---\n", []],
    ["---\nstate: 'final' # agreed\n\"owner\":\n  - Ada\n---\n", []],
    ['\ufeff---\r\nowner: Ada\r\nstate: "draft"\r\n---\r\n', []],
    ["---\nstate: done\nowner: Ada\n---\n", ['2:1-2:12 Set "state" to one of: draft, final.']],
    ["---\nowner:\nstate: draft\n---\n", ['2:1-2:7 Give "owner" a value.']],
    ["---\nowner: # nobody\nstate: draft\n---\n", ['2:1-2:16 Give "owner" a value.']],
    ["---\nmore:\n  owner: Ada\nstate: draft\n---\n", ['1:1-1:1 Add "owner" to the front matter.']],
    [
      "# P\n\nowner: Ada\n",
      ['1:1-1:1 Add "owner" to the front matter.', '1:1-1:1 Add "state" to the front matter.'],
    ],
    [
      '+++\nowner = "Ada"\n+++\n',
      ['1:1-1:1 Add "owner" to the front matter.', '1:1-1:1 Add "state" to the front matter.'],
    ],
  ])("of %j", (text, wanted) => {
    const all = found(check, text);
    expect(
      all.map((one) => `${one.line}:${one.column}-${one.endLine}:${one.endColumn} ${one.message}`),
    ).toEqual(wanted);
  });
});

describe("size", () => {
  const inBytes = (maxBytes: number, text: string) => found({ kind: "size", maxBytes }, text).length;

  it.each(["plain", "äöü", "お支払い", "😀😀", "\ud800x", "\ufeffä"])("counts %j as UTF-8", (text) => {
    const bytes = new TextEncoder().encode(text).length;
    expect([inBytes(bytes, text), inBytes(bytes - 1, text)]).toEqual([0, 1]);
  });

  it("counts words of prose, and not those of code, comments and front matter", () => {
    const text =
      "---\na: b\n---\n# One two\n\nthree, four - *five* `six`\n\n<!-- seven -->\n\n```\neight\n```\n";
    expect(found({ kind: "size", minWords: 5, maxWords: 5 }, text)).toEqual([]);
    expect(found({ kind: "size", minWords: 6 }, text).map((one) => one.category)).toEqual(["open"]);
    expect(found({ kind: "size", maxWords: 4 }, text).map((one) => one.message)).toEqual([
      "Shorten the plan to 4 words; it has 5.",
    ]);
  });
});

it("asks nothing where a rule names no limit", () => {
  expect(found({ kind: "size" }, "")).toEqual([]);
});
