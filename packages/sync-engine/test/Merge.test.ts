import { normaliseText } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { mergeDocument } from "../src/Merge.ts";
import { leavesFenceOpen } from "../src/MergeMarkdown.ts";
import type { MergeResult } from "../src/MergeResult.ts";

const textOf = (result: MergeResult): string =>
  result._tag === "Merged" ? result.text : `apart: ${result.reason}`;
const isApart = (result: MergeResult): boolean => result._tag === "Apart";

/** Lines that a document may hold; the few words make equal lines likely. */
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", "one", "two", "- item", "constructor", "__proto__") },
  { weight: 2, arbitrary: fc.constantFrom("# A", "## B", "## C", "Setext", "---", "===") },
  { weight: 1, arbitrary: fc.constantFrom("```", "~~~", "```js", "<!--", "-->") },
);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));
const json = fc
  .dictionary(
    fc.constantFrom("a", "b", "__proto__", "constructor"),
    fc.oneof(
      fc.integer(),
      fc.dictionary(fc.constantFrom("x", "y"), fc.constantFrom(1, 2)),
      fc.constant([1, 2]),
    ),
  )
  .map((value) => JSON.stringify(value, null, 2));
const triple = fc.oneof(
  fc.tuple(fc.constant("spec" as const), text, text, text),
  fc.tuple(fc.constant("state" as const), json, json, json),
);
const many = { numRuns: 1_000 };

describe("a merge", () => {
  it("with an unchanged side is the other side", () => {
    fc.assert(
      fc.property(triple, ([kind, base, x]) => {
        expect(mergeDocument(kind, base, x, base)).toEqual({ _tag: "Merged", text: x });
        expect(mergeDocument(kind, base, base, x)).toEqual({ _tag: "Merged", text: x });
      }),
      many,
    );
  });

  it("of twice the same change is that change", () => {
    fc.assert(
      fc.property(triple, ([kind, base, x]) => {
        expect(mergeDocument(kind, base, x, x)).toEqual({ _tag: "Merged", text: x });
      }),
      many,
    );
  });

  it("says the same whichever side is called ours", () => {
    const contentOf = (kind: "spec" | "state", result: MergeResult): unknown =>
      result._tag === "Apart" ? "apart" : kind === "state" ? JSON.parse(result.text) : result.text;
    fc.assert(
      fc.property(triple, ([kind, base, x, y]) => {
        expect(contentOf(kind, mergeDocument(kind, base, x, y))).toEqual(
          contentOf(kind, mergeDocument(kind, base, y, x)),
        );
      }),
      many,
    );
  });

  it("merged again into what it came from changes nothing", () => {
    fc.assert(
      fc.property(triple, ([kind, base, x, y]) => {
        const result = mergeDocument(kind, base, x, y);
        if (result._tag === "Apart") return;
        for (const again of [mergeDocument(kind, x, result.text, x), mergeDocument(kind, y, y, result.text)])
          expect(again).toEqual(result);
      }),
      many,
    );
  });

  /** A change of a text of numbered lines: each is kept, replaced, dropped or followed by a new one. */
  const changed = (lines: number) =>
    fc.array(fc.constantFrom(...Array.from({ length: 9 }, () => "keep"), "replace", "drop", "add"), {
      minLength: lines,
      maxLength: lines,
    });
  const applied = (side: string, changes: ReadonlyArray<string>): ReadonlyArray<string> =>
    changes.flatMap((change, index) => {
      if (change === "drop") return [];
      if (change === "replace") return [`${side} instead of ${index}`];
      return change === "add" ? [`line ${index}`, `${side} after ${index}`] : [`line ${index}`];
    });

  it("holds every line that a side added and no line that a side took out, each once", () => {
    let clean = 0;
    fc.assert(
      fc.property(changed(9), changed(9), (byOurs, byTheirs) => {
        const base = byOurs.map((_, index) => `line ${index}`);
        const [ours, theirs] = [applied("ours", byOurs), applied("theirs", byTheirs)];
        const result = mergeDocument("spec", base.join("\n"), ours.join("\n"), theirs.join("\n"));
        if (result._tag === "Apart") return;
        clean += 1;
        const expected = [
          ...base.filter((each) => ours.includes(each) && theirs.includes(each)),
          ...[...ours, ...theirs].filter((each) => !base.includes(each)),
        ];
        expect(result.text.split("\n").toSorted()).toEqual(expected.toSorted());
      }),
      many,
    );
    expect(clean).toBeGreaterThan(100);
  });
});

describe("line ends and a byte order mark", () => {
  const base = "# A\n\none\n\n## B\n\ntwo\n";
  const ours = base.replace("one", "one more");
  const theirs = base.replace("two", "two more");
  const both = ours.replace("two", "two more");
  const windows = (each: string): string => `\ufeff${each.replaceAll("\n", "\r\n")}`;

  it("are given back as the own side has them", () => {
    expect(mergeDocument("spec", base, windows(ours), theirs)).toEqual({
      _tag: "Merged",
      text: windows(both),
    });
    expect(mergeDocument("spec", windows(base), ours, windows(theirs))).toEqual({
      _tag: "Merged",
      text: both,
    });
  });

  it("are no change", () => {
    expect(mergeDocument("spec", base, windows(base), theirs)).toEqual({
      _tag: "Merged",
      text: windows(theirs),
    });
    expect(mergeDocument("spec", base, ours, windows(base))).toEqual({ _tag: "Merged", text: ours });
  });

  it("never travel", () => {
    const form = fc.constantFrom(windows, (each: string) => each);
    fc.assert(
      fc.property(triple, form, form, ([kind, b, x, y], one, other) => {
        const result = mergeDocument(kind, one(b), x, other(y));
        expect(normaliseText(textOf(result))).toBe(normaliseText(textOf(mergeDocument(kind, b, x, y))));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a merge of markdown is left to a person", () => {
  it("where both changed the same line", () => {
    expect(mergeDocument("spec", "x\n", "x1\n", "x2\n")).toEqual({
      _tag: "Apart",
      reason: "Both sides changed the same lines.",
    });
  });

  it("where a section was removed on one side and edited on the other", () => {
    const base = "# A\n\ntext\n\n## B\n\np\n\n## C\n\nq\n";
    expect(
      isApart(mergeDocument("spec", base, base.replace("## B\n\np\n\n", ""), base.replace("p\n", "p2\n"))),
    ).toBe(true);
  });

  it("where one opens a fence and the other closes one, though no line overlaps", () => {
    const base = "# A\n\none\n\ntwo\n\n## B\n\nthree\n\nfour\n";
    const opened = base.replace("one\n", "one\n\n```\ncode\n");
    const closed = base.replace("three\n", "three\n```\n");
    expect(mergeDocument("spec", base, opened, closed)).toMatchObject({
      _tag: "Apart",
      reason: expect.stringContaining("stays open"),
    });
  });

  it("where both add a section of one title in different places", () => {
    const base = "# A\n\none\n\ntwo\n\nthree\n";
    const ours = base.replace("one\n", "one\n\n## New\n");
    const theirs = base.replace("three\n", "three\n\n## New\n");
    expect(mergeDocument("spec", base, ours, theirs)).toMatchObject({
      reason: expect.stringContaining("## New"),
    });
  });

  it("where a comment from one side swallows a heading that the other side keeps", () => {
    const base = "# A\n\none\n\ntwo\n\n## B\n\nthree\n\nfour\n";
    const ours = base.replace("one\n", "one\n\n<!-- note\n");
    const theirs = base.replace("three\n", "three -->\n");
    expect(isApart(mergeDocument("spec", base, ours, theirs))).toBe(true);
  });
});

it("a fence counts in quotes, lists and with more marks than three", () => {
  expect(["```", "> ```js", "- ~~~", "1. ```", "````\n```\n", "```\n~~~\n"].map(leavesFenceOpen)).toEqual(
    Array.from({ length: 6 }, () => true),
  );
  expect(
    ["", "``` code ```", "```\n```", "```\n````", "~~~ `x`\n~~~", "text ```"].map(leavesFenceOpen),
  ).toEqual(Array.from({ length: 6 }, () => false));
});

describe("a merge of JSON", () => {
  const merge = (base: unknown, ours: unknown, theirs: unknown): unknown => {
    const result = mergeDocument(
      "state",
      ...([base, ours, theirs].map((each) => JSON.stringify(each)) as [string, string, string]),
    );
    return result._tag === "Merged" ? JSON.parse(result.text) : result.reason;
  };

  it("goes by key at every depth", () => {
    expect(
      merge(
        { a: 1, in: { x: 1, y: 1 } },
        { a: 2, in: { x: 1, y: 1 } },
        { a: 1, in: { x: 1, y: 3 }, new: true },
      ),
    ).toEqual({
      a: 2,
      in: { x: 1, y: 3 },
      new: true,
    });
    expect(merge({ a: 1, b: 1 }, { b: 1 }, { a: 1, b: 2 })).toEqual({ b: 2 });
    expect(merge({}, { in: { x: 1 } }, { in: { y: 2 } })).toEqual({ in: { x: 1, y: 2 } });
  });

  it("names the member that both changed apart", () => {
    expect(merge({ in: { x: 1 } }, { in: { x: 2 } }, { in: { x: 3 } })).toBe('Both sides changed "in.x".');
    expect(merge({ a: 1, b: 1 }, { b: 1 }, { a: 2, b: 1 })).toBe('Both sides changed "a".');
  });

  it("takes a list as one value", () => {
    expect(merge({ l: [1] }, { l: [1, 2] }, { l: [1, 3] })).toBe('Both sides changed "l".');
    expect(merge({ l: [1], a: 1 }, { l: [1, 2], a: 1 }, { l: [1], a: 2 })).toEqual({ l: [1, 2], a: 2 });
  });

  it.each([
    ['{"a":1', '{"a":2}', '{"b":1}'],
    ['{"a":1}', '{"a":2,"a":3}', '{"a":1,"b":1}'],
    ['{"a":1}', '{"a":12345678901234567890}', '{"a":1,"b":1}'],
    ["[1]", "[2]", "[3]"],
  ])("is left to a person where it could not be written back: %s", (base, ours, theirs) => {
    expect(isApart(mergeDocument("session", base, ours, theirs))).toBe(true);
  });

  it("keeps the manner of the own text", () => {
    expect(
      textOf(
        mergeDocument("project", '{"a":1,"b":1}', '{\r\n  "a": 2,\r\n  "b": 1\r\n}\r\n', '{"a":1,"b":2}'),
      ),
    ).toBe('{\r\n  "a": 2,\r\n  "b": 2\r\n}\r\n');
  });
});

it("a profile, which is made from other documents, is never merged", () => {
  expect(isApart(mergeDocument("profile", "a: 1\n", "a: 2\nb: 1\n", "a: 1\nb: 1\nc: 1\n"))).toBe(true);
});
