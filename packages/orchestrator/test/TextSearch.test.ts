import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { finderOf, type SearchOptions } from "../src/TextSearch.ts";

const find = (text: string, pattern: string, options: Partial<SearchOptions> = {}) => {
  const finder = finderOf({ pattern, regex: false, ignoreCase: false, ...options });
  return "problem" in finder ? finder.problem : finder.find(text);
};

describe("a search", () => {
  it("takes the pattern for what it says, unless told that it is a regular expression", () => {
    expect(find("a.b\r\nab axb [x]\ra.b", "a.b")).toEqual([
      { line: 1, column: 1, match: "a.b", text: "a.b" },
      { line: 3, column: 1, match: "a.b", text: "a.b" },
    ]);
    expect(find("axb, a.b", "a.b", { regex: true })).toMatchObject([{ column: 1 }, { column: 6 }]);
  });

  it("counts columns as editors do, and no byte order mark", () => {
    expect(find("\ufeffx\n\u{1f600} x", "x")).toMatchObject([
      { line: 1, column: 1 },
      { line: 2, column: 4 },
    ]);
  });

  it("finds upper and lower case alike when asked", () => {
    expect(find("Éa", "é")).toEqual([]);
    expect(find("Éa", "é", { ignoreCase: true })).toMatchObject([{ match: "É" }]);
  });

  it("shows of a long line the part around the match", () => {
    const [found] = find(`${"a".repeat(500)}needle${"b".repeat(500)}`, "needle") as ReadonlyArray<{
      text: string;
    }>;
    expect(found?.text).toMatch(/^…a{40}needleb+…$/);
    expect(found?.text.length).toBeLessThan(200);
  });

  it("says why it cannot look", () => {
    expect(find("x", "")).toBe("There is nothing to search for.");
    expect(find("x", "a\nb")).toBe("A search looks at one line at a time.");
    expect(find("x", "(", { regex: true })).toMatch(/^"\(" is not a regular expression: /);
  });

  it("is at the place it names, for any words", () => {
    const words = fc.stringMatching(/^[a-c.*+\\[\]() -]{1,4}$/);
    fc.assert(
      fc.property(fc.array(words), words, (lines, pattern) => {
        const text = lines.join("\n");
        const found = find(text, pattern) as ReadonlyArray<{ line: number; column: number; match: string }>;
        for (const one of found) {
          expect(lines[one.line - 1]?.startsWith(pattern, one.column - 1)).toBe(true);
          expect(one.match).toBe(pattern);
        }
        expect(found.length > 0).toBe(lines.some((line) => line.includes(pattern)));
      }),
    );
  });
});
