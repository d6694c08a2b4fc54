import { expect, it } from "@jest/globals";
import { printCsv } from "../../src/render/csv.ts";

it("is RFC 4180: CRLF behind every row, quotes where they are needed", () => {
  expect(
    printCsv([
      ["a", "b"],
      ['say "x", y', "two\nlines"],
      ["", 3],
    ]),
  ).toBe('a,b\r\n"say ""x"", y","two\nlines"\r\n,3\r\n');
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "\uff1d1", "\uff0b1", "\r=1", "\u202e=1"])(
  "opens a cell that a spreadsheet may take for a formula with an apostrophe: %j",
  (cell) => {
    expect(printCsv([[cell]])).toMatch(/^"?'/);
  },
);

it("leaves numbers and what only holds such a sign alone", () => {
  expect(printCsv([[-1, "a=b", "a-b", "x@y.z"]])).toBe("-1,a=b,a-b,x@y.z\r\n");
});

it("holds nothing that could command a terminal", () => {
  expect(printCsv([["a\u001b[31mb\u202ec\u0007"]])).toBe("a[31mbc\r\n");
});
