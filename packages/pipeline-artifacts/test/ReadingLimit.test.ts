import { describe, expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { openMarkersOf } from "../src/OpenMarker.ts";
import { readingProblemOf } from "../src/ReadingLimit.ts";
import { sectionFingerprintsOf } from "../src/SectionFingerprint.ts";
import { engines } from "./engines.ts";
import { specExamples } from "./specExamples.ts";

const stairs = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${"  ".repeat(level)}- a`).join("\n");

describe("what is nested too deeply", () => {
  it.each([
    ["quotes", `# A\n\n${"> ".repeat(101)}a`, 3],
    ["quotes without blanks", `${">".repeat(101)}a`, 1],
    ["list items on one line", `${"- ".repeat(101)}a`, 1],
    ["numbered items", `${"1. ".repeat(101)}a`, 1],
    ["both", `${"> - ".repeat(51)}a`, 1],
    ["list items on lines of their own", `${stairs(101)}\n`, 101],
    [
      "list items below lazy lines",
      `${stairs(50)}\nlazy\n${stairs(101).split("\n").slice(50).join("\n")}`,
      102,
    ],
    ["quotes after a byte order mark", `\ufeff${">".repeat(101)}a`, 1],
    ["quotes behind CR", `a\r\r${">".repeat(101)}a`, 3],
    ["quotes below a fence that its quote has closed", `> \`\`\`\n\n${">".repeat(101)}a`, 3],
  ])("is refused: %s", (_, text, line) => {
    expect(readingProblemOf(text)).toMatch(new RegExp(`^Line ${line} is nested more than 100 levels deep;`));
  });

  it.each([
    ["a hundred quotes", `${">".repeat(100)}a`],
    ["a hundred list items", `${stairs(100)}\n`],
    ["a rule across the page", "- ".repeat(400)],
    ["a rule in a quote", `> ${"* ".repeat(400)}`],
    ["angle brackets in a fence", `\`\`\`\n${">".repeat(400)}\n\`\`\`\n`],
    ["dashes in indented code", `a\n\n    ${"- ".repeat(400)}a`],
    ["a long indentation", `a\n${" ".repeat(1_000)}b`],
    ["a list that starts again", "- a\n  - b\n".repeat(400)],
    ["quotes beside each other", "> a\n\n".repeat(400)],
  ])("is not: %s", (_, text) => {
    expect(readingProblemOf(text)).toBeNull();
  });
});

describe("what heaps up markup", () => {
  it("is refused in a paragraph, over several lines too", () => {
    expect(readingProblemOf(`# A\n\n${"*a".repeat(5_001)}\n`)).toMatch(/^The paragraph that reaches line 3 /);
    expect(readingProblemOf("&amp; b\n".repeat(5_001))).toMatch(/^The paragraph that reaches line 5001 /);
  });

  it("is refused in a document", () => {
    expect(readingProblemOf("- a\n\n".repeat(100_000))).toMatch(/^The document holds more than 300000 /);
  });

  it("is no matter in a fence, over list items, table rows, headings and paragraphs", () => {
    for (const text of [
      `\`\`\`\n${"*a[0].b\n".repeat(100_000)}\`\`\`\n`,
      "- **a** `b` [c](d)\n".repeat(2_000),
      `| a | b |\n|---|---|\n${"| **a** `b` | [c](d) |\n".repeat(2_000)}`,
      "# **a** `b`\n".repeat(2_000),
      "**a** `b` [c](d)\n\n".repeat(2_000),
    ]) {
      expect(readingProblemOf(text)).toBeNull();
    }
  });
});

it("takes no example of the CommonMark spec for unreadable", () => {
  expect(specExamples.filter(({ markdown }) => readingProblemOf(markdown) !== null)).toEqual([]);
});

describe.each(engines)("a document that cannot be read, with $name", (engine) => {
  const text = `\ufeff# A\n\n\`[REQUIRES INPUT: why]\`\n\n${">".repeat(101)}a\n`;
  const document = new ArtifactDocument(text, engine);

  it("says so and has an empty tree", () => {
    expect(document.problem).toMatch(/^Line 5 is nested/);
    expect(document.tree.children).toEqual([]);
    expect(document.headings).toEqual([]);
    expect(document.sections).toEqual([]);
  });

  it("hides no marker, and still has a fingerprint of the whole", () => {
    expect(
      openMarkersOf(document).map(({ range, reason }) => [range.start.line, range.start.column, reason]),
    ).toEqual([[3, 2, "why"]]);
    expect(sectionFingerprintsOf(document).map(({ section }) => section)).toEqual([""]);
  });
});

it("walks a list of more items than a call takes arguments", () => {
  const items = 130_000;
  const item = { type: "listItem" as const, children: [] };
  const tree = {
    type: "root" as const,
    children: [{ type: "list" as const, children: Array(items).fill(item) }],
  };
  const document = new ArtifactDocument("- a\n", { name: "satteri", parse: () => tree });
  expect(document.listEntries).toHaveLength(items);
});
