import { coreRuleSet, makeRuleSet } from "@idse/constitution-rules";
import { stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { validateDocument } from "../src/validate.ts";
import { freshText, writtenText } from "./session.ts";

describe("one document alone", () => {
  it("is held against the rules about documents, and against no other", () => {
    const found = validateDocument("# Plan\n\n[REQUIRES INPUT: Why?]\n", { stage: "plan" });
    expect(new Set(found.map((one) => one.rule))).toEqual(
      new Set(["article-3/requires-input", "article-3/required-sections"]),
    );
    expect(found.find((one) => one.rule === "article-3/requires-input")).toMatchObject({
      path: "plans/plan.md",
      project: "",
      session: "",
      line: 3,
      message: "Why?",
    });
  });

  it("lies where the caller says, and is asked by the rules the caller gives", () => {
    const rule = coreRuleSet.rules.find((one) => one.id === "article-3/requires-input");
    const ruleSet = makeRuleSet("one", "1.0.0", rule === undefined ? [] : [rule]);
    const found = validateDocument("[REQUIRES INPUT]", { stage: "spec", path: "docs/spec.md", ruleSet });
    expect(found.map((one) => [one.rule, one.path])).toEqual([["article-3/requires-input", "docs/spec.md"]]);
  });

  it.each(stages)("has none when the %s is written, and some when it is fresh", (stage) => {
    expect(validateDocument(writtenText(stage), { stage })).toEqual([]);
    expect(validateDocument(freshText(stage), { stage }).length).toBeGreaterThan(0);
  });

  it.each([
    ["[REQUIRES INPUT]", "Write what is asked for here."],
    ["[REQUIRES INPUT:]", "Write what is asked for here."],
    ["[REQUIRES INPUT: name the limits]", "Name the limits."],
    ["[requires input: Why?]", "Why?"],
  ])("is told by %j: %s", (text, message) => {
    expect(validateDocument(text, { stage: "intent" }).map((one) => one.message)).toContain(message);
  });
});

it.each([
  "",
  "\ufeff",
  "\r\n \r\n",
  "# Only\n\n---\n",
  "+++\na = 1\n+++\n",
  "<!-- x -->\n",
  "[a]: https://x.example\n",
])("calls %j empty", (text) => {
  const found = validateDocument(text, { stage: "tasks" });
  expect(found.map((one) => one.rule)).toContain("article-3/empty-document");
});

it("answers any text, and every finding lies inside it", () => {
  const pieces = fc.constantFrom(
    ...[
      "[REQUIRES INPUT]",
      "[requires input: a",
      "]",
      "\n",
      "\r\n",
      "\r",
      "\ufeff",
      "#",
      " ",
      "`",
      "```\n",
      "> ",
      "- ",
    ],
    ...[
      "<<<<<<< a\n",
      "=======\n",
      ">>>>>>> b\n",
      "ExampleComponent",
      "## Component Impact Report\n",
      "😀",
      "\ud800",
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom(...stages), (text, stage) => {
      const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
      const lengthOf = (line: number) => lines[line - 1]?.length ?? -1;
      for (const { line, column, endLine, endColumn } of validateDocument(text, { stage })) {
        if (line === null || column === null || endLine === null || endColumn === null)
          throw new Error("no place");
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual(lengthOf(line) + 1);
        expect(endColumn).toBeLessThanOrEqual(lengthOf(endLine) + 1);
        expect(endLine > line || (endLine === line && endColumn >= column)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
