import { isCreatableName } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { composed, createdInSpec, createdInYaml, narrativeIn, readOwner, targetNames } from "../src/index.ts";

describe("targetNames", () => {
  const of = (names: ReadonlyArray<string>, existing: ReadonlyArray<string> = []) =>
    Object.fromEntries(
      targetNames(names, new Set(existing), "session").changed.map(({ from, to }) => [from, to]),
    );

  it("keeps what can be made or is there, and writes the rest small", () => {
    expect(of(["a-b", "Odd Name", "002-Photo_Search"])).toEqual({
      "Odd Name": "odd-name",
      "002-Photo_Search": "002-photo_search",
    });
    expect(of(["Odd Name"], ["Odd Name"])).toEqual({});
  });

  it("tells two that would be called alike apart, and names what nothing is left of", () => {
    expect(of(["Cart", "cart"])).toEqual({ Cart: expect.stringMatching(/^cart-[0-9a-f]{6}$/) });
    expect(of(["支払い"])).toEqual({ 支払い: expect.stringMatching(/^session-[0-9a-f]{6}$/) });
  });

  it("gives every name another, the same in every run, that can be made", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 }), (names) => {
        const table = targetNames(names, new Set(), "session");
        const given = names.map(table.of);
        expect(new Set(given).size).toBe(names.length);
        for (const name of given) expect(isCreatableName(name)).toBe(true);
        expect(names.toReversed().map(targetNames(names.toReversed(), new Set(), "session").of)).toEqual(
          given.toReversed(),
        );
        // What a first run made does not move a name.
        expect(names.map(targetNames(names, new Set(given), "session").of)).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });
});

describe("composed", () => {
  it("holds every part byte for byte, and leaves IDSE's own documents as they are", () => {
    expect(composed("predecessor", [{ path: "a.md", text: "# A\r\n" }])).toBe("# A\r\n");
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (texts) => {
        const whole = composed(
          "openspec",
          texts.map((text, index) => ({ path: `${index}.md`, text })),
        );
        let from = 0;
        for (const text of texts) {
          const at = whole.indexOf(text, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + text.length;
        }
        expect(whole.startsWith(texts[0] ?? "")).toBe(true);
      }),
    );
  });

  it("names each source in a comment that a path cannot end", () => {
    const text = composed("spec-kit", [{ path: "specs/001-->x/spec.md", text: "# A" }]);
    expect(text.match(/-->/g)).toHaveLength(1);
  });
});

describe("readOwner", () => {
  it.each([
    ["Created: 2026-01-05T10:00:00\nOwner: lin\n", "lin", "2026-01-05T10:00:00"],
    ["Client ID: acme\r\nCreated: soon\r\n", "acme", null],
    ["\ufefftjp", "tjp", null],
    ["a b\nc d\n", null, null],
    ["", null, null],
  ])("%j", (text, owner, createdAt) => {
    expect(readOwner(text)).toEqual({ owner, createdAt });
  });
});

describe("narrativeIn", () => {
  const meta = (text: string) =>
    `# Meta\n\n<!-- BEGIN CUSTOM NARRATIVE -->\n${text}\n<!-- END CUSTOM NARRATIVE -->\n`;

  it("is what stands between the two comments", () => {
    expect(narrativeIn(meta("We began.\n\n- small"))).toEqual({ text: "We began.\n\n- small\n" });
  });

  it("is nothing where nobody wrote anything, and a problem where it does not end", () => {
    expect(narrativeIn("# Meta\n")).toBeNull();
    expect(narrativeIn(meta(" "))).toBeNull();
    expect(narrativeIn("a\n<!-- BEGIN CUSTOM NARRATIVE -->\ntext")).toMatchObject({ line: 2 });
  });
});

it("reads when a feature or a change was begun", () => {
  expect(createdInSpec("# A\n\n**Created**: 2026-01-31\n")).toBe("2026-01-31");
  expect(createdInSpec("**Created**: [DATE]\n")).toBeNull();
  expect(createdInYaml("schema: x\ncreated: '2026-02-21'\n")).toBe("2026-02-21");
});
