import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod";
import { printJson, printJsonLike, readJson } from "../src/JsonDocument.ts";

const Config = z.object({
  name: z.string(),
  remotes: z.array(z.object({ url: z.string() })).default([]),
});

const problem = (text: string) => {
  const result = readJson(text, Config);
  if (result.ok) throw new Error("it was read");
  return result.problem;
};

describe("reading", () => {
  it("gives the value as the schema has it", () => {
    expect(readJson('{"name": "a"}', Config)).toEqual({ ok: true, value: { name: "a", remotes: [] } });
  });

  it("takes a byte order mark and CRLF", () => {
    expect(readJson('\ufeff{\r\n"name": "a"\r\n}\r\n', Config).ok).toBe(true);
  });

  it.each([
    ["", 1, 1],
    ["{", 1, 2],
    ['{\n  "name": "a",\n}', 3, 1],
    ['{\n  "name" "a"\n}', 2, 10],
    ['{\r\n  "name": a\r\n}', 2, 11],
    ['{\r  "name": "a"\r} x', 3, 3],
    ['{\n  // why\n  "name": "a"\n}', 2, 3],
    ['\ufeff{"name" 1}', 1, 9],
  ])("says of %j that it is wrong at %i:%i", (text, line, column) => {
    expect(problem(text)).toEqual({
      message: expect.stringMatching(/^not valid JSON: [a-z ]+$/),
      line,
      column,
    });
  });

  it.each([
    ["[]", 1, 1, /^Invalid input/],
    ['\n  {"remotes": []}', 2, 3, /^name: /],
    ['{\n  "name": 7\n}', 2, 11, /^name: /],
    ['{"name": "a",\n "remotes": [{"url": "x"},\n  {"url": null}]}', 3, 11, /^remotes\.1\.url: /],
    ['{"name": "a",\r\n "remotes": [\r\n  {}]}', 3, 3, /^remotes\.0\.url: /],
  ])("says of %j that its shape is wrong at %i:%i", (text, line, column, message) => {
    expect(problem(text)).toEqual({ message: expect.stringMatching(message), line, column });
  });

  it("refuses a text nested beyond every stack, and gives no place", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(problem(deep)).toMatchObject({ line: 1, column: 1 });
    expect(problem(deep.slice(1)).message).toContain("not valid JSON");
  });

  it("places every problem inside the text", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json().chain((json) => fc.nat(json.length).map((cut) => json.slice(0, cut))),
      fc.json(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = readJson(text, Config);
        if (result.ok) return;
        const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
        expect(result.problem.line).toBeLessThanOrEqual(lines.length);
        expect(result.problem.column).toBeGreaterThanOrEqual(1);
        expect(result.problem.column).toBeLessThanOrEqual((lines[result.problem.line - 1] ?? "").length + 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe("printing", () => {
  it("indents by two and ends in a newline", () => {
    expect(printJson({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
  });

  it.each([
    ['{"a":0}\n', '{\n  "a": 1\n}\n'],
    ['{"a":0}', '{\n  "a": 1\n}'],
    ['{\r\n"a":0}\r\n', '{\r\n  "a": 1\r\n}\r\n'],
    ['\ufeff{\r\n"a":0}', '\ufeff{\r\n  "a": 1\r\n}'],
    ['{"a":0}\n  \n', '{\n  "a": 1\n}\n'],
  ])("keeps the manner of %j", (before, after) => {
    expect(printJsonLike(before, { a: 1 })).toBe(after);
  });

  it("changes nothing when it prints what it printed", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("\n", "\r\n"), fc.boolean(), (value, end, mark) => {
        const text = `${mark ? "\ufeff" : ""}${printJson(value).replaceAll("\n", end)}`;
        const once = printJsonLike(text, value);
        expect(once).toBe(text);
      }),
    );
  });
});
