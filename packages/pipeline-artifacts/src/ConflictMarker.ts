/** What git leaves in a document when a merge was not finished. */
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import type { SourceRange } from "./SourcePosition.ts";

const opens = /^<{7}(?: |$)/;
const divides = /^={7}$/;
const closes = /^>{7}(?: |$)/;

/** The first line of each whole conflict outside code. */
export const conflictMarkersOf = (document: ArtifactDocument): ReadonlyArray<SourceRange> => {
  const { text, lines } = document;
  if (!text.includes("<<<<<<<")) return [];
  const found: Array<SourceRange> = [];
  let opened: SourceRange | null = null;
  let divided = false;
  for (let number = 1; number <= lines.lineCount; number++) {
    const { start, end } = lines.lineRange(number);
    const line = text.slice(start.offset, end.offset);
    if (opens.test(line) && !document.isOpaque(start.offset)) {
      opened = { start, end };
      divided = false;
    } else if (opened !== null && divides.test(line)) {
      divided = true;
    } else if (opened !== null && divided && closes.test(line)) {
      found.push(opened);
      opened = null;
    }
  }
  return found;
};
