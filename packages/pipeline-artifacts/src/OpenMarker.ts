/**
 * `[REQUIRES INPUT]`, in any case and with or without a reason after a colon: the place where
 * something is still to be written. A mention in prose is a marker, in headings, lists, tables,
 * quotes and link texts too. None is: code, raw HTML, comments, front matter, the label of a link
 * definition, and what CommonMark does not show as that text.
 */
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import type { SourceRange } from "./SourcePosition.ts";

export interface OpenMarker {
  readonly range: SourceRange;
  /** The text after the colon, or null. */
  readonly reason: string | null;
}

const pattern = /\[[ \t]*requires[ \t]+input[ \t]*(?::([^\]\r\n]*))?\]/gi;

const isEscaped = (text: string, offset: number): boolean => {
  let slashes = 0;
  while (text[offset - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
};

export const openMarkersOf = (document: ArtifactDocument): ReadonlyArray<OpenMarker> => {
  const { text } = document;
  const matches = [...text.matchAll(pattern)].filter(
    (match) => !isEscaped(text, match.index) && !isEscaped(text, match.index + match[0].length - 1),
  );
  if (matches.length === 0) return [];
  return matches
    .filter((match) => isProse(document, match))
    .map((match) => ({
      range: document.lines.range(match.index, match.index + match[0].length),
      reason: match[1] === undefined ? null : match[1].trim(),
    }));
};

/** The opening words must be one piece of running text; a reason may hold code or emphasis. */
const isProse = (document: ArtifactDocument, match: RegExpExecArray): boolean => {
  const start = match.index;
  const colon = match[0].indexOf(":");
  const end = start + (colon < 0 ? match[0].length : colon + 1);
  return document.proseRuns.some((run) =>
    run.kind === "text" ? run.start <= start && end <= run.end : run.start === start && end <= run.end,
  );
};
