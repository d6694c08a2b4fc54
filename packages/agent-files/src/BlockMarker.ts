/** The two marker lines of a managed block, and what the opening one notes. */

export interface BlockNotes {
  /** How many line ends were put before the block; null where the whole file was made with it. */
  readonly lineEndsBefore: number | null;
  /** Other files that were made together with this block. */
  readonly madeWith: ReadonlyArray<string>;
}

export const openingMarker = /^[ \t]*<!-- idse:begin(?: \(([^)]*)\))? -->[ \t]*$/;
export const closingMarker = /^[ \t]*<!-- idse:end -->[ \t]*$/;
export const closingLine = "<!-- idse:end -->";

const lineEndsBeforeNote = "line ends put before: ";
const madeWithNote = "made with: ";

export const openingLine = ({ lineEndsBefore, madeWith }: BlockNotes): string => {
  const said = ["managed by idse", "edits inside are overwritten"];
  if (lineEndsBefore !== null) said.push(`${lineEndsBeforeNote}${lineEndsBefore}`);
  if (madeWith.length > 0) said.push(`${madeWithNote}${madeWith.join(", ")}`);
  return `<!-- idse:begin (${said.join("; ")}) -->`;
};

/** The notes of an opening marker; one written by hand has none. */
export const readNotes = (said: string): BlockNotes => {
  const parts = said.split("; ");
  const after = (note: string) => parts.find((part) => part.startsWith(note))?.slice(note.length);
  const count = after(lineEndsBeforeNote);
  return {
    lineEndsBefore: count !== undefined && /^[0-2]$/.test(count) ? Number(count) : null,
    madeWith: after(madeWithNote)?.split(", ") ?? [],
  };
};
