import { expect, it } from "@jest/globals";
import { markdownEngine } from "../src/MarkdownTree.ts";
import { engines } from "./engines.ts";

it("uses the native engine where it loads", () => {
  expect(markdownEngine.name).toBe("satteri");
});

it.each(engines)("gives with $name exact offsets in UTF-16 units", (engine) => {
  const text = "😀 é\r\n\r\n# 文書 **x**\r\n";
  const heading = engine.parse(text).children[1];
  expect(heading?.type).toBe("heading");
  expect(text.slice(heading?.position?.start.offset, heading?.position?.end.offset)).toBe("# 文書 **x**");
});

it.each(engines)("keeps with $name lists and quotes below a front matter that is never closed", (engine) => {
  expect(engine.parse("---\n- a\n\n> b\n").children.map((node) => node.type)).toEqual([
    "thematicBreak",
    "list",
    "blockquote",
  ]);
});

it.each(engines)("gives with $name a place to text beside an address in an open bracket", (engine) => {
  const [paragraph] = engine.parse("[ https://a.example text").children;
  const parts = paragraph !== undefined && "children" in paragraph ? paragraph.children : [];
  expect(parts.map((node) => node.position?.start.offset)).not.toContain(undefined);
  expect(parts.at(-1)?.position?.end.offset).toBe(24);
});
