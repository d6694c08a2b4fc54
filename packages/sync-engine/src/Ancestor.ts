/**
 * Which agreed text an edited one was made from. It need not be the last: the worktree may be on another
 * branch than the one that synced last, and an edit made there would silently undo what came after.
 */
import type { Digest } from "@idse/pipeline-artifacts";

const linesOf = (text: string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
};

/** How many lines stand in one text and not in the other. */
const distance = (left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number => {
  let differing = 0;
  for (const [line, count] of left) differing += Math.max(0, count - (right.get(line) ?? 0));
  for (const [line, count] of right) differing += Math.max(0, count - (left.get(line) ?? 0));
  return differing;
};

/**
 * The nearest of the agreed texts, oldest first, that a worktree can have been edited from: none after the one
 * it was last seen with, which is the last of them. Where two are as near it is the later. All with LF and no
 * byte order mark.
 */
export const nearestAncestor = (
  text: string,
  agreed: ReadonlyArray<{ readonly digest: Digest; readonly text: string }>,
): Digest | undefined => {
  const lines = linesOf(text);
  let nearest: { readonly digest: Digest; readonly far: number } | undefined;
  for (const candidate of agreed.toReversed()) {
    const far = distance(lines, linesOf(candidate.text));
    if (nearest === undefined || far < nearest.far) nearest = { digest: candidate.digest, far };
  }
  return nearest?.digest;
};
