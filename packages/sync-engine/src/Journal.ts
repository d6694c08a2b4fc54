/** What is being sent: written down before it is sent, and gone once the ledger knows the answer. */
import type { Change } from "@idse/design-store";
import { type Digest, DocumentRef, digestOf } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { readSeries, removeRecord, writeRecord } from "./Records.ts";
import type { SyncState } from "./SyncState.ts";

/** Something sent whose answer the ledger does not know yet. */
const Sending = z.object({
  operation: z.string(),
  worktree: z.string(),
  changes: z.array(
    z.object({
      ref: DocumentRef,
      /** Of the text; null removes the document. */
      digest: z.string().nullable(),
    }),
  ),
});
export interface Sending {
  readonly operation: string;
  /** Where the texts stood. */
  readonly worktree: string;
  readonly changes: ReadonlyArray<{ readonly ref: DocumentRef; readonly digest: Digest | null }>;
}

const sendingPath = (state: SyncState, operation: string): string =>
  `${state.folder}/journal/${operation}.json`;

export const sendingOf = (operation: string, worktree: string, changes: ReadonlyArray<Change>): Sending => ({
  operation,
  worktree,
  changes: changes.map((change) => ({
    ref: change.ref,
    digest: change._tag === "Put" ? digestOf(change.content) : null,
  })),
});

export const beginSending = (state: SyncState, sending: Sending): void =>
  writeRecord(state.files, sendingPath(state, sending.operation), sending);

export const endSending = (state: SyncState, operation: string): void =>
  removeRecord(state.files, sendingPath(state, operation));

export const unansweredSendings = (state: SyncState): ReadonlyArray<Sending> =>
  readSeries(state.files, `${state.folder}/journal`, Sending);
