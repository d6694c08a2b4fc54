/**
 * A managed block: the part of a user's file that IDSE writes, between two marker lines. Everything
 * outside stays byte for byte. The opening marker notes what was put around the block, so that it
 * can be taken out again without a trace.
 */
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import {
  type BlockNotes,
  closingLine,
  closingMarker,
  openingLine,
  openingMarker,
  readNotes,
} from "./BlockMarker.ts";

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

export interface BlockProblem {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

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
export const locateBlock = (text: string): Located => {
  const markers = markerLines(text);
  const [opening, closing, third] = markers;
  if (opening === undefined) return { ok: true, block: null };
  const match = openingMarker.exec(opening.text);
  if (match === null) return broken(opening, "closes a block that was never opened", "Take the line out.");
  if (closing === undefined || !closingMarker.test(closing.text)) {
    const hint = `Put the line "${closingLine}" back where the managed part ends, or take this line out.`;
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

/** Writes the body into the block of a text; where there is none, into a new one at the end. */
export const putBlock = (text: string | null, body: string, madeWith: ReadonlyArray<string> = []): Placed => {
  const located = locateBlock(text ?? "");
  if (!located.ok) return located;
  const { block } = located;
  const placed =
    block === null ? appended(text, body, madeWith) : replaced(text ?? "", block, body, madeWith);
  const found = locateBlock(placed.content);
  if (found.ok && found.block?.start === placed.start) return { ok: true, content: placed.content };
  const swallowing = codeBlockAt(placed.content, placed.start);
  return {
    ok: false,
    problem: {
      line: swallowing ?? 1,
      message: "A code block that opens here is never closed; it would swallow the managed block.",
      hint: "Close the code block.",
    },
  };
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
export const takeMarkers = (text: string): string =>
  markerLines(text).reduceRight(
    (left, line) =>
      left.slice(0, line.start) + left.slice(line.start + line.text.length + line.lineEnd.length),
    text,
  );

const broken = (line: Line, what: string, hint: string): Located => ({
  ok: false,
  problem: { line: line.number, message: `The marker "${line.text.trim()}" ${what}.`, hint },
});

const appended = (text: string | null, body: string, madeWith: ReadonlyArray<string>) => {
  const before = text ?? "";
  const lineEnd = dominantLineEnd(before);
  const lineEndsBefore = text === null ? null : missingLineEnds(before, lineEnd);
  const start = before.length + (lineEndsBefore ?? 0) * lineEnd.length;
  const lines = blockLines({ lineEndsBefore, madeWith }, body);
  return { start, content: `${before.padEnd(start, lineEnd)}${lines.join(lineEnd)}${lineEnd}` };
};

const replaced = (text: string, block: ManagedBlock, body: string, madeWith: ReadonlyArray<string>) => {
  const notes = { ...block.notes, madeWith: [...new Set([...block.notes.madeWith, ...madeWith])] };
  const written = blockLines(notes, body).join(block.lineEnd);
  return { start: block.start, content: text.slice(0, block.start) + written + text.slice(block.end) };
};

const blockLines = (notes: BlockNotes, body: string): ReadonlyArray<string> => [
  openingLine(notes),
  ...body.trimEnd().split("\n"),
  closingLine,
];

/** What is missing at the end of a text for one blank line. */
const missingLineEnds = (text: string, lineEnd: string): number => {
  if (text === "" || text.endsWith(lineEnd + lineEnd)) return 0;
  return text.endsWith(lineEnd) ? 1 : 2;
};

const dominantLineEnd = (text: string): string => {
  const counts = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (const [lineEnd] of text.matchAll(/\r\n|\r|\n/g)) counts[lineEnd as keyof typeof counts]++;
  if (counts["\r\n"] > counts["\n"]) return counts["\r"] > counts["\r\n"] ? "\r" : "\r\n";
  return counts["\r"] > counts["\n"] ? "\r" : "\n";
};

const markerLines = (text: string): ReadonlyArray<Line> => {
  if (!text.includes("idse:")) return [];
  const lines = linesOf(text).filter(
    (line) => openingMarker.test(line.text) || closingMarker.test(line.text),
  );
  if (lines.length === 0) return [];
  const code = new ArtifactDocument(text).codeBlocks;
  return lines.filter(
    ({ start, text: shown }) =>
      !code.some(({ range }) => range.start.offset < start + shown.length && start < range.end.offset),
  );
};

/** Line of the code block that holds an offset. */
const codeBlockAt = (text: string, offset: number): number | undefined =>
  new ArtifactDocument(text).codeBlocks.find(
    ({ range }) => range.start.offset <= offset && offset < range.end.offset,
  )?.range.start.line;

const linesOf = (text: string): ReadonlyArray<Line> => {
  const lines: Array<Line> = [];
  let start = text.startsWith(byteOrderMark) ? 1 : 0;
  for (const [whole, shown = "", lineEnd = ""] of text.slice(start).matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    lines.push({ text: shown, lineEnd, start, number: lines.length + 1 });
    start += whole.length;
  }
  return lines;
};
