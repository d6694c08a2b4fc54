import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { changedSections, SectionFingerprint, sectionFingerprintsOf } from "../src/SectionFingerprint.ts";

const fingerprints = (text: string) => sectionFingerprintsOf(new ArtifactDocument(text));
const changed = (then: string, now: string) => changedSections(fingerprints(then), fingerprints(now));
const titles = (text: string) => fingerprints(text).map((one) => one.section);

const text = "# T\n\nfirst\n\n## 1. Goal\n\na  b\n\n### Deep\n\nc\n\n## 2. Scope\n\n- d\n\n- e\n";

describe("what does not count", () => {
  it.each([
    ["line ends", text.replaceAll("\n", "\r\n")],
    ["lone CR", text.replaceAll("\n", "\r")],
    ["a byte order mark", `\ufeff${text}`],
    ["trailing spaces", text.replaceAll("\n", " \t\n")],
    ["more blank lines", text.replaceAll("\n\n", "\n\n\n\n")],
    ["a missing last newline", text.trimEnd()],
    ["other numbers before titles", text.replace("1. Goal", "4.2 Goal").replace("2. Scope", "Scope")],
    ["capitals and punctuation of titles", text.replace("1. Goal", "1. GOAL:")],
  ])("%s", (_, now) => {
    expect(changed(text, now)).toEqual([]);
  });

  it("composed and decomposed letters", () => {
    expect(changed("## A\n\né\n", "## A\n\ne\u0301\n")).toEqual([]);
  });
});

describe("what changed", () => {
  it("is the section whose text differs, deeper sections counted in", () => {
    expect(changed(text, text.replace("a  b", "a b"))).toEqual(["1. Goal"]);
    expect(changed(text, text.replace("\nc\n", "\nC\n"))).toEqual(["1. Goal"]);
    expect(changed(text, text.replace("### Deep", "### Deeper"))).toEqual(["1. Goal"]);
    expect(changed(text, text.replace("- e", "- f"))).toEqual(["2. Scope"]);
  });

  it("is the empty title for what stands before the first section", () => {
    expect(changed(text, text.replace("first", "second"))).toEqual([""]);
    expect(changed(text, text.replace("# T\n\nfirst\n\n", ""))).toEqual([""]);
  });

  it("is what appeared, then what went", () => {
    expect(changed(text, text.replace("2. Scope", "2. Limits"))).toEqual(["2. Limits", "2. Scope"]);
    expect(changed(text, `${text}\n## New\n`)).toEqual(["New"]);
    expect(changed(`${text}\n## Old\n`, text)).toEqual(["Old"]);
  });

  it("is nothing when sections only change places", () => {
    expect(changed("## A\n\na\n\n## B\n\nb\n", "## B\n\nb\n\n## A\n\na\n")).toEqual([]);
  });

  it("is the text below a first-level heading too, wherever that stands", () => {
    const parts = "# One\n\n## A\n\na\n\n# Two\n\nb\n\n### Deep\n\nc\n\n## B\n\nd\n";
    expect(titles(parts)).toEqual(["", "A", "Two", "B"]);
    expect(changed(parts, parts.replace("\nb\n", "\nx\n"))).toEqual(["Two"]);
    expect(changed(parts, parts.replace("\nc\n", "\nx\n"))).toEqual(["Two"]);
    expect(changed("# One\n\na\n", "# One\n\nb\n")).toEqual([""]);
  });
});

describe("titles", () => {
  it("are told apart by a count where they repeat, whatever their numbers", () => {
    expect(titles("## Notes\n\na\n\n## Notes\n\nb\n\n## 3. notes\n\nc\n")).toEqual([
      "Notes",
      "Notes (2)",
      "3. notes (3)",
    ]);
    expect(changed("## Notes\n\na\n\n## Notes\n\nb\n", "## Notes\n\na\n\n## Notes\n\nx\n")).toEqual([
      "Notes (2)",
    ]);
  });

  it("stay apart from a title that looks like a count, and from the start of the document", () => {
    const names = titles("x\n\n## N\n\n## N (2)\n\n## N\n\n##\n\n## —\n");
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(6);
    expect(names.filter((name) => name === "")).toHaveLength(1);
  });

  it("are counted by looking at each count once", () => {
    const names = titles("## A\n\n".repeat(20_000));
    expect([names[0], names[1], names.at(-1)]).toEqual(["A", "A (2)", "A (20000)"]);
    expect(titles("## A:\n\n## A\n\n## A (3)\n\n## a:\n\n## A\n")).toEqual([
      "A:",
      "A (2)",
      "A (3)",
      "a: (2)",
      "A (4)",
    ]);
  });

  it("do not come from headings in quotes, lists and code", () => {
    expect(titles("## A\n\n> ## B\n\n- ## C\n\n```\n## D\n```\n")).toEqual(["A"]);
  });
});

it("names its way of computing", () => {
  for (const one of fingerprints(text)) {
    expect(SectionFingerprint.parse(one)).toEqual(one);
    expect(one.fingerprint).toMatch(/^fp1:[0-9a-f]{64}$/);
  }
  expect(fingerprints("")).toEqual([]);
  expect(fingerprints("\ufeff\r\n \r\n")).toEqual([]);
});

it("does not confuse a title with its body", () => {
  const [a] = fingerprints("## ab\n\nc\n");
  const [b] = fingerprints("## a\n\nbc\n");
  expect(a?.fingerprint).not.toBe(b?.fingerprint);
});

it("reports exactly the section that was edited", () => {
  const body = fc.array(fc.constantFrom("word", "- item", "> quote", "", "### Deep", "`code`"), {
    maxLength: 5,
  });
  const sections = fc.array(fc.tuple(fc.constantFrom("A", "B", "1. C", "Notes"), body), {
    minLength: 1,
    maxLength: 6,
  });
  const print = (parts: ReadonlyArray<readonly [string, ReadonlyArray<string>]>) =>
    parts.map(([title, lines]) => `## ${title}\n\n${lines.join("\n")}\n\n`).join("");
  fc.assert(
    fc.property(sections, fc.nat(), fc.constantFrom("\n", "\r\n"), (parts, pick, end) => {
      const edited = pick % parts.length;
      const now = parts.map(
        ([title, lines], index) => [title, index === edited ? [...lines, "", "edited"] : lines] as const,
      );
      const before = fingerprints(print(parts));
      const after = fingerprints(print(now).replaceAll("\n", end));
      expect(before).toHaveLength(parts.length);
      expect(changedSections(before, after)).toEqual([before[edited]?.section]);
    }),
  );
});
