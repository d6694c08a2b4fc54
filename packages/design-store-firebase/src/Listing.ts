/**
 * Which documents of a scope are there, or changed since a cursor. One query lists documents by their numbers, and the
 * project's counter, which has the highest, comes last: a listing without it is incomplete.
 */
import type { Heads, Scope, StoreFailure } from "@idse/design-store";
import { isInScope } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { counterIn, counterMark } from "./Counter.ts";
import { headFields, headIn, type StoredHead } from "./DocumentFields.ts";
import { counterName, projectName } from "./DocumentName.ts";
import { attempt, malformed, rejected } from "./Failure.ts";
import { type FirestoreDocument, runQuery } from "./Firestore.ts";
import { beginning, cursorOf, type HistoryPoint, notOurs } from "./HistoryPoint.ts";
import { integer, listOf, type Value } from "./Value.ts";

const operation = "heads";
const pageSize = 1000;
/** How many values Firestore's `in` takes; one of them is the counter's mark. */
const inLimit = 30;

const fieldPath = (field: string) => ({ fieldPath: field });

const filter = (field: string, op: string, value: Value) => ({
  where: { fieldFilter: { field: fieldPath(field), op, value } },
});

const select = { fields: [...headFields, "history"].map(fieldPath) };

interface Page {
  readonly heads: ReadonlyArray<StoredHead>;
  /** The counter, where it is on this page. */
  readonly end: HistoryPoint | undefined;
}

interface Listing {
  readonly heads: ReadonlyArray<StoredHead>;
  readonly end: HistoryPoint;
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
    end: end && counterIn(operation, project, end),
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
  (end === undefined ? heads.length > 0 : end.seq > (heads.at(-1)?.seq ?? last - 1));

/**
 * Numbers are taken from the counter under its precondition, so they rise in the order of commits: who sees one sees
 * every lower one. A document that is written again only moves up: pages may show it twice, and never miss it.
 */
const listSince = (
  connection: Connection,
  project: string,
  since: HistoryPoint,
): Effect.Effect<Listing, StoreFailure> =>
  Effect.gen(function* () {
    const latest = new Map<string, StoredHead>();
    let last = since.seq;
    for (let number = 1; ; number += 1) {
      // With the counter's own number asked for, an answer to "what is new" is never empty.
      const op = number === 1 ? "GREATER_THAN_OR_EQUAL" : "GREATER_THAN";
      const page = yield* listPage(connection, project, {
        ...filter("seq", op, integer(last)),
        orderBy: [{ field: fieldPath("seq"), direction: "ASCENDING" }],
      });
      const { heads, end } = page;
      if (last === 0 && heads.length === 0 && end === undefined) return { heads, end: beginning };
      if (end !== undefined && since.seq > 0 && end.history !== since.history)
        return yield* rejected(operation, notOurs);
      if (!isNext(page, last)) return yield* incomplete(project);
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
    : filter(field, "IN", listOf([...new Set([...values, counterMark])]));
};

const listPresent = (connection: Connection, scope: Scope): Effect.Effect<Listing, StoreFailure> =>
  Effect.gen(function* () {
    const { project } = scope;
    const narrow = narrowing(scope);
    if (narrow === undefined) return yield* listSince(connection, project, beginning);
    const { heads, end } = yield* listPage(connection, project, narrow);
    if (heads.length >= pageSize - 1) return yield* listSince(connection, project, beginning);
    if (end === undefined && heads.length > 0) return yield* incomplete(project);
    return { heads, end: end ?? beginning };
  });

export const headsOf = (
  connection: Connection,
  scope: Scope,
  since: HistoryPoint | undefined,
): Effect.Effect<Heads, StoreFailure> =>
  (since === undefined ? listPresent(connection, scope) : listSince(connection, scope.project, since)).pipe(
    Effect.map(({ heads, end }) => ({
      heads: heads
        .filter(({ ref, removed }) => isInScope(ref, scope) && (since !== undefined || !removed))
        .map(({ ref, revision, digest, removed }) => ({ ref, revision, digest, removed })),
      cursor: cursorOf(end),
    })),
  );
