import { spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { defaultIdentifiers, exampleOf, identifierKinds } from "../src/Identifier.ts";
import { mentionsIn, qualifiedIn } from "../src/IdentifierForm.ts";
import { identifiersOf, qualifiedReferencesOf } from "../src/IdentifierIndex.ts";
import { type Stage, stages } from "../src/Stage.ts";
import { newDocument } from "../src/Template.ts";
import { engines } from "./engines.ts";

const idsIn = (text: string, scheme = defaultIdentifiers) => mentionsIn(text, scheme).map(({ id }) => id);

describe("the forms of an identifier", () => {
  it.each([
    ["FR-1", ["FR-1"]],
    ["FR-001 and FR-1", ["FR-001", "FR-1"]],
    [
      "FR-1.2 FR-1a NFR-3 AC-12 SC-1 REQ-7 T-3 D-1 ADR-2",
      ["FR-1.2", "FR-1a", "NFR-3", "AC-12", "SC-1", "REQ-7", "T-3", "D-1", "ADR-2"],
    ],
    ["Task 1.2, task 1.3, TASK 1.4, Task-1.5", ["Task 1.2", "Task 1.3", "Task 1.4", "Task 1.5"]],
    ["(FR-1, FR-2); FR-3/FR-4", ["FR-1", "FR-2", "FR-3", "FR-4"]],
    ["FR-1. FR-2: FR-3's FR-4?", ["FR-1", "FR-2", "FR-3", "FR-4"]],
    ["Task\n1.2 and Task\r\n  1.3 and Task\n> > 1.4", ["Task 1.2", "Task 1.3", "Task 1.4"]],
    ["fr-1 Fr-2 FR 3 FR1 Task1.2 Tasking 1", []],
    ["XFR-1 ÄFR-2 1FR-3 _FR-4 x-FR-5 @FR-6 #FR-7 docs/FR-8 a.FR-9", []],
    ["FR-1-beta FR-2x1 FR-3_a FR-4.md FR-5ab FR-6é FR-1234567890 FR-1.2.x", []],
    ["FR-1 to nothing, FR-2 - a title", ["FR-1", "FR-2"]],
  ])("in %j are %j", (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
  });

  it.each([
    ["FR-1 to FR-4", ["FR-1", "FR-2", "FR-3", "FR-4"]],
    ["FR-1–FR-4", ["FR-1", "FR-2", "FR-3", "FR-4"]],
    ["FR-1 – FR-3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-1-FR-3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-1-3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-1–3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-1..4", ["FR-1", "FR-2", "FR-3", "FR-4"]],
    ["FR-1...FR-3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-1…3", ["FR-1", "FR-2", "FR-3"]],
    ["FR-008 to FR-011", ["FR-008", "FR-009", "FR-010", "FR-011"]],
    ["FR-1.1..3", ["FR-1.1", "FR-1.2", "FR-1.3"]],
    ["Tasks 1.1 to 1.4", ["Task 1.1", "Task 1.2", "Task 1.3", "Task 1.4"]],
    ["tasks 1.1 through Task 1.3", ["Task 1.1", "Task 1.2", "Task 1.3"]],
    ["Tasks 1.1–1.3", ["Task 1.1", "Task 1.2", "Task 1.3"]],
    ["Tasks 1.1 – 1.3", ["Task 1.1", "Task 1.2", "Task 1.3"]],
    ["Tasks 4.1 and 4.2", ["Task 4.1", "Task 4.2"]],
    ["Tasks 1.1, 1.3, and 2.1 to 2.3", ["Task 1.1", "Task 1.3", "Task 2.1", "Task 2.2", "Task 2.3"]],
    ["Tasks 4.1 and 3 more", ["Task 4.1"]],
    ["Task 4.1 and 4.2", ["Task 4.1"]],
    ["Task 1.1 to 5 people", ["Task 1.1"]],
    ["FR-1 to 100 users", ["FR-1"]],
    ["FR-1 – 3 items on a page", ["FR-1"]],
    ["FR-1, 2 of them", ["FR-1"]],
    // Neither end can say what lies between.
    ["FR-4 to FR-1", ["FR-4", "FR-1"]],
    ["Task 1.1 to Task 2.3", ["Task 1.1", "Task 2.3"]],
    ["FR-1 to NFR-4", ["FR-1", "NFR-4"]],
    ["FR-1a to FR-1c", ["FR-1a", "FR-1c"]],
    ["FR-1a to FR-3", ["FR-1a", "FR-3"]],
    ["FR-1-2-fast FR-3-1", []],
  ])("ranges and lists: %j are %j", (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
  });

  it("keeps the ends of a range apart from what lies between", () => {
    expect(mentionsIn("see FR-1 to FR-3.", defaultIdentifiers)).toEqual([
      { id: "FR-1", kind: "requirement", start: 4, end: 8, written: true, ranged: true },
      { id: "FR-2", kind: "requirement", start: 4, end: 16, written: false, ranged: true },
      { id: "FR-3", kind: "requirement", start: 12, end: 16, written: true, ranged: true },
    ]);
  });

  it("expands a range to a thousand at most, and a text to a bounded number", () => {
    const found = idsIn("FR-1 to FR-5000");
    expect(found).toHaveLength(1000);
    expect([found[0], found[998], found[999]]).toEqual(["FR-1", "FR-999", "FR-5000"]);
    expect(idsIn("FR-1..9999 ".repeat(5000)).length).toBeLessThan(115_000);
  });

  it("knows beginnings in any script, and spells as the scheme does", () => {
    const scheme = {
      ...defaultIdentifiers,
      requirement: ["ANF", "Требование", "要件"],
      task: ["Aufgabe", "Öl"],
    };
    expect(idsIn("ANF-1 требование 2 ТРЕБОВАНИЕ-3 要件 4 aufgaben 1.1 bis 1.3 ÖL 5 FR-9", scheme)).toEqual([
      "ANF-1",
      "Требование 2",
      "Требование 3",
      "要件 4",
      "Aufgabe 1.1",
      "Aufgabe 1.2",
      "Aufgabe 1.3",
      "Öl 5",
    ]);
  });

  it("takes a beginning for what it is named for first, and nothing where there is none", () => {
    expect(mentionsIn("X-1", { ...defaultIdentifiers, requirement: ["X"], decision: ["X"] })[0]?.kind).toBe(
      "requirement",
    );
    const empty = Object.fromEntries(
      identifierKinds.map((kind) => [kind, []]),
    ) as unknown as typeof defaultIdentifiers;
    expect(idsIn("FR-1 Task 1.2 -1 1", empty)).toEqual([]);
  });

  it("shows what one looks like", () => {
    expect(identifierKinds.map((kind) => exampleOf(kind))).toEqual([
      "SC-1",
      "FR-1",
      "AC-1",
      "Task 1.1",
      "D-1",
    ]);
  });
});

describe("qualified identifiers in any text", () => {
  const qualified = (text: string) =>
    qualifiedIn(text).map(({ project, session, id, start, end }) => [
      `${project}/${session}`,
      id,
      text.slice(start, end),
    ]);

  it.each([
    ["// demo/checkout#FR-1", [["demo/checkout", "FR-1", "demo/checkout#FR-1"]]],
    ["`demo/__blueprint__#AC-2`,", [["demo/__blueprint__", "AC-2", "demo/__blueprint__#AC-2"]]],
    [
      "(a/b#FR-1,c.d/e-f#Task 1.2)",
      [
        ["a/b", "FR-1", "a/b#FR-1"],
        ["c.d/e-f", "Task 1.2", "c.d/e-f#Task 1.2"],
      ],
    ],
    [
      "a/b#task-1.2 größe/maß#FR-1",
      [
        ["a/b", "Task 1.2", "a/b#task-1.2"],
        ["größe/maß", "FR-1", "größe/maß#FR-1"],
      ],
    ],
    [
      "-a/b#FR-1 ...a/b#FR-2",
      [
        ["a/b", "FR-1", "a/b#FR-1"],
        ["a/b", "FR-2", "a/b#FR-2"],
      ],
    ],
    ["https://x.example/a/b#FR-1 x/a/b#FR-2 ../b#FR-3 b#FR-4 /b#FR-5 a/#FR-6 #FR-7", []],
    ["a/b#fr-1 a/b#FR-1x1 a/b#FR-1-beta a/b#L-10 a/b# FR-1 a/b#section", []],
    [`${"x".repeat(100)}/b#FR-1 a/${"x".repeat(100)}#FR-1`, []],
  ])("%j has %j", (text, expected) => {
    expect(qualified(text)).toEqual(expected);
  });

  it("are no identifiers of this session", () => {
    expect(idsIn("demo/checkout#FR-1 and FR-2")).toEqual(["FR-2"]);
  });
});

const spec = `---
about: FR-90
---

# Specification

## Functional Requirements

- **FR-1** (SC-1, SC-2): The basket *survives* \`reload\`
  and restart.
- FR-2: Plain. See FR-1.
  - **AC-1**: Inside FR-2.
- [x] **FR-3: Bold title**
- ~~**FR-4**: Gone~~
- **FR-5**: Dropped, since FR-1 does it.
- **FR-6** (dropped)
- FR-1 is needed by FR-2.
- FR-7 the seventh

### FR-8 — A heading &amp; more

Text on FR-1.

- **AC-2** Given it
- AC-3 (FR-1 to FR-3): Given that

## Coverage

| Requirement | Shown by |
|---|---|
| FR-1 | AC-9 |
| FR-9 | Only here |

- [FR-1](#fr-1): in a list of contents
- FR-1, FR-2: both
- FR-2 and FR-7 too
- FR-7 again
- Task 1.1: is at home elsewhere

\`FR-91\` <!-- FR-92 --> <b>FR-93</b> [FR-94](https://x.example/FR-95) https://x.example/FR-96

    FR-97

> FR-98 in a quote

[FR-99]: https://x.example
`;

describe.each(engines)("with $name", (engine) => {
  const read = (text: string, stage: Stage = "spec") =>
    identifiersOf(new ArtifactDocument(text, engine), stage);
  const defined = (text: string, stage?: Stage) => read(text, stage).definitions.map(({ id }) => id);

  it("tells what a document defines", () => {
    expect(
      read(spec).definitions.map(({ id, title, section, checked, dropped, refers }) => [
        id,
        title,
        section,
        checked,
        dropped,
        refers.join(" "),
      ]),
    ).toEqual([
      [
        "FR-1",
        "The basket survives reload and restart.",
        "Functional Requirements",
        null,
        false,
        "SC-1 SC-2 AC-9",
      ],
      ["FR-2", "Plain. See FR-1.", "Functional Requirements", null, false, "FR-1"],
      ["AC-1", "Inside FR-2.", "Functional Requirements", null, false, "FR-2"],
      ["FR-3", "Bold title", "Functional Requirements", true, false, ""],
      ["FR-4", "Gone", "Functional Requirements", null, true, ""],
      ["FR-5", "Dropped, since FR-1 does it.", "Functional Requirements", null, true, "FR-1"],
      ["FR-6", "(dropped)", "Functional Requirements", null, true, ""],
      ["FR-7", "the seventh", "Functional Requirements", null, false, ""],
      ["FR-8", "A heading & more", "Functional Requirements", null, false, "FR-1"],
      ["AC-2", "Given it", "Functional Requirements", null, false, "FR-8"],
      ["AC-3", "Given that", "Functional Requirements", null, false, "FR-1 FR-2 FR-3 FR-8"],
      ["FR-9", "Only here", "Coverage", null, false, ""],
    ]);
  });

  it("tells what it refers to, from where", () => {
    const { references } = read(spec);
    expect(references.map(({ id, from }) => `${id} ${from}`)).toEqual([
      "SC-1 FR-1",
      "SC-2 FR-1",
      "FR-1 FR-2",
      "FR-2 AC-1",
      "FR-1 FR-5",
      "FR-1 null",
      "FR-2 null",
      "FR-1 FR-8",
      "FR-1 AC-3",
      "FR-2 AC-3",
      "FR-3 AC-3",
      "FR-1 null",
      "AC-9 FR-1",
      "FR-1 null",
      "FR-1 null",
      "FR-2 null",
      "FR-2 null",
      "FR-7 null",
      "FR-7 null",
      "Task 1.1 null",
      "FR-93 null",
      "FR-94 null",
      "FR-98 null",
    ]);
    expect(references.find(({ id }) => id === "AC-9")).toMatchObject({ text: "FR-1 | AC-9", opens: false });
    expect(references.filter(({ written }) => !written).map(({ id }) => id)).toEqual(["FR-2"]);
    expect(
      references
        .filter(({ opens }) => opens)
        .map(({ id }) => id)
        .join(" "),
    ).toBe("FR-1 FR-1 FR-1 FR-1 FR-2 FR-7 Task 1.1");
  });

  it("gives each its place, whatever the line ends and the byte order mark", () => {
    for (const text of [spec, spec.replaceAll("\n", "\r\n"), `\ufeff${spec}`]) {
      const { definitions, references } = read(text);
      for (const { id, range } of [...definitions, ...references.filter(({ written }) => written)]) {
        expect(text.slice(range.start.offset, range.end.offset)).toBe(id);
      }
      for (const { id, range, item } of definitions) {
        const source = text.slice(item.start.offset, item.end.offset);
        expect(source).toMatch(/^(?:- |### |\| )/);
        expect(source).toContain(id);
        expect(range.start.offset).toBeGreaterThan(item.start.offset);
      }
      const between = references.find(({ written }) => !written);
      expect(text.slice(between?.range.start.offset, between?.range.end.offset)).toBe("FR-1 to FR-3");
      expect(
        definitions.map(({ id, range }) => `${range.start.line}:${range.start.column} ${id}`).slice(0, 3),
      ).toEqual(["9:5 FR-1", "11:3 FR-2", "12:7 AC-1"]);
      const section = definitions.find(({ id }) => id === "FR-8")?.item;
      expect(text.slice(section?.start.offset, section?.end.offset).trimEnd()).toMatch(
        /^### FR-8[\s\S]*Given that$/,
      );
      const blocks = references.map(({ block }) => text.slice(block.start.offset, block.end.offset));
      expect(blocks[2]).toMatch(/^- FR-2: Plain[\s\S]*Inside FR-2\.$/);
      expect(blocks.at(-1)).toBe("FR-98 in a quote");
    }
  });

  it.each([
    "- **FR-1** and **FR-2**: both",
    "- FR-1, FR-2: both",
    "- **FR-1 to FR-3**: moved",
    "- FR-1..3: moved",
    "- [FR-1](#fr-1): listed",
    "- (FR-1): in brackets",
    "- See FR-1",
    "FR-1: no entry",
    "| FR-1 | FR-2 |\n|---|---|\n| x | FR-3 |",
    "- `FR-1`: code",
    "-\n\n  FR-1: not its first words\n",
  ])("defines nothing by %j", (text) => {
    expect(defined(text)).toEqual([]);
  });

  it.each([
    ["- ~~**FR-1**~~: gone", true],
    ["- **FR-1**: ~~gone~~", true],
    ["- **FR-1** (SC-1): dropped, since", true],
    ["### ~~FR-1 Gone~~", true],
    ["| a | b |\n|---|---|\n| FR-1 | Dropped |", true],
    ["- **FR-1**: dropping is allowed", false],
    ["- **FR-1**: what is ~~not~~ gone", false],
    ["- **FR-1**: is dropped", false],
  ])("takes as dropped or not: %j", (text, dropped) => {
    expect(read(text).definitions.map((one) => one.dropped)).toEqual([dropped]);
  });

  it("sees a number that is given twice", () => {
    expect(defined("- **FR-1**: one\n- **FR-1**: two\n\n## FR-1\n")).toEqual(["FR-1", "FR-1", "FR-1"]);
    expect(defined("- FR-1 one\n- FR-1 two\n\n## Elsewhere\n\n- FR-1 again\n")).toEqual(["FR-1", "FR-1"]);
    expect(defined("| a |\n|---|\n| FR-1 |\n| FR-1 |\n\n## Elsewhere\n\n| a |\n|---|\n| FR-1 |\n")).toEqual([
      "FR-1",
      "FR-1",
    ]);
  });

  it.each([
    ["intent", ["SC-1", "D-1"]],
    ["context", ["D-1"]],
    ["spec", ["FR-1", "NFR-1", "AC-1", "D-1"]],
    ["plan", ["D-1"]],
    ["tasks", ["Task 1.1", "D-1"]],
    ["implementation", ["D-1"]],
    ["feedback", ["D-1"]],
  ] as const)("at home in the %s are %j", (stage, ids) => {
    const text = ["SC-1", "FR-1", "NFR-1", "AC-1", "Task 1.1", "D-1"]
      .map((id) => `- **${id}**: x\n`)
      .join("");
    expect(defined(text, stage)).toEqual(ids);
    expect(read(text, stage).references).toHaveLength(6 - ids.length);
  });

  it("gives a part what the whole names, and the whole what its parts name, within one kind", () => {
    const text = "- [ ] **Task 1** (FR-1): a\n  - [ ] **Task 1.1**: b\n  - [x] **Task 1.2** (FR-2): c\n";
    expect(
      read(text, "tasks").definitions.map(({ id, refers, checked }) => [id, checked, refers.toSorted()]),
    ).toEqual([
      ["Task 1", false, ["FR-1", "FR-2"]],
      ["Task 1.1", false, ["FR-1", "Task 1"]],
      ["Task 1.2", true, ["FR-1", "FR-2", "Task 1"]],
    ]);
  });

  it("reads the shipped templates", () => {
    const names = {
      project_name: "p",
      session_id: "s",
      session_name: "FR-9",
      stack: "t",
      date: "2026-11-24",
    };
    const found = stages.flatMap((stage) => defined(newDocument(stage, names).content, stage));
    expect(found).toEqual(["SC-1", "FR-1", "AC-1", "Task 0.1", "Task 1.1", "Task 2.1"]);
  });

  it("finds identifiers of other sessions in prose and between backticks, and nowhere else", () => {
    const text =
      "\ufeffSee demo/cart#FR-1, `demo/cart#FR-2` and demo/__blueprint__#AC-1.\n\n    demo/cart#FR-3\n\n<!-- demo/cart#FR-4 -->\n[x](demo/cart#FR-5) **demo/cart#FR-6**\n\n```\ndemo/cart#FR-7\n```\n";
    const found = qualifiedReferencesOf(new ArtifactDocument(text, engine));
    expect(found.map(({ project, session, id }) => `${project}/${session}#${id}`)).toEqual([
      "demo/cart#FR-1",
      "demo/cart#FR-2",
      "demo/__blueprint__#AC-1",
      "demo/cart#FR-6",
    ]);
    expect(found.map(({ range }) => text.slice(range.start.offset, range.end.offset))).toContain(
      "demo/__blueprint__#AC-1",
    );
    expect(read(text).references).toEqual([]);
    expect(qualifiedReferencesOf(new ArtifactDocument("a#FR-1", engine))).toEqual([]);
  });
});

it("computes each document once", () => {
  const document = new ArtifactDocument(spec);
  expect(identifiersOf(document, "spec")).toBe(identifiersOf(document, "spec"));
  expect(identifiersOf(document, "plan")).not.toBe(identifiersOf(document, "spec"));
});

const piece = fc.constantFrom(
  ...[
    "FR-1",
    "FR-2",
    "AC-1",
    "Task 1.2",
    "tasks 1.1 to 1.3",
    "FR-1 to FR-3",
    "a/b#FR-1",
    "FR-1–3",
    "SC-1, SC-2",
  ],
  ...[
    "**",
    "*",
    "~~",
    "`",
    "[",
    "](x)",
    "<b>",
    "|",
    "&amp;",
    "\\*",
    "word",
    ":",
    "(",
    ")",
    "—",
    "😀",
    "\ufffc",
  ],
);
const opening = fc.constantFrom(
  "",
  "- ",
  "- [ ] ",
  "  - ",
  "> ",
  "1. ",
  "## ",
  "### ",
  "| ",
  "    ",
  "|---|---|",
);
const document = fc
  .tuple(
    fc.constantFrom("", "\ufeff"),
    fc.array(
      fc.oneof(
        { weight: 1, arbitrary: fc.constant("") },
        // Never an opening alone: a lone hyphen underlines a heading for one engine and opens an entry for the other.
        {
          weight: 4,
          arbitrary: fc
            .tuple(opening, fc.array(piece, { minLength: 1, maxLength: 6 }))
            .map(([open, parts]) => open + parts.join(" ")),
        },
      ),
      { maxLength: 12 },
    ),
    fc.constantFrom("\n", "\r\n", "\r"),
  )
  .map(([mark, lines, end]) => mark + lines.join(end));

describe("whatever is written", () => {
  const squeezed = (text: string) =>
    text
      .toLowerCase()
      .replace(/[\s>-]+/g, " ")
      .replace("tasks", "task");

  it("is read without a failure, in order, and each place holds what it is the place of", () => {
    fc.assert(
      fc.property(document, fc.constantFrom(...stages), (text, stage) => {
        const one = new ArtifactDocument(text);
        const { definitions, references } = identifiersOf(one, stage);
        for (const all of [definitions, references.filter(({ written }) => written)]) {
          const starts = all.map(({ range }) => range.start.offset);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          for (const { id, range } of all) {
            const source = squeezed(text.slice(range.start.offset, range.end.offset));
            expect([source, `task ${source}`, `fr ${source}`]).toContain(squeezed(id));
          }
        }
        for (const { item, range } of definitions) {
          expect(item.start.offset).toBeLessThanOrEqual(range.start.offset);
          expect(item.end.offset).toBeGreaterThanOrEqual(range.end.offset);
        }
        for (const { block, range } of references) {
          expect(block.start.offset).toBeLessThanOrEqual(range.start.offset);
          expect(block.end.offset).toBeGreaterThanOrEqual(range.end.offset);
        }
        qualifiedReferencesOf(one);
      }),
      { numRuns: 500 },
    );
  });

  it("is read in the same way by both engines", () => {
    const [one, other] = engines;
    fc.assert(
      fc.property(document, (text) => {
        const found = [one, other].map((engine) => {
          const { definitions, references } = identifiersOf(new ArtifactDocument(text, engine), "spec");
          return {
            definitions: definitions.map(({ item: { start }, ...rest }) => ({ ...rest, start })),
            references: references.map(({ block: { start }, ...rest }) => ({ ...rest, start })),
          };
        });
        expect(found[0]).toEqual(found[1]);
      }),
      // A fixed seed: see engineDifference.test.ts.
      { numRuns: 300, seed: 20261124 },
    );
  });

  it("is read for any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        identifiersOf(new ArtifactDocument(text), "spec");
        expect(qualifiedIn(`${text}#FR-1`).length).toBeLessThanOrEqual(text.split("#").length);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["definitions", "- **FR-1** (SC-1): text FR-2\n".repeat(5000), 15_000],
    ["one paragraph", "FR-1 ".repeat(15_000), 15_000],
    ["table cells", `|a|b|\n|-|-|\n${"|FR-1 | FR-2 |\n".repeat(5000)}`, 10_000],
    ["one row", `|a${"|a".repeat(5000)}|\n|-${"|-".repeat(5000)}|\n|FR-1${"|FR-1".repeat(5000)}|\n`, 5001],
    ["headings", "## FR-1\n".repeat(15_000), 15_000],
    [
      "deep lists",
      Array.from({ length: 100 }, (_, depth) => `${"  ".repeat(depth)}- FR-${depth}\n`).join(""),
      100,
    ],
  ])("is read to its end, however much of it there is: %s", (_name, text, count) => {
    const one = new ArtifactDocument(text);
    const { definitions, references } = identifiersOf(one, "spec");
    const found = [...definitions, ...references];
    expect(found).toHaveLength(count);
    expect(found.filter(({ range }) => range.end.offset > text.length)).toEqual([]);
  });

  it("is walked through once where it only begins like identifiers", () => {
    // Apart, so that an expression that goes back and forth is ended and does not hold up everything else.
    const script = `
      import { ArtifactDocument, identifiersOf, qualifiedReferencesOf } from "@idse/pipeline-artifacts";
      const size = 2_000_000;
      for (const text of [
        "Task      Task\\t\\nFR-FR-1.1.1.1.1.1.1.1.".repeat(size / 40),
        "a/a#".repeat(size / 4),
        "a/".repeat(size / 2) + "#FR-1",
        "a".repeat(size) + "/b#FR-1",
      ]) {
        const one = new ArtifactDocument(text);
        console.log(identifiersOf(one, "spec").definitions.length + qualifiedReferencesOf(one).length);
      }
    `;
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      [
        "--conditions=@idse/source",
        "--disable-warning=ExperimentalWarning",
        "--input-type=module",
        "-e",
        script,
      ],
      { cwd: import.meta.dirname, encoding: "utf8", timeout: 60_000 },
    );
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
    expect(stdout).toBe("0\n0\n0\n0\n");
  });
});

describe("a proposal to change the blueprint", () => {
  it("speaks of the identifiers of the blueprint: it gives this session none and names none of its own", () => {
    const own = "# S\n\n- **FR-1** (SC-1): own\n";
    const proposed = "\n## Blueprint: Scope\n\n- **FR-1** (SC-2): theirs\n\n### More\n\n- **FR-2**: theirs\n";
    const after = "\n## Notes\n\n- **FR-3**: own\n";
    const { definitions, references } = identifiersOf(new ArtifactDocument(own + proposed + after), "spec");
    expect(definitions.map(({ id }) => id)).toEqual(["FR-1", "FR-3"]);
    expect(references.map(({ id }) => id)).toEqual(["SC-1"]);
  });
});
