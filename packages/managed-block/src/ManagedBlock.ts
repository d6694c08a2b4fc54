/**
 * A managed block: the part of a user's file that IDSE writes, between two marker lines. Everything
 * outside stays byte for byte. The opening marker notes what was put around the block, so that it
 * can be taken out again without a trace.
 */
import {
  type BlockNotes,
  type BlockSyntax,
  type QuotedPart,
  readNotes,
  textMark,
  writeNotes,
} from "./BlockMarker.ts";
import type { FileProblem } from "./FileProblem.ts";
import { dominantLineEnd } from "./LineEnds.ts";

export interface ManagedBlock {
  readonly notes: BlockNotes;
  /** Offsets of the opening marker's line and behind the closing marker, its line end not counted. */
  readonly start: number;
  readonly end: number;
  /** Line of the opening marker, from 1. */
  readonly line: number;
  /** The line end that the block is written with. */
  readonly lineEnd: string;
}

export type BlockProblem = FileProblem;

export type Located =
  | { readonly ok: true; readonly block: ManagedBlock | null }
  | { readonly ok: false; readonly problem: BlockProblem };

export type Placed =
  | { readonly ok: true; readonly content: string }
  | { readonly ok: false; readonly problem: BlockProblem };

interface Line {
  readonly text: string;
  readonly lineEnd: string;
  readonly start: number;
  readonly number: number;
}

const byteOrderMark = "\ufeff";

/** Finds the block of a text. Markers inside a line of text or a code block are not markers. */
export const locateBlock = (syntax: BlockSyntax, text: string): Located => {
  const markers = markerLines(syntax, text);
  const [opening, closing, third] = markers;
  if (opening === undefined) return { ok: true, block: null };
  const match = syntax.opening.exec(opening.text);
  if (match === null) return broken(opening, "closes a block that was never opened", "Take the line out.");
  if (closing === undefined || !syntax.closing.test(closing.text)) {
    const hint = `Put the line "${syntax.closingLine}" back where the managed part ends, or take this line out.`;
    return broken(opening, "opens a block that is not closed", hint);
  }
  if (third !== undefined) {
    return broken(third, "belongs to a second block", "Keep one block and take the other marker lines out.");
  }
  return {
    ok: true,
    block: {
      notes: readNotes(match[1] ?? ""),
      start: opening.start,
      end: closing.start + closing.text.length,
      line: opening.number,
      lineEnd: opening.lineEnd,
    },
  };
};

/** What stands between the marker lines, without the last line end. */
export const bodyOf = (text: string, block: ManagedBlock): string =>
  text.slice(block.start, block.end).split(block.lineEnd).slice(1, -1).join("\n");

/** Writes the body into the block of a text; where there is none, into a new one at the end. */
export const putBlock = (
  syntax: BlockSyntax,
  text: string | null,
  body: string,
  madeWith: ReadonlyArray<string> = [],
): Placed => {
  const located = locateBlock(syntax, text ?? "");
  if (!located.ok) return located;
  const { block } = located;
  const written = { body, madeWith, text: textMark(body) };
  const placed =
    block === null ? appended(syntax, text, written) : replaced(syntax, text ?? "", block, written);
  const found = locateBlock(syntax, placed.content);
  if (found.ok && found.block?.start === placed.start) return { ok: true, content: placed.content };
  const line = quotedPartAt(syntax, placed.content, placed.start)?.line ?? 1;
  return { ok: false, problem: { line, ...syntax.swallowed } };
};

/** The text whose block no longer notes another file as made with it. */
export const forgetMadeWith = (syntax: BlockSyntax, text: string, path: string): string => {
  const located = locateBlock(syntax, text);
  if (!located.ok || located.block === null) return text;
  const { notes, start, lineEnd } = located.block;
  const madeWith = notes.madeWith.filter((one) => one !== path);
  if (madeWith.length === notes.madeWith.length) return text;
  const opening = syntax.openingLine(writeNotes({ ...notes, madeWith }));
  return text.slice(0, start) + opening + text.slice(text.indexOf(lineEnd, start));
};

/** The text without its block; null where nothing but the block was ever in the file. */
export const takeBlock = (text: string, block: ManagedBlock): string | null => {
  const { lineEnd, notes } = block;
  const rest = text.slice(block.end);
  const after = rest.startsWith(lineEnd) ? rest.slice(lineEnd.length) : rest;
  let before = text.slice(0, block.start);
  // With text after the block, what was put before it is what keeps the two apart.
  for (
    let left = after === "" ? (notes.lineEndsBefore ?? 0) : 0;
    left > 0 && before.endsWith(lineEnd);
    left--
  ) {
    before = before.slice(0, -lineEnd.length);
  }
  const remaining = before + after;
  return notes.lineEndsBefore === null && remaining === "" ? null : remaining;
};

/** The text without its marker lines; what stood between them stays. */
export const takeMarkers = (syntax: BlockSyntax, text: string): string =>
  markerLines(syntax, text).reduceRight(
    (left, line) =>
      left.slice(0, line.start) + left.slice(line.start + line.text.length + line.lineEnd.length),
    text,
  );

const broken = (line: Line, what: string, hint: string): Located => ({
  ok: false,
  problem: { line: line.number, message: `The marker "${line.text.trim()}" ${what}.`, hint },
});

interface Written {
  readonly body: string;
  readonly madeWith: ReadonlyArray<string>;
  readonly text: string;
}

const appended = (syntax: BlockSyntax, text: string | null, { body, madeWith, text: mark }: Written) => {
  const before = text ?? "";
  const lineEnd = dominantLineEnd(before);
  const lineEndsBefore = text === null ? null : missingLineEnds(before, lineEnd);
  const start = before.length + (lineEndsBefore ?? 0) * lineEnd.length;
  const lines = blockLines(syntax, { lineEndsBefore, madeWith, text: mark }, body);
  return { start, content: `${before.padEnd(start, lineEnd)}${lines.join(lineEnd)}${lineEnd}` };
};

const replaced = (syntax: BlockSyntax, text: string, block: ManagedBlock, written: Written) => {
  const madeWith = [...new Set([...block.notes.madeWith, ...written.madeWith])];
  const notes = { ...block.notes, madeWith, text: written.text };
  const lines = blockLines(syntax, notes, written.body).join(block.lineEnd);
  return { start: block.start, content: text.slice(0, block.start) + lines + text.slice(block.end) };
};

const blockLines = (syntax: BlockSyntax, notes: BlockNotes, body: string): ReadonlyArray<string> => [
  syntax.openingLine(writeNotes(notes)),
  ...body.trimEnd().split("\n"),
  syntax.closingLine,
];

/** What is missing at the end of a text for one blank line. */
const missingLineEnds = (text: string, lineEnd: string): number => {
  if (text === "" || text.endsWith(lineEnd + lineEnd)) return 0;
  return text.endsWith(lineEnd) ? 1 : 2;
};

const markerLines = (syntax: BlockSyntax, text: string): ReadonlyArray<Line> => {
  if (!text.includes("idse:")) return [];
  const lines = linesOf(text).filter(
    (line) => syntax.opening.test(line.text) || syntax.closing.test(line.text),
  );
  if (lines.length === 0) return [];
  const quoted = syntax.quotedParts(text);
  return lines.filter(
    ({ start, text: shown }) => !quoted.some((part) => part.start < start + shown.length && start < part.end),
  );
};

const quotedPartAt = (syntax: BlockSyntax, text: string, offset: number): QuotedPart | undefined =>
  syntax.quotedParts(text).find(({ start, end }) => start <= offset && offset < end);

const linesOf = (text: string): ReadonlyArray<Line> => {
  const lines: Array<Line> = [];
  let start = text.startsWith(byteOrderMark) ? 1 : 0;
  for (const [whole, shown = "", lineEnd = ""] of text.slice(start).matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    lines.push({ text: shown, lineEnd, start, number: lines.length + 1 });
    start += whole.length;
  }
  return lines;
};
