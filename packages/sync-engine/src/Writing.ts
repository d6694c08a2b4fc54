/**
 * What is being written here: noted before it is written, and gone once the ledger knows it. A process that is
 * killed in between leaves texts here that came from the remote; without the note they would count as edits.
 */
import type { DocumentHead } from "@idse/design-store";
import { DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { isNaming, uidIn } from "./Identity.ts";
import { Agreement, entryOf, type Ledger, type LedgerEntry, ledgerWith, withWritten } from "./Ledger.ts";
import type { Ready } from "./Ready.ts";
import { readSeries, removeRecord, writeRecord } from "./Records.ts";
import { rememberText, type SyncState } from "./SyncState.ts";

const WrittenDocument = z.object({
  ref: DocumentRef,
  /** Of the text as it is to stand here. */
  digest: z.string(),
  /** The text that was agreed on until then. */
  before: z.string().nullable(),
  /** What both sides agree on once it stands here. */
  agreement: Agreement,
  uid: z.string().optional(),
});
export type WrittenDocument = z.infer<typeof WrittenDocument>;

const Writing = z.object({
  operation: z.string(),
  worktree: z.string(),
  documents: z.array(WrittenDocument),
});
export type Writing = z.infer<typeof Writing>;

/** What is noted of a text that is to be written here; of a removal there is nothing to note. Throws `FileFailure`. */
export const writtenOf = (
  state: SyncState,
  entry: LedgerEntry,
  { change, text, agreement }: Ready,
): WrittenDocument | undefined => {
  if (change._tag !== "Put" || text === null) return undefined;
  const { ref, content } = change;
  rememberText(state, text);
  const digest = digestOf(content);
  const uid = isNaming(ref) ? uidIn(ref, text) : null;
  return {
    ref,
    digest,
    before: entry.base?.text ?? null,
    agreement: agreement({ ref, revision: "", digest, removed: false }),
    ...(uid === null ? {} : { uid }),
  };
};

const folderOf = (state: SyncState): string => `${state.folder}/writing`;

export const beginWriting = (state: SyncState, writing: Writing): void =>
  writeRecord(state.files, `${folderOf(state)}/${writing.operation}.json`, writing);

export const endWriting = (state: SyncState, operation: string): void =>
  removeRecord(state.files, `${folderOf(state)}/${operation}.json`);

/** What a killed process of this worktree had begun to write. */
export const unfinishedWritings = (state: SyncState, worktree: string): ReadonlyArray<Writing> =>
  readSeries(state.files, folderOf(state), Writing).filter((writing) => writing.worktree === worktree);

/** The ledger with those of the texts that do stand here. */
export const withWritings = (
  ledger: Ledger,
  writings: ReadonlyArray<Writing>,
  local: ReadonlyArray<DocumentHead>,
): Ledger => {
  if (writings.length === 0) return ledger;
  const here = new Map(local.filter((head) => !head.removed).map(({ ref, digest }) => [refKey(ref), digest]));
  return writings.reduce(
    (known, { worktree, documents }) =>
      ledgerWith(known, {
        entries: documents
          .filter(({ ref, digest }) => here.get(refKey(ref)) === digest)
          .map(({ ref, ...written }) => withWritten(entryOf(known, ref), worktree, written)),
      }),
    ledger,
  );
};
