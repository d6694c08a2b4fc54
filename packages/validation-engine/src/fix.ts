/** Fixes put to a text. What a fix does not name stays as it is, byte for byte. */
import type { Fix, TextEdit } from "@idse/constitution-rules";

export interface FixedText {
  readonly text: string;
  /** How many fixes were made, each in full. */
  readonly applied: number;
  /** How many were left for another run, since an earlier one changes the same place. */
  readonly skipped: number;
}

const isInsertion = ({ start, end }: TextEdit): boolean => start === end;

/** Insertions at one place stand one behind the other; what is replaced is nobody else's. */
const collide = (a: TextEdit, b: TextEdit): boolean => {
  if (isInsertion(a)) return !isInsertion(b) && b.start < a.start && a.start < b.end;
  if (isInsertion(b)) return collide(b, a);
  return a.start < b.end && b.start < a.end;
};

/** The fixes of one text, all found in it as it is given. Of two that collide the first is made. */
export const applyFixes = (text: string, fixes: ReadonlyArray<Fix>): FixedText => {
  const accepted: Array<TextEdit & { readonly begins: number }> = [];
  let applied = 0;
  for (const { edits } of fixes) {
    const fits = edits.every(
      (edit) =>
        0 <= edit.start &&
        edit.start <= edit.end &&
        edit.end <= text.length &&
        !accepted.some((other) => collide(edit, other)),
    );
    if (!fits) continue;
    const begins = Math.min(...edits.map(({ start }) => start));
    accepted.push(...edits.map((edit) => ({ ...edit, begins })));
    applied++;
  }
  // What is inserted at one place stands before what is replaced there; what ends a fix that began earlier comes first.
  const inOrder = accepted.toSorted(
    (a, b) => a.start - b.start || Number(isInsertion(b)) - Number(isInsertion(a)) || a.begins - b.begins,
  );
  const parts: Array<string> = [];
  let at = 0;
  for (const edit of inOrder) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(""), applied, skipped: fixes.length - applied };
};
