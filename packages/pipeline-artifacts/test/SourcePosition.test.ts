import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { LineMap } from "../src/SourcePosition.ts";

const text = fc.string({
  unit: fc.constantFrom("a", "é", "😀", "\r", "\n", "\r\n", "\ufeff"),
  maxLength: 30,
});

/** Line and column by walking from the start, one unit at a time. */
const walk = (source: string, offset: number) => {
  let line = 1;
  let column = 1;
  for (let i = 0; i < offset; i++) {
    const ends = source[i] === "\n" || (source[i] === "\r" && source[i + 1] !== "\n");
    if (ends) line++;
    if (ends) column = 1;
    else if (i > 0 || source[i] !== "\ufeff") column++;
  }
  return { offset, line, column };
};

it("places every offset where a walk through the text does", () => {
  fc.assert(
    fc.property(text, (source) => {
      const lines = new LineMap(source);
      for (let offset = 0; offset <= source.length; offset++) {
        expect(lines.pointAt(offset)).toEqual(walk(source, offset));
      }
      expect(lines.lineCount).toBe(walk(source, source.length).line);
    }),
    { numRuns: 300 },
  );
});

it("cuts a text into the lines an editor shows", () => {
  fc.assert(
    fc.property(text, (source) => {
      const lines = new LineMap(source);
      const cut = Array.from({ length: lines.lineCount }, (_, index) => {
        const { start, end } = lines.lineRange(index + 1);
        expect(start).toEqual(lines.pointAt(lines.startOf(index + 1)));
        return source.slice(start.offset, end.offset);
      });
      expect(cut).toEqual(source.replace(/^\ufeff/, "").split(/\r\n|\r|\n/));
    }),
    { numRuns: 300 },
  );
});

it("gives a range both its ends", () => {
  const range = new LineMap("a\r\nbc\rd").range(3, 6);
  expect(range).toEqual({ start: { offset: 3, line: 2, column: 1 }, end: { offset: 6, line: 3, column: 1 } });
});
