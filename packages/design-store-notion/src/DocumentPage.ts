/** A page of the data source as this store sees it: which document it is, and what its columns say. */
import type { OperationId, StoreFailure } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { PageAnswer } from "./Answers.ts";
import type { PropertyNames } from "./Options.ts";
import { type Pending, readPending, readSettled, type Settled } from "./PageRecord.ts";
import { numberOf, textOf } from "./Properties.ts";

export interface DocumentPage {
  readonly id: string;
  readonly ref: DocumentRef;
  readonly url: string;
  /** Rounded down to the minute, as everything in Notion. */
  readonly createdTime: string;
  readonly createdBy: string;
  readonly editedTime: string;
  readonly editedBy: string;
  /** What this store wrote last; null where it never did. */
  readonly settled: Settled | null;
  /** What it began to write. */
  readonly pending: Pending | null;
  readonly source: string;
}

export const documentPage = (
  operation: string,
  names: PropertyNames,
  ref: DocumentRef,
  page: PageAnswer,
): Effect.Effect<DocumentPage, StoreFailure> =>
  Effect.gen(function* () {
    const text = (key: keyof PropertyNames) => textOf(operation, page, names[key]);
    const settled = yield* readSettled(operation, names.record, page.url, yield* text("record"));
    const pending = yield* readPending(operation, names.pending, page.url, yield* text("pending"));
    const digest = yield* text("digest");
    return {
      id: page.id,
      ref,
      url: page.url,
      createdTime: page.created_time,
      createdBy: page.created_by.id,
      editedTime: page.last_edited_time,
      editedBy: page.last_edited_by.id,
      settled: settled === null ? null : { ...settled, version: numberOf(page, names.version), digest },
      pending,
      source: yield* text("source"),
    };
  });

/** What a page answered this operation with, if it was written by it. */
export const doneBy = (page: DocumentPage | undefined, operation: OperationId) =>
  page?.settled?.done.find(([one]) => one === operation);

/**
 * Two pages of one document: somebody duplicated a page, or two writers made it at once. Everybody takes the
 * same one: a page that was written to the end before one that was not, then the older, then by id.
 */
export const byRank = (left: DocumentPage, right: DocumentPage): number => {
  const rank = (page: DocumentPage) => [page.settled === null ? "1" : "0", page.createdTime, page.id];
  const [a, b] = [rank(left).join(" "), rank(right).join(" ")];
  return a < b ? -1 : a > b ? 1 : 0;
};
