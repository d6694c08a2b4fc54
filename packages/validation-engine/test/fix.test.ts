import type { Finding, Fix } from "@idse/constitution-rules";
import { type Stage, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { applyFixes } from "../src/fix.ts";
import { validateDocument } from "../src/validate.ts";

const fix = (...edits: ReadonlyArray<readonly [start: number, end: number, text: string]>): Fix => ({
  title: "t",
  edits: edits.map(([start, end, text]) => ({ start, end, text })),
});

describe("fixes put to a text", () => {
  it.each<[string, ReadonlyArray<Fix>, string, number, number]>([
    ["nothing", [], "abcdef", 0, 0],
    ["one", [fix([1, 3, "X"])], "aXdef", 1, 0],
    ["in whatever order they are found", [fix([4, 5, "Y"]), fix([0, 1, "X"])], "XbcdYf", 2, 0],
    ["what is inserted at one place in order", [fix([2, 2, "1"]), fix([2, 2, "2"])], "ab12cdef", 2, 0],
    ["an insertion before what is replaced there", [fix([2, 4, "X"]), fix([2, 2, "1"])], "ab1Xef", 2, 0],
    ["an insertion behind what is replaced", [fix([4, 4, "1"]), fix([2, 4, "X"])], "abX1ef", 2, 0],
    ["replacements side by side", [fix([2, 4, "X"]), fix([4, 6, "Y"])], "abXY", 2, 0],
    ["the first of two that overlap", [fix([1, 4, "X"]), fix([3, 6, "Y"])], "aXef", 1, 1],
    ["no insertion into what is replaced", [fix([1, 4, "X"]), fix([2, 2, "1"])], "aXef", 1, 1],
    ["no replacement around an insertion", [fix([2, 2, "1"]), fix([1, 4, "X"])], "ab1cdef", 1, 1],
    ["one of two that are equal", [fix([1, 2, "X"]), fix([1, 2, "X"])], "aXcdef", 1, 1],
    ["all of a fix or none of it", [fix([0, 2, "X"]), fix([5, 6, "Z"], [1, 3, "Y"])], "Xcdef", 1, 1],
    ["none that lies outside", [fix([5, 7, "X"]), fix([-1, 0, "X"]), fix([3, 2, "X"])], "abcdef", 0, 3],
  ])("%s", (_, fixes, text, applied, skipped) => {
    expect(applyFixes("abcdef", fixes)).toEqual({ text, applied, skipped });
  });
});

const fixesOf = (findings: ReadonlyArray<Finding>): ReadonlyArray<Fix> =>
  findings.flatMap((one) => (one.fix === null ? [] : [one.fix]));

const fixed = (text: string, stage: Stage): string =>
  applyFixes(text, fixesOf(validateDocument(text, { stage }))).text;

const marker = "[REQUIRES INPUT]";

describe("a missing section", () => {
  it("stands behind the one before it, and several in the order of the rule", () => {
    expect(fixed("# Spec\n\n## Overview\n\nA shop.\n\n## Notes\n\nNone.\n", "spec")).toBe(
      `# Spec\n\n## Overview\n\nA shop.\n\n## Functional Requirements\n\n${marker}\n\n## Acceptance Criteria\n\n${marker}\n\n## Notes\n\nNone.\n`,
    );
  });

  it("stands before the one after it where none comes before", () => {
    expect(fixed("# Tasks\r\n\r\nFirst.\r\n## Decision Log\r\n\r\nNone.\r\n", "feedback")).toBe(
      `# Tasks\r\n\r\nFirst.\r\n\r\n## Feedback Received\r\n\r\n${marker}\r\n\r\n## Actions / Follow-ups\r\n\r\n${marker}\r\n\r\n## Decision Log\r\n\r\nNone.\r\n`,
    );
  });

  it("has the rank of its neighbour, and stays out of the sections below it", () => {
    const before =
      "# Plan\n\n## Design\n\n### Architecture\n\nOne.\n\n#### Why\n\nCheap.\n\n### Components\n\nTwo.\n";
    expect(fixed(`${before}\n## Phases\n\nThree.\n`, "plan")).toBe(
      `${before}\n### Test Strategy\n\n${marker}\n\n## Phases\n\nThree.\n`,
    );
  });

  it.each([
    ["", `## Phase\n\n${marker}\n`],
    ["\ufeff", `\ufeff## Phase\n\n${marker}\n`],
    ["# T", `# T\n\n## Phase\n\n${marker}\n`],
    ["# T\r", `# T\r\r## Phase\r\r${marker}\r`],
    ["# T\n\n    ", `# T\n\n    \n## Phase\n\n${marker}\n`],
    ["- one\n  - two\n", `- one\n  - two\n\n## Phase\n\n${marker}\n`],
    ["> ```\n> code\n", `> \`\`\`\n> code\n\n## Phase\n\n${marker}\n`],
    ["```\ncode\n```\n", `\`\`\`\ncode\n\`\`\`\n\n## Phase\n\n${marker}\n`],
  ])("is added at the end of %j", (before, after) => {
    expect(fixed(before, "tasks")).toBe(after);
  });

  it.each([
    "```\ncode\n",
    "~~~~\n~~~\n",
    "# T\n\n<!-- open\n",
    "<script>\n",
    "```",
    "<?php\n",
    "<![CDATA[ x",
  ])("is not added where it would be swallowed: %j", (text) => {
    const found = validateDocument(text, { stage: "tasks" });
    expect(found.map((one) => one.rule)).toContain("article-3/required-sections");
    expect(fixesOf(found)).toEqual([]);
  });

  it("leaves a comment with the heading that it stands above", () => {
    const waived =
      "<!-- idse-waive article-3/requires-input: agreed -->\n## Acceptance Criteria\n\n[REQUIRES INPUT]\n";
    expect(fixed(`# Spec\n\n## Overview\n\nA shop.\n\n${waived}`, "spec")).toBe(
      `# Spec\n\n## Overview\n\nA shop.\n\n## Functional Requirements\n\n${marker}\n\n${waived}`,
    );
    expect(fixed(`<!-- idse-waive article-10/link-target: later -->\n\n## Goal\n\nx\n`, "intent")).toMatch(
      /^<!-- idse-waive .* -->\n\n## Goal\n/,
    );
  });
});

describe("a marker", () => {
  const marked = (text: string): string => fixed(`# T\n\n## Phase\n\n${text}\n`, "tasks").slice(15, -1);

  it.each([
    ["[requires input]", "[REQUIRES INPUT]"],
    ["[ Requires \t Input ]", "[REQUIRES INPUT]"],
    ["[requires  input: Which  one? ]", "[REQUIRES INPUT: Which  one? ]"],
    ["[Requires Input :x]", "[REQUIRES INPUT :x]"],
    ["[requires input](https://x.example)", "[REQUIRES INPUT](https://x.example)"],
    ["[REQUIRES INPUT]", "[REQUIRES INPUT]"],
    ["`[requires input]`", "`[requires input]`"],
  ])("%j is written %j", (text, wanted) => {
    expect(marked(text)).toBe(wanted);
  });
});

describe("the entries of an impact report", () => {
  const report = (entries: string): string =>
    `# I\n\n## What Was Built\n\nIt.\n\n## Validation Reports\n\nx\n\n## Component Impact Report\n\n${entries}`;
  const entriesAfter = (entries: string): string =>
    fixed(report(entries), "implementation").slice(report("").length);

  it.each([
    ["- Cart (`cart.ts`): vouchers\n", "- **Cart** (`cart.ts`): vouchers\n"],
    ["* Cart: vouchers\n* The till\n", "- **Cart**: vouchers\n- **The till**\n"],
    ["+ Cart (a)\r\n  more\r\n", "- **Cart** (a)\r\n  more\r\n"],
    ["1. @idse/cart: moved\n", "1. **@idse/cart**: moved\n"],
    ["- [x] Cart: done\n", "- [x] **Cart**: done\n"],
    [
      "### Changed\n\n* Cart: x\n\n### Removed\n\n* Till: y\n",
      "### Changed\n\n- **Cart**: x\n\n### Removed\n\n- **Till**: y\n",
    ],
  ])("%j become %j", (before, after) => {
    expect(entriesAfter(before)).toBe(after);
  });

  it.each([
    "- we changed the cart and some other parts (see above): x\n",
    "- Cart, till: x\n",
    "- Cart is gone. Till: x\n",
    "- `cart.ts`: x\n",
    "- Cart `cart.ts`: x\n",
    "- *Cart*: x\n",
    "- Cart &amp: x\n",
    "- Cart\n  and till\n",
    "- Cart:x\n",
    "- (Cart): x\n",
    "> - Cart: x\n",
    "- Cart: x\n- [link](x): y\n",
    "-\n",
  ])("%j are left to their author", (entries) => {
    const found = validateDocument(report(entries), { stage: "implementation" });
    expect(found.map((one) => one.rule)).toContain("article-6/component-impact-report");
    expect(entriesAfter(entries)).toBe(entries);
  });

  it("are not asked for where one is right", () => {
    const entries = "* Till: x\n* **Cart**: y\n";
    expect(entriesAfter(entries)).toBe(entries);
  });
});

const pieces = fc.constantFrom(
  ...["\n", "\r\n", "\r", "\n\n", " ", "    ", "\t", "\ufeff", "\\", "&amp;", "😀", "\ud800", "\u0000"],
  ...[
    "# T\n",
    "## ",
    "### ",
    "Goal",
    "Overview",
    "Functional Requirements",
    "Phases",
    "Tests",
    "Architecture",
  ],
  ...["Scope\n===\n", "Scope\n---\n", "## Component Impact Report\n", "## What Was Built\n\n", "##\n"],
  ...[
    "- Cart: x\n",
    "* Cart (a): x\n",
    "+ Till\n",
    "1. Cart: x\n",
    "* **Cart**: x\n",
    "- [ ] Cart: x\n",
    "* ",
  ],
  ...[
    "[requires input]",
    "[ REQUIRES  INPUT: a",
    "]",
    "[Requires input][x]",
    "[x]: y\n",
    "[requires input]: y\n",
  ],
  ...[
    "```\n",
    "~~~\n",
    "`",
    "<!-- c -->\n",
    "<!--",
    "-->",
    "<div>\n",
    "</div>\n",
    "<script>",
    "> ",
    "---\n",
    "+++\n",
  ],
  ...[
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n",
    "**",
    "_",
    "(",
    "):",
    "text\n",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
  ],
);

const countByRule = (findings: ReadonlyArray<Finding>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
};

/** The text between the edits of an original, and between what they put into the result. */
const untouchedOf = (text: string, edits: Fix["edits"]): ReadonlyArray<string> => {
  const bounds = [0, ...edits.flatMap(({ start, end }) => [start, end]), text.length];
  return bounds.flatMap((bound, index) => (index % 2 === 0 ? [text.slice(bound, bounds[index + 1])] : []));
};

it("ends a fix before another begins where both insert at the end of the text", () => {
  const open = { title: "Append", edits: [{ start: 3, end: 3, text: "\nNext" }] };
  const bold = {
    title: "Bold",
    edits: [
      { start: 2, end: 2, text: "**" },
      { start: 3, end: 3, text: "**" },
    ],
  };
  expect(applyFixes("- a", [open, bold]).text).toBe("- **a**\nNext");
});

it("changes what its edits name in any document, mends what it says, and breaks nothing else", () => {
  const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));
  let made = 0;
  fc.assert(
    fc.property(texts, fc.constantFrom(...stages), (text, stage) => {
      const before = validateDocument(text, { stage });
      const fixes = fixesOf(before);
      const result = applyFixes(text, fixes);
      made += result.applied;
      expect(result.skipped).toBe(0);

      const edits = fixes.flatMap((one) => one.edits).toSorted((a, b) => a.start - b.start || a.end - b.end);
      let at = 0;
      untouchedOf(text, edits).forEach((kept, index) => {
        expect(result.text.slice(at, at + kept.length)).toBe(kept);
        at += kept.length + (edits[index]?.text.length ?? 0);
      });
      expect(at).toBe(result.text.length);

      const after = validateDocument(result.text, { stage });
      expect(fixesOf(after)).toEqual([]);
      const inserted = before.filter((one) => one.fix !== null && one.rule === "article-3/required-sections");
      const [countsBefore, countsAfter] = [countByRule(before), countByRule(after)];
      for (const [rule, count] of countsAfter) {
        const allowed =
          (countsBefore.get(rule) ?? 0) + (rule === "article-3/requires-input" ? inserted.length : 0);
        expect([rule, count <= allowed]).toEqual([rule, true]);
      }
      for (const rule of ["article-3/required-sections", "article-6/component-impact-report"]) {
        const open = before.filter((one) => one.rule === rule && one.fix === null).length;
        expect([rule, countsAfter.get(rule) ?? 0]).toEqual([rule, open]);
      }
    }),
    { numRuns: 2000 },
  );
  expect(made).toBeGreaterThan(1000);
});
