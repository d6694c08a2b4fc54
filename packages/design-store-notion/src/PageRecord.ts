/**
 * What this store keeps in columns beside a document's page: what it wrote last and how Notion rendered that,
 * and what it is about to write. Two columns, written apart: a writer that comes too late spoils only `pending`.
 */
import type { OperationId, Revision, StoreFailure } from "@idse/design-store";
import { type Digest, digestOfParts, readJson } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { malformed } from "./Failure.ts";

const Done = z.tuple([z.string(), z.string(), z.string()]);

const SettledColumn = z.object({
  /** Of the page as Notion gave it after the last write; empty where somebody edited it at that moment. */
  rendered: z.string(),
  /** The integration that wrote, as Notion's `last_edited_by` names it. */
  by: z.string(),
  /** Operations that wrote this page, with the revision and digest each was answered with. The last comes last. */
  done: z.array(Done),
});

const PendingColumn = z.object({
  operation: z.string(),
  version: z.number(),
  digest: z.string(),
  /** The text, as in `SourceText.ts`. */
  source: z.string(),
});

export type Pending = z.output<typeof PendingColumn>;

export interface Settled extends z.output<typeof SettledColumn> {
  readonly version: number;
  readonly digest: Digest;
}

/** So many operations a page remembers. Forgetting one turns its repetition into a conflict, never into a write. */
const remembered = 20;

export const doneWith = (
  before: Settled["done"],
  operation: OperationId,
  revision: Revision,
  digest: Digest,
): Settled["done"] =>
  [...before, [operation, revision, digest] as [string, string, string]].slice(-remembered);

/** Equal ones mean: the same write of this store, and the same rendering of it. */
export const revisionFor = (version: number, digest: Digest, rendered: string): Revision =>
  `${version}.${digestOfParts([digest, rendered]).slice("sha256:".length, "sha256:".length + 24)}`;

export const settledColumn = ({ rendered, by, done }: Settled): string =>
  JSON.stringify({ rendered, by, done });

export const pendingColumn = (pending: Pending): string => JSON.stringify(pending);

/** Null where the column is empty. */
const columnOf = <S extends z.ZodType>(
  operation: string,
  column: string,
  url: string,
  text: string,
  schema: S,
): Effect.Effect<z.output<S> | null, StoreFailure> => {
  if (text.trim() === "") return Effect.succeed(null);
  const read = readJson(text, schema);
  return read.ok
    ? Effect.succeed(read.value)
    : Effect.fail(
        malformed(
          operation,
          `The column "${column}" of ${url} was changed by hand. Restore it from the page's history, or clear it: then the page counts as written by a person.`,
        ),
      );
};

export const readSettled = (
  operation: string,
  column: string,
  url: string,
  text: string,
): Effect.Effect<z.output<typeof SettledColumn> | null, StoreFailure> =>
  columnOf(operation, column, url, text, SettledColumn);

export const readPending = (
  operation: string,
  column: string,
  url: string,
  text: string,
): Effect.Effect<Pending | null, StoreFailure> => columnOf(operation, column, url, text, PendingColumn);
