import { describe, expect, it } from "@jest/globals";
import { ArtifactDocument, type Section } from "../src/ArtifactDocument.ts";
import { normaliseTitle } from "../src/Title.ts";
import { engines } from "./engines.ts";

describe.each(engines)("with $name", (engine) => {
  const read = (text: string) => new ArtifactDocument(text, engine);
  const titles = (text: string) => read(text).headings.map(({ depth, text: title }) => `${depth} ${title}`);

  describe("headings", () => {
    it("are found in both forms, without their markup", () => {
      expect(
        titles("# A *b* `c` [d](e) &amp; f ##\n\nSetext\non two lines\n===\n\nB\n---\n\n###### C\n"),
      ).toEqual(["1 A b c d & f", "1 Setext on two lines", "2 B", "6 C"]);
    });

    it("are not found in code, comments, front matter and words that only look alike", () => {
      expect(
        titles("---\n# a: b\n---\n```\n# b\n```\n\n    # c\n\n<!--\n# d\n-->\n\n#e\n\n\\# f\n\n####### g\n"),
      ).toEqual([]);
    });

    it("are found in quotes and lists too", () => {
      expect(titles("> # A\n\n- # B\n")).toEqual(["1 A", "1 B"]);
    });

    it.each([
      ["\n", ""],
      ["\r\n", ""],
      ["\r", ""],
      ["\n", "\ufeff"],
      ["\r\n", "\ufeff"],
    ])("have places that fit the text with %j and %j before it", (end, mark) => {
      const text = mark + ["# One", "", "text", "", "Two", "---", "", "## Three"].join(end);
      const document = read(text);
      expect(
        document.headings.map(({ text: title, range }) => [title, range.start.line, range.start.column]),
      ).toEqual([
        ["One", 1, 1],
        ["Two", 5, 1],
        ["Three", 8, 1],
      ]);
      for (const { text: title, range } of document.headings) {
        expect(text.slice(range.start.offset, range.end.offset)).toContain(title);
        expect(document.lines.pointAt(range.start.offset)).toEqual(range.start);
      }
    });
  });

  describe("sections", () => {
    const text = [
      "before",
      "# T",
      "a",
      "## 1. Goal",
      "b",
      "### Deep",
      "c",
      "## Notes:",
      "> ## Quoted",
      "- ## Listed",
      "",
      "# Second",
      "d",
    ].join("\n");

    it("run to the next heading of the same or a higher rank", () => {
      const document = read(text);
      expect(
        document.sections.map((section) => [section.path.join("/"), document.bodyOf(section).trim()]),
      ).toEqual([
        ["T", "a\n## 1. Goal\nb\n### Deep\nc\n## Notes:\n> ## Quoted\n- ## Listed"],
        ["T/1. Goal", "b\n### Deep\nc"],
        ["T/1. Goal/Deep", "c"],
        ["T/Notes:", "> ## Quoted\n- ## Listed"],
        ["Second", "d"],
      ]);
    });

    it("are found by title, number, case and closing punctuation aside", () => {
      const document = read(text);
      const found = (title: string) => document.sectionTitled(title)?.heading.text;
      expect([found("goal"), found("NOTES"), found("2.3 Goal:"), found("Quoted"), found("Go")]).toEqual([
        "1. Goal",
        "Notes:",
        "1. Goal",
        undefined,
        undefined,
      ]);
    });

    it("keep line ends and a byte order mark of the source", () => {
      const document = read("\ufeff# T\r\n\r\n## A\r\nx\r\n\r\n## B\r\ny\r\n");
      const body = (section: Section | undefined) => (section === undefined ? "" : document.bodyOf(section));
      expect(body(document.sectionTitled("A"))).toBe("\r\nx\r\n\r\n");
      expect(body(document.sectionTitled("B"))).toBe("\r\ny\r\n");
    });

    it("are none where there is no heading", () => {
      expect(read("text\n").sections).toEqual([]);
      expect(read("").sections).toEqual([]);
    });
  });

  describe("code", () => {
    const firstLines = (text: string) =>
      read(text).codeBlocks.map(({ language, value, firstLine }) => [language, value, firstLine]);

    it("says where its first line stands, fenced or indented", () => {
      expect(firstLines("a\n\n```yaml title\nx: 1\n```\n\n~~~\ny\n~~~\n\n    z\n")).toEqual([
        ["yaml", "x: 1", 4],
        [null, "y", 8],
        [null, "z", 11],
      ]);
    });

    it("does not take a fence inside indented code for one", () => {
      expect(firstLines("a\n\n    ```\n    x\n")).toEqual([[null, "```\nx", 3]]);
    });

    it("is found in lists and quotes, and where its fence is never closed", () => {
      expect(firstLines("- a\n\n  ```js\n  x\n  ```\n\n> ~~~\n> y\n")).toEqual([
        ["js", "x", 4],
        [null, "y", 8],
      ]);
    });

    it("counts lines from the byte order mark and CRLF on", () => {
      expect(firstLines("\ufeff```\r\nx\r\n```\r\n")).toEqual([[null, "x", 2]]);
    });

    it("is opaque, as are raw HTML, comments and front matter of both kinds", () => {
      const isOpaque = (text: string) => read(text).isOpaque(text.indexOf("X"));
      for (const text of [
        "`X`",
        "```\nX\n```",
        "    X",
        "<div>\nX\n</div>",
        "a <!-- X --> b",
        "---\na: X\n---\n",
        "+++\na = 'X'\n+++\n",
        "\ufeff`X`",
      ]) {
        expect([text, isOpaque(text)]).toEqual([text, true]);
      }
      for (const text of ["X", "`a` X `b`", "a <b>X</b>", "\ufeff`a`X", "\ufeffX`a`", "---\na: X\n"]) {
        expect([text, isOpaque(text)]).toEqual([text, false]);
      }
    });
  });

  describe("list entries", () => {
    it("give their lead in bold, their task box and their place", () => {
      const entries = read(
        "- **Name** (`a.ts`): what\n- [x] **Task 1** done\n- [ ] open\n- not **first**\n- __Lead__ too\n",
      ).listEntries;
      expect(
        entries.map(({ text, lead, checked, range }) => [text, lead, checked, range.start.line]),
      ).toEqual([
        ["Name (a.ts): what", "Name", null, 1],
        ["Task 1 done", "Task 1", true, 2],
        ["open", null, false, 3],
        ["not first", null, null, 4],
        ["Lead too", "Lead", null, 5],
      ]);
    });

    it("are found at every depth, and an empty one has no text", () => {
      const entries = read("1. a\n   - **b**\n     * c\n-\n").listEntries;
      expect(entries.map(({ text, lead }) => [text, lead])).toEqual([
        ["a", null],
        ["b", "b"],
        ["c", null],
        ["", null],
      ]);
    });
  });

  it("gives tables as rows of words, an escaped bar included", () => {
    const [table, ...more] = read("| A | B |\n|---|:-:|\n| *x* | `a\\|b` |\n| y |\n\nnot | a table\n").tables;
    expect(more).toEqual([]);
    expect(table?.rows.slice(0, 2)).toEqual([
      ["A", "B"],
      ["x", "a|b"],
    ]);
    expect(table?.rows[2]?.[0]).toBe("y");
    expect(table?.range.start.line).toBe(1);
  });
});

describe("a normalised title", () => {
  it.each([
    ["2.1 Functional Requirements:", "functional requirements"],
    ["3) Goal", "goal"],
    ["A. Goal", "goal"],
    ["10. Data  &  Interfaces —", "data & interfaces"],
    ["Goal", "goal"],
    ["2026", "2026"],
    ["A plan", "a plan"],
  ])("of %j is %j", (title, normal) => {
    expect(normaliseTitle(title)).toBe(normal);
  });

  it("is normal already", () => {
    expect(normaliseTitle(normaliseTitle("2.1 Risks & Unknowns:"))).toBe("risks & unknowns");
  });
});
