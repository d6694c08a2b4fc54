import { expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { conflictMarkersOf } from "../src/ConflictMarker.ts";

const linesOf = (text: string) =>
  conflictMarkersOf(new ArtifactDocument(text)).map(({ start, end }) => [
    start.line,
    text.slice(start.offset, end.offset),
  ]);

const conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n";

it("finds the first line of each conflict", () => {
  expect(linesOf(`# A\n\n${conflict}\ntext\n${conflict}`)).toEqual([
    [3, "<<<<<<< HEAD"],
    [10, "<<<<<<< HEAD"],
  ]);
});

it.each(["\r\n", "\r"])("finds it with line ends %j", (end) => {
  expect(linesOf(`# A\n${conflict}`.replaceAll("\n", end))).toEqual([[2, "<<<<<<< HEAD"]]);
});

it("finds it with the base between, without labels, with empty sides and at the end of the text", () => {
  expect(linesOf("<<<<<<< a\nx\n||||||| b\ny\n=======\nz\n>>>>>>> c")).toHaveLength(1);
  expect(linesOf("\ufeff<<<<<<<\n=======\n>>>>>>>\n")).toEqual([[1, "<<<<<<<"]]);
});

it("finds it around a fence, where a line of code holds a separator of lines", () => {
  expect(linesOf("<<<<<<< a\n```\nx\u2028y\n```\n=======\n>>>>>>> b\n")).toHaveLength(1);
});

it.each([
  "<<<<<<< HEAD\nours\n",
  "<<<<<<< HEAD\nours\n>>>>>>> other\n",
  "ours\n=======\ntheirs\n>>>>>>> other\n",
  "<<<<<<<HEAD\n=======\n>>>>>>>other\n",
  "<<<<<<<< HEAD\n========\n>>>>>>>> other\n",
  " <<<<<<< HEAD\n=======\n>>>>>>> other\n",
  `\`\`\`\n${conflict}\`\`\`\n`,
  "Title\n=======\n\ntext\n",
])("finds none in %j", (text) => {
  expect(linesOf(text)).toEqual([]);
});

it("takes time that grows with the text, not with its square, on openings that are never closed", () => {
  const text = "<<<<<<< a\n=======\n".repeat(40_000);
  expect(conflictMarkersOf(new ArtifactDocument(text))).toEqual([]);
}, 10_000);
