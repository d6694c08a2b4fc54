import type { Root } from "mdast";
import { markdownToMdast } from "satteri";
import type { MarkdownEngine } from "../MarkdownTree.ts";

export const satteriEngine: MarkdownEngine = {
  name: "satteri",
  parse: (text) => markdownToMdast(text, { features: { gfm: true, frontmatter: true } }) as Root,
};
