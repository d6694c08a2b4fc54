/** The two marker lines of a managed block, and what the opening one notes. */
import { digestOf } from "@idse/pipeline-artifacts";

export interface BlockNotes {
  /** How many line ends were put before the block; null where the whole file was made with it. */
  readonly lineEndsBefore: number | null;
  /** Other files that were made together with this block. */
  readonly madeWith: ReadonlyArray<string>;
  /** The mark of the text that was written into the block; null in blocks of earlier versions. */
  readonly text: string | null;
}

/** How the marker lines of one kind of file are written, and where such lines are no markers. */
export interface BlockSyntax {
  /** A line that opens a block; its first group is what the notes say. */
  readonly opening: RegExp;
  readonly closing: RegExp;
  readonly openingLine: (said: string) => string;
  readonly closingLine: string;
  /** Parts of a text, by offsets, in which a line is shown and not meant. */
  readonly quotedParts: (text: string) => ReadonlyArray<QuotedPart>;
  /** What swallowed a block that was put into a text, for people. */
  readonly swallowed: { readonly message: string; readonly hint: string };
}

export interface QuotedPart {
  readonly start: number;
  readonly end: number;
  /** Line at which the part begins, from 1. */
  readonly line: number;
}

const lineEndsBeforeNote = "line ends put before: ";
const madeWithNote = "made with: ";
const textNote = "text: ";

export const writeNotes = ({ lineEndsBefore, madeWith, text }: BlockNotes): string => {
  const said = ["managed by idse", "edits inside are overwritten"];
  if (lineEndsBefore !== null) said.push(`${lineEndsBeforeNote}${lineEndsBefore}`);
  if (madeWith.length > 0) said.push(`${madeWithNote}${madeWith.join(", ")}`);
  if (text !== null) said.push(`${textNote}${text}`);
  return said.join("; ");
};

/** The notes of an opening marker; one written by hand has none. */
export const readNotes = (said: string): BlockNotes => {
  const parts = said.split("; ");
  const after = (note: string) => parts.find((part) => part.startsWith(note))?.slice(note.length);
  const count = after(lineEndsBeforeNote);
  return {
    lineEndsBefore: count !== undefined && /^[0-2]$/.test(count) ? Number(count) : null,
    madeWith: after(madeWithNote)?.split(", ") ?? [],
    text: after(textNote) ?? null,
  };
};

/** Eight characters by which a text that IDSE wrote is known again, whatever its line ends. */
export const textMark = (text: string): string =>
  digestOf(text.trimEnd()).slice("sha256:".length).slice(0, 8);
