import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import type { MarkdownEngine } from "../MarkdownTree.ts";

// A front matter that is never closed makes micromark forget the lists and quotes below it, so it
// is told of front matter only where there is one.
const closedFrontMatter = /^(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?:[\s\S]*?[\r\n])?\1[ \t]*(?:[\r\n]|$)/;

// The one transform of these extensions rebuilds text without positions to link what looks like an address.
const gfmTree = gfmFromMarkdown().map(({ transforms, ...extension }) => extension);

export const micromarkEngine: MarkdownEngine = {
  name: "micromark",
  parse: (text) =>
    closedFrontMatter.test(text)
      ? fromMarkdown(text, {
          extensions: [gfm(), frontmatter(["yaml", "toml"])],
          mdastExtensions: [gfmTree, frontmatterFromMarkdown(["yaml", "toml"])],
        })
      : fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmTree] }),
};
