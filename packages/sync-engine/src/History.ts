/** What was done, for people to look back at. */
import { DocumentRef } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { appendRecord, readSeries, removeRecord } from "./Records.ts";
import type { SyncState } from "./SyncState.ts";

const Done = z.object({
  at: z.string(),
  project: z.string(),
  direction: z.enum(["push", "pull", "both"]),
  earned: z.boolean(),
  documents: z.array(z.object({ ref: DocumentRef, case: z.string(), outcome: z.string() })),
});
/** One sync that did something. */
export type SyncLogEntry = Readonly<z.infer<typeof Done>>;

/** Enough to look back, and bounded. */
const keptHistory = 200;

export const addToHistory = (state: SyncState, entry: SyncLogEntry): void => {
  const names = appendRecord(state.files, `${state.folder}/history`, entry);
  for (const name of names.slice(0, Math.max(0, names.length + 1 - keptHistory)))
    removeRecord(state.files, `${state.folder}/history/${name}.json`);
};

/** Oldest first. */
export const historyOf = (state: SyncState): ReadonlyArray<SyncLogEntry> =>
  readSeries(state.files, `${state.folder}/history`, Done);
