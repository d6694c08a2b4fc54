import { expect, it } from "@jest/globals";
import { ArtifactDocument } from "../src/ArtifactDocument.ts";
import { linksOf } from "../src/Link.ts";
import { engines } from "./engines.ts";

const text =
  '\ufeff# [a](one.md)\n\n- ![b](two.png "t") and [**c**][label]\n\n`[d](no)` <!-- [e](no) -->\n\n<https://x.example>\n\n[label]: <three%20four.md#f>\n[Label]: no\n[unused]: five.md\n\n![e][LABEL]\n';

it.each(engines)("finds links, images and definitions with their places by $name", (engine) => {
  const found = linksOf(new ArtifactDocument(text, engine));
  expect(found.map(({ kind, url }) => `${kind} ${url}`)).toEqual([
    "link one.md",
    "image two.png",
    "link three%20four.md#f",
    "link https://x.example",
    "definition five.md",
    "image three%20four.md#f",
  ]);
  expect(found.map(({ range }) => text.slice(range.start.offset, range.end.offset))).toEqual([
    "[a](one.md)",
    '![b](two.png "t")',
    "[**c**][label]",
    "<https://x.example>",
    "[unused]: five.md",
    "![e][LABEL]",
  ]);
  expect(found[0]?.range.start).toEqual({ offset: 3, line: 1, column: 3 });
});
