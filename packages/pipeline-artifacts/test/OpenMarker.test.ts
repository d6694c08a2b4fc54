import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { openMarkersOf } from "../src/OpenMarker.ts";
import { engines } from "./engines.ts";

const folder = new URL("fixtures/markers/", import.meta.url);
const fixtures = readdirSync(folder).sort();

/** The numbers of the lines that announce a marker, once for each `<!-- ! -->`. */
const expectedLines = (text: string): ReadonlyArray<number> =>
  text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) => Array.from(line.matchAll(/<!-- ! -->/g), () => index + 1));

describe.each(engines)("with $name", (engine) => {
  const reasonsIn = (text: string) =>
    openMarkersOf(new ArtifactDocument(text, engine)).map((marker) => marker.reason);

  it.each(fixtures)("finds in %s the markers it announces and no others", (file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const found = openMarkersOf(new ArtifactDocument(text, engine));
    expect(found.map(({ range }) => range.start.line)).toEqual(expectedLines(text));
    for (const { range } of found) {
      const source = text.slice(range.start.offset, range.end.offset);
      expect(source).toMatch(/^\[[ \t]*requires[ \t]+input.*\]$/i);
      expect(range.end.line).toBe(range.start.line);
      expect(range.end.column - range.start.column).toBe(source.length);
    }
  });

  it("gives the reason after the colon, or null where there is no colon", () => {
    expect(reasonsIn("[REQUIRES INPUT] [REQUIRES INPUT:] [requires input:  Why `x`?  ]")).toEqual([
      null,
      "",
      "Why `x`?",
    ]);
  });

  it("finds a marker in what follows opening words that are none themselves", () => {
    expect(reasonsIn("`[REQUIRES INPUT: a` [REQUIRES INPUT: b]")).toEqual(["b"]);
    expect(reasonsIn("\\[REQUIRES INPUT: a [REQUIRES INPUT]")).toEqual([null]);
    expect(reasonsIn("[REQUIRES INPUT: a\n[REQUIRES INPUT: b]")).toEqual(["b"]);
    expect(reasonsIn("[REQUIRES INPUT: a [REQUIRES INPUT: b]")).toEqual(["a [REQUIRES INPUT: b"]);
  });

  it("counts columns in UTF-16 units and a byte order mark as one offset but no column shift of later lines", () => {
    const [marker] = openMarkersOf(new ArtifactDocument("\ufeff# A\n\n😀 [REQUIRES INPUT]", engine));
    expect(marker?.range.start).toEqual({ offset: 9, line: 3, column: 4 });
  });
});

it("has a fixture for each kind of line end", () => {
  const bytes = (file: string) => readFileSync(new URL(file, folder), "latin1");
  expect(bytes("crlf.md")).not.toMatch(/[^\r]\n/);
  expect(bytes("lone-cr.md")).not.toContain("\n");
  expect(bytes("bom.md").startsWith("\xef\xbb\xbf")).toBe(true);
});

it("asks for the tree once and looks at each end of a line once, however many openings are never closed", () => {
  const text = `${"[REQUIRES INPUT: ".repeat(60_000)}\n[REQUIRES INPUT]`;
  const prose = {
    type: "text" as const,
    value: "",
    position: { start: { line: 1, column: 1, offset: 0 }, end: { line: 2, column: 1, offset: text.length } },
  };
  const document = new ArtifactDocument(text, {
    name: "satteri",
    parse: () => ({ type: "root", children: [{ type: "paragraph", children: [prose] }] }),
  });
  expect(openMarkersOf(document).map(({ range }) => range.start.line)).toEqual([2]);
});
