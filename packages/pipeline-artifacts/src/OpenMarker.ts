/**
 * `[REQUIRES INPUT]`, in any case and with or without a reason after a colon: the place where
 * something is still to be written. A mention in prose is a marker, in headings, lists, tables,
 * quotes and link texts too. None is: code, raw HTML, comments, front matter, the label of a link
 * definition, and what CommonMark does not show as that text.
 */
import { type ArtifactDocument, lastStartingBy } from "./ArtifactDocument.ts";
import type { SourceRange } from "./SourcePosition.ts";

export interface OpenMarker {
  readonly range: SourceRange;
  /** The text after the colon, or null. */
  readonly reason: string | null;
}

const opening = /\[[ \t]*requires[ \t]+input[ \t]*[\]:]/gi;

const isEscaped = (text: string, offset: number): boolean => {
  let slashes = 0;
  while (text[offset - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
};

export const openMarkersOf = (document: ArtifactDocument): ReadonlyArray<OpenMarker> => {
  const { text } = document;
  opening.lastIndex = 0;
  if (!opening.test(text)) return [];
  const isProse = proseQuestion(document);
  const closeAfter = closeQuestion(text);
  const found: Array<OpenMarker> = [];
  opening.lastIndex = 0;
  // What is no marker is passed only as far as its opening words, or it would hide a marker that stands in its reason.
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = match.index;
    const afterWords = opening.lastIndex;
    const hasReason = text[afterWords - 1] === ":";
    const end = hasReason ? closeAfter(afterWords) : afterWords;
    if (end === null || isEscaped(text, start) || isEscaped(text, end - 1) || !isProse(start, afterWords))
      continue;
    found.push({
      range: document.lines.range(start, end),
      reason: hasReason ? text.slice(afterWords, end - 1).trim() : null,
    });
    opening.lastIndex = end;
  }
  return found;
};

/** Asks, for ascending offsets, behind which offset the next bracket on the same line closes. */
const closeQuestion = (text: string): ((offset: number) => number | null) => {
  const stop = /[\]\r\n]|$/g;
  let at = -1;
  return (offset) => {
    if (at < offset) {
      stop.lastIndex = offset;
      at = stop.exec(text)?.index ?? text.length;
    }
    return text[at] === "]" ? at + 1 : null;
  };
};

/** Asks whether opening words are one piece of running text; a reason may hold code or emphasis. */
const proseQuestion = (document: ArtifactDocument): ((start: number, end: number) => boolean) => {
  const texts = document.proseRuns.filter((run) => run.kind === "text");
  const links = new Map(
    document.proseRuns.filter((run) => run.kind === "link").map((run) => [run.start, run.end]),
  );
  return (start, end) =>
    end <= (texts[lastStartingBy(texts, start)]?.end ?? -1) || end <= (links.get(start) ?? -1);
};
