/** A file that is IDSE's own as a whole. It holds a mark of its text, by which a change by somebody is seen. */
import { dominantLineEnd, textMark, withLineEnd } from "@idse/managed-block";
import { normaliseText } from "@idse/pipeline-artifacts";
import { leftAlone, type Note, type PieceContent, type PieceState, written } from "./Piece.ts";

const place = "{{mark}}";
const marked = /(idse-text: ")([0-9a-f]{8})(")/;

/** A text with its mark in it, where `{{mark}}` stands. */
const withMark = (text: string): string => text.replace(place, textMark(text));

/** `template` holds `idse-text: "{{mark}}"` once. */
export const ownedFile = (template: string): PieceContent => {
  const wanted = withMark(template);
  const stateOf = (text: string): PieceState => {
    const standing = normaliseText(text);
    if (standing === wanted) return "current";
    const mark = marked.exec(standing)?.[2];
    return mark !== undefined && textMark(standing.replace(marked, `$1${place}$3`)) === mark
      ? "outdated"
      : "changed";
  };
  return {
    put: (text, force) => {
      if (text === null) return written(wanted);
      const state = stateOf(text);
      if (state === "changed" && !force) return written(text, [kept]);
      return written(state === "current" ? text : withLineEnd(wanted, dominantLineEnd(text)));
    },
    take: (text, force) => (stateOf(text) === "changed" && !force ? written(text, [kept]) : written(null)),
    look: (text) => (text === null ? { state: "absent", line: null } : { state: stateOf(text), line: 1 }),
  };
};

const kept: Note = leftAlone(1, "This file");
