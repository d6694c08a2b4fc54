/**
 * A page for each session, and one for each project itself, that remembers what its documents cannot: a commit
 * of several documents while it is written, and operations whose pages were removed.
 *
 * The record is written before the first document of such a commit and closed after the last, so that a
 * reader who comes in between sees that it is in between.
 */
import type { OperationId, StoreFailure } from "@idse/design-store";
import { digestOf, readJson } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { type DocumentPage, doneBy } from "./DocumentPage.ts";
import { malformed, rejected } from "./Failure.ts";
import type { ManifestRef } from "./PageName.ts";
import { revisionFor } from "./PageRecord.ts";
import { decodeSource, encodeSource, sourceLimit } from "./SourceText.ts";

const PendingChange = z.object({
  /** As `PageName.ts` writes it. */
  id: z.string(),
  /** Of the text to be written; null for a removal. */
  digest: z.string().nullable(),
  /** The page that is removed: another one of the same name is another matter. */
  page: z.string().nullable(),
});
export type PendingChange = z.output<typeof PendingChange>;

const PendingCommit = z.object({ operation: z.string(), changes: z.array(PendingChange) });
export type PendingCommit = z.output<typeof PendingCommit>;

const DoneHead = z.object({
  id: z.string(),
  revision: z.string(),
  digest: z.string(),
  removed: z.boolean(),
});
export type DoneHead = Readonly<z.output<typeof DoneHead>>;

const DoneOperation = z.object({ operation: z.string(), heads: z.array(DoneHead).readonly() });
export type DoneOperation = z.output<typeof DoneOperation>;

const ManifestRecord = z.object({ pending: PendingCommit.nullable(), done: z.array(DoneOperation) });
export type ManifestRecord = z.output<typeof ManifestRecord>;

export interface ManifestPage {
  readonly id: string;
  readonly ref: ManifestRef;
  readonly record: ManifestRecord;
}

export const emptyRecord: ManifestRecord = { pending: null, done: [] };

/** So many operations are remembered at most, and fewer where they do not fit. */
const remembered = 100;

/** Newest last. An operation that is there already gains the heads it does not have yet. */
export const withDone = (record: ManifestRecord, done: ReadonlyArray<DoneOperation>): ManifestRecord => {
  const all = new Map(record.done.map(({ operation, heads }) => [operation, heads]));
  for (const { operation, heads } of done) {
    const before = all.get(operation) ?? [];
    const known = new Set(before.map(({ id }) => id));
    all.set(operation, [...before, ...heads.filter(({ id }) => !known.has(id))]);
  }
  const operations = Array.from(all, ([operation, heads]) => ({ operation, heads }));
  return { ...record, done: operations.slice(-remembered) };
};

/** Fits a record into its column by forgetting the oldest operations. */
export const recordColumn = (record: ManifestRecord): Effect.Effect<string, StoreFailure> => {
  for (let { done } = record; ; done = done.slice(Math.ceil(done.length / 2))) {
    const encoded = encodeSource(JSON.stringify({ ...record, done }));
    if (encoded.length <= sourceLimit) return Effect.succeed(encoded);
    if (done.length === 0)
      return Effect.fail(
        rejected("commit", "These are too many documents for one commit in Notion. Send fewer at a time."),
      );
  }
};

export const readRecord = (
  operation: string,
  url: string,
  column: string,
): Effect.Effect<ManifestRecord, StoreFailure> => {
  if (column.trim() === "") return Effect.succeed(emptyRecord);
  const text = decodeSource(column);
  const read = text === undefined ? undefined : readJson(text, ManifestRecord);
  return read?.ok === true
    ? Effect.succeed(read.value)
    : Effect.fail(
        malformed(
          operation,
          `The record on the page ${url} was changed by hand. Restore it from the page's history.`,
        ),
      );
};

/** What a removal is answered with, however often it is asked. */
export const removedHead = (id: string, operation: OperationId): DoneHead => ({
  id,
  revision: `removed.${revisionFor(0, digestOf(""), operation)}`,
  digest: digestOf(""),
  removed: true,
});

/** How far a pending change has come. */
export type Progress = "done" | "begun" | "not begun";

export const progressOf = (
  change: PendingChange,
  operation: OperationId,
  pages: ReadonlyArray<DocumentPage>,
): Progress => {
  if (change.page !== null) return pages.some(({ id }) => id === change.page) ? "not begun" : "done";
  const [page] = pages;
  if (doneBy(page, operation) !== undefined) return "done";
  return page?.pending?.operation === operation ? "begun" : "not begun";
};
