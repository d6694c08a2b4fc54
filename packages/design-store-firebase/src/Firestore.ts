/** The three methods of Firestore that this store uses, with answers that are complete or a failure. */
import type { StoreFailure } from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as z from "zod";
import { type Connection, send } from "./Connection.ts";
import { databaseName, documentsCollection } from "./DocumentName.ts";
import { commitFailureOf, failureOf, malformed, type Refused } from "./Failure.ts";
import type { Fields } from "./Value.ts";

const FirestoreDocument = z.object({
  name: z.string(),
  fields: z.record(z.string(), z.unknown()).default({}),
  /** Microseconds: kept as it came, since a `Date` would lose three digits of it. */
  updateTime: z.string(),
});

export type FirestoreDocument = z.output<typeof FirestoreDocument>;

export type Precondition = { readonly exists: boolean } | { readonly updateTime: string };

export interface Write {
  readonly update: { readonly name: string; readonly fields: Fields };
  readonly currentDocument: Precondition;
}

const BatchGetAnswer = z.array(
  z.object({ found: FirestoreDocument.optional(), missing: z.string().optional() }),
);

/**
 * Documents by their names, null for what is not there, all as of one moment. Firestore answers each name with one of
 * the two, so an answer that leaves one out is broken.
 */
export const batchGet = (
  connection: Connection,
  operation: string,
  names: ReadonlyArray<string>,
  fieldPaths?: ReadonlyArray<string>,
): Effect.Effect<(name: string) => FirestoreDocument | null, StoreFailure> =>
  Effect.gen(function* () {
    const documents = [...new Set(names)];
    const answers = yield* send(connection, {
      operation,
      path: `${databaseName(connection.place)}/documents:batchGet`,
      body: JSON.stringify({ documents, ...(fieldPaths === undefined ? {} : { mask: { fieldPaths } }) }),
      answer: BatchGetAnswer,
      failureOf,
    });
    const found = new Map<string, FirestoreDocument | null>();
    for (const answer of answers) {
      if (answer.found !== undefined) found.set(answer.found.name, answer.found);
      else if (answer.missing !== undefined) found.set(answer.missing, null);
    }
    const unanswered = documents.find((name) => !found.has(name));
    if (unanswered !== undefined)
      return yield* Effect.fail(
        malformed(
          operation,
          `Firestore's answer is incomplete: it says nothing of ${unanswered}.`,
          unanswered,
        ),
      );
    return (name) => found.get(name) ?? null;
  });

const QueryAnswer = z
  .array(z.object({ document: FirestoreDocument.optional(), readTime: z.string().optional() }))
  .refine((elements) => elements.some(({ readTime }) => readTime !== undefined), {
    message: "no time of reading, which even an empty answer has",
  });

/** The documents of a project that a query selects, in its order. */
export const runQuery = (
  connection: Connection,
  operation: string,
  parent: string,
  query: Readonly<Record<string, unknown>>,
): Effect.Effect<ReadonlyArray<FirestoreDocument>, StoreFailure> =>
  send(connection, {
    operation,
    path: `${parent}:runQuery`,
    body: JSON.stringify({
      structuredQuery: { from: [{ collectionId: documentsCollection }], ...query },
    }),
    answer: QueryAnswer,
    failureOf,
  }).pipe(Effect.map((elements) => elements.flatMap(({ document }) => document ?? [])));

const CommitAnswer = z.object({ writeResults: z.array(z.object({ updateTime: z.string() })) });

/** All writes or none. Answers with the new `updateTime` of each document. */
export const commitWrites = (
  connection: Connection,
  operation: string,
  body: string,
): Effect.Effect<ReadonlyArray<string>, StoreFailure | Refused> =>
  send(connection, {
    operation,
    path: `${databaseName(connection.place)}/documents:commit`,
    body,
    answer: CommitAnswer,
    failureOf: commitFailureOf,
  }).pipe(Effect.map(({ writeResults }) => writeResults.map(({ updateTime }) => updateTime)));
