/** Managed blocks in markdown: markers are comments, and a code block shows lines without meaning them. */
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { BlockSyntax } from "./BlockMarker.ts";

export const markdownBlock: BlockSyntax = {
  opening: /^[ \t]*<!-- idse:begin(?: \(([^)]*)\))? -->[ \t]*$/,
  closing: /^[ \t]*<!-- idse:end -->[ \t]*$/,
  openingLine: (said) => `<!-- idse:begin (${said}) -->`,
  closingLine: "<!-- idse:end -->",
  quotedParts: (text) =>
    new ArtifactDocument(text).codeBlocks.map(({ range }) => ({
      start: range.start.offset,
      end: range.end.offset,
      line: range.start.line,
    })),
  swallowed: {
    message: "A code block that opens here is never closed; it would swallow the managed block.",
    hint: "Close the code block.",
  },
};
