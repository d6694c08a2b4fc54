/**
 * Which documents of a scope are there, or changed since a cursor. One query lists documents by their numbers, and the
 * project's counter, which has the highest, comes last: a listing without it is incomplete.
 */
import type { Cursor, Heads, Scope, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { counterName, projectName } from "./DocumentName.ts";
import { attempt, malformed } from "./Failure.ts";
import { type FirestoreDocument, runQuery } from "./Firestore.ts";
import { counterIn, counterMark, headFields, headIn, type StoredHead } from "./StoredFields.ts";
import { integer, listOf, type Value } from "./Value.ts";

const operation = "heads";
const pageSize = 1000;
/** How many values Firestore's `in` takes; one of them is the counter's mark. */
const inLimit = 30;

export const isCursor = (cursor: Cursor): boolean => /^\d{1,15}$/.test(cursor);

const fieldPath = (field: string) => ({ fieldPath: field });

const filter = (field: string, op: string, value: Value) => ({
  where: { fieldFilter: { field: fieldPath(field), op, value } },
});

const select = { fields: headFields.map(fieldPath) };

interface Page {
  readonly heads: ReadonlyArray<StoredHead>;
  /** The counter, where it is on this page. */
  readonly end: number | undefined;
}

interface Listing {
  readonly heads: ReadonlyArray<StoredHead>;
  /** The counter's number: the cursor. */
  readonly end: number;
}

const pageOf = (
  { place }: Connection,
  project: string,
  documents: ReadonlyArray<FirestoreDocument>,
): Page => {
  const counter = counterName(place, project);
  const end = documents.find(({ name }) => name === counter);
  return {
    heads: documents
      .filter((document) => document !== end)
      .map((document) => headIn(operation, place, document)),
    end: end && counterIn(operation, project, end).seq,
  };
};

const listPage = (
  connection: Connection,
  project: string,
  query: Readonly<Record<string, unknown>>,
): Effect.Effect<Page, StoreFailure> =>
  runQuery(connection, operation, projectName(connection.place, project), {
    ...query,
    select,
    limit: pageSize,
  }).pipe(Effect.flatMap((documents) => attempt(() => pageOf(connection, project, documents))));

const incomplete = (project: string) =>
  malformed(
    operation,
    `Firestore's listing of ${project} is incomplete, or the cursor is of another store. Read it again without a cursor.`,
  );

/** Whether a page goes on after `last`, number by number, with the counter at its end. */
const isNext = ({ heads, end }: Page, last: number): boolean =>
  heads.every(({ seq }, index) => seq > (heads[index - 1]?.seq ?? last)) &&
  (end === undefined ? heads.length > 0 : end > (heads.at(-1)?.seq ?? last - 1));

/**
 * Numbers are taken from the counter under its precondition, so they rise in the order of commits: who sees one sees
 * every lower one. A document that is written again only moves up: pages may show it twice, and never miss it.
 */
const listByNumber = (
  connection: Connection,
  project: string,
  since: number,
): Effect.Effect<Listing, StoreFailure> =>
  Effect.gen(function* () {
    const latest = new Map<string, StoredHead>();
    let last = since;
    for (let page = 1; ; page += 1) {
      // With the counter's own number asked for, an answer to "what is new" is never empty.
      const op = page === 1 ? "GREATER_THAN_OR_EQUAL" : "GREATER_THAN";
      const listed = yield* listPage(connection, project, {
        ...filter("seq", op, integer(last)),
        orderBy: [{ field: fieldPath("seq"), direction: "ASCENDING" }],
      });
      const { heads, end } = listed;
      if (page === 1 && since === 0 && heads.length === 0 && end === undefined) return { heads: [], end: 0 };
      if (!isNext(listed, last)) return yield* incomplete(project);
      for (const head of heads) latest.set(refKey(head.ref), head);
      if (end !== undefined) return { heads: [...latest.values()], end };
      last = heads.at(-1)?.seq ?? last;
    }
  });

/** One field of the scope that Firestore can select by, so that a session costs its documents and not all of them. */
const narrowing = ({ sessions, kinds }: Scope) => {
  const [field, values] = sessions === undefined ? ["kind", kinds] : ["session", sessions];
  return values === undefined || values.length >= inLimit
    ? undefined
    : filter(field, "IN", listOf([...values, counterMark]));
};

const listScope = (connection: Connection, scope: Scope): Effect.Effect<Listing, StoreFailure> =>
  Effect.gen(function* () {
    const narrow = narrowing(scope);
    if (narrow === undefined) return yield* listByNumber(connection, scope.project, 0);
    const { heads, end } = yield* listPage(connection, scope.project, narrow);
    if (heads.length >= pageSize - 1) return yield* listByNumber(connection, scope.project, 0);
    if (end === undefined && heads.length > 0) return yield* incomplete(scope.project);
    return { heads, end: end ?? 0 };
  });

export const headsOf = (
  connection: Connection,
  scope: Scope,
  since: Cursor | undefined,
): Effect.Effect<Heads, StoreFailure> =>
  (since === undefined
    ? listScope(connection, scope)
    : listByNumber(connection, scope.project, Number(since))
  ).pipe(
    Effect.map(({ heads, end }) => ({
      heads: heads
        .filter(({ ref, removed }) => isInScope(ref, scope) && (since !== undefined || !removed))
        .map(({ ref, revision, digest, removed }) => ({ ref, revision, digest, removed })),
      cursor: String(end),
    })),
  );
