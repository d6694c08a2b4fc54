/** Two and three versions of a section side by side, for people. Only commands that show them load this. */
import { createPatch, OMIT_HEADERS } from "diff";
import { mergeDiff3 } from "node-diff3";

/** Beyond this many changed lines a diff would take long and help nobody. */
const maxEditLength = 4000;

/** Hunks of a unified diff, or null where the texts have too little in common. */
export const patchOf = (before: string, after: string): string | null =>
  createPatch("", before, after, undefined, undefined, {
    context: 3,
    headerOptions: OMIT_HEADERS,
    maxEditLength,
  }) ?? null;

export interface ThreeWay {
  /** Both changes together; where they meet, all three versions between conflict markers. */
  readonly text: string;
  /** They meet nowhere. */
  readonly clean: boolean;
}

/** Without the last line end: as an empty line it would pass for common ground. */
const linesOf = (text: string): Array<string> => text.trimEnd().split("\n");

export const threeWayOf = (
  texts: { readonly base: string; readonly now: string; readonly proposed: string },
  labels: { readonly base: string; readonly now: string; readonly proposed: string },
): ThreeWay => {
  const { conflict, result } = mergeDiff3(linesOf(texts.now), linesOf(texts.base), linesOf(texts.proposed), {
    excludeFalseConflicts: true,
    label: { a: labels.now, o: labels.base, b: labels.proposed },
  });
  return { text: `${result.join("\n")}\n`, clean: !conflict };
};
