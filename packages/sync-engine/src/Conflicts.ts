/** What a person has to decide: which three texts of a document do not go together. The texts are objects. */
import { type Digest, DocumentRef, digestOfParts, refKey } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { readOne, readSeries, removeRecord, writeRecord } from "./Records.ts";
import type { SyncState } from "./SyncState.ts";
import { noteInTrash } from "./Trash.ts";

const Side = z.object({ digest: z.string() }).nullable();
const Conflict = z.object({
  ref: DocumentRef,
  case: z.string(),
  reason: z.string(),
  base: Side,
  ours: Side,
  theirs: z.object({ digest: z.string(), revision: z.string() }).nullable(),
});
/** Three texts by digest; null where a side has none. */
export interface KeptConflict {
  readonly ref: DocumentRef;
  /** The case it was found as. */
  readonly case: string;
  /** A sentence for the person who decides. */
  readonly reason: string;
  readonly base: { readonly digest: Digest } | null;
  readonly ours: { readonly digest: Digest } | null;
  readonly theirs: { readonly digest: Digest; readonly revision: string } | null;
}

const conflictPath = ({ folder }: SyncState, ref: DocumentRef): string =>
  `${folder}/conflicts/${digestOfParts([refKey(ref)]).slice("sha256:".length, 39)}.json`;

export const keptConflicts = (state: SyncState): ReadonlyArray<KeptConflict> =>
  readSeries(state.files, `${state.folder}/conflicts`, Conflict);

export const keptConflict = (state: SyncState, ref: DocumentRef): KeptConflict | undefined =>
  readOne(state.files, conflictPath(state, ref), Conflict);

/** Texts of a conflict that nobody decided about, and that are on neither side now, are still to be found. */
const discard = (
  state: SyncState,
  conflict: KeptConflict,
  at: string,
  isElsewhere: (digest: Digest) => boolean,
): void => {
  for (const side of [conflict.ours, conflict.theirs])
    if (side !== null && !isElsewhere(side.digest))
      noteInTrash(state, { ref: conflict.ref, digest: side.digest, at, why: conflict.case });
};

/** The texts have to be kept before. What an older conflict about the same document held goes to the trash. */
export const keepConflict = (state: SyncState, conflict: KeptConflict, at: string): void => {
  const before = keptConflict(state, conflict.ref);
  const digests = [conflict.ours?.digest, conflict.theirs?.digest];
  if (before !== undefined) discard(state, before, at, (digest) => digests.includes(digest));
  writeRecord(state.files, conflictPath(state, conflict.ref), conflict);
};

/** It is over: without a person's decision what it held goes to the trash, unless it was agreed on. */
export const settleConflict = (
  state: SyncState,
  ref: DocumentRef,
  undecided?: { readonly at: string; readonly agreed: ReadonlyArray<Digest> },
): void => {
  const before = undecided === undefined ? undefined : keptConflict(state, ref);
  if (before !== undefined && undecided !== undefined)
    discard(state, before, undecided.at, (digest) => undecided.agreed.includes(digest));
  removeRecord(state.files, conflictPath(state, ref));
};
