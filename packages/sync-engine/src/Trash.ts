/** What was removed or replaced. The texts are objects; none is ever taken out. */
import { type Digest, DocumentRef } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { appendRecord, readSeries } from "./Records.ts";
import { keepText, type SyncState } from "./SyncState.ts";

const Trashed = z.object({ ref: DocumentRef, digest: z.string(), at: z.string(), why: z.string() });
export interface TrashedDocument {
  readonly ref: DocumentRef;
  readonly digest: Digest;
  readonly at: string;
  readonly why: string;
}

/** The text has to be kept before. */
export const noteInTrash = (state: SyncState, entry: TrashedDocument): void => {
  appendRecord(state.files, `${state.folder}/trash`, entry);
};

/** Keeps the text, then says that it was taken away. */
export const putInTrash = (
  state: SyncState,
  entry: Omit<TrashedDocument, "digest"> & { readonly text: string },
): void => {
  const { text, ...rest } = entry;
  noteInTrash(state, { ...rest, digest: keepText(state, text) });
};

/** Oldest first. */
export const trashed = (state: SyncState): ReadonlyArray<TrashedDocument> =>
  readSeries(state.files, `${state.folder}/trash`, Trashed);
