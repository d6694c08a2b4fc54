/** Documents by their refs: as many at a time as the upstream takes, and what it puts off in a further request. */
import type { Missing, RevisionConflict, StoredDocument, StoreFailure } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { malformed, notOfReading } from "./Failure.ts";
import { GetOutput, toolNames } from "./Protocol.ts";
import { documentOf, problemWithDocuments, wireRef } from "./Wire.ts";

const operation = "get";

/** Batches that are under way at once. */
const concurrency = 4;

type Found = StoredDocument | Missing;

const batchesOf = <A>(items: ReadonlyArray<A>, size: number): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

const readBatch = (
  connection: Connection,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<Found>, RevisionConflict | StoreFailure> =>
  Effect.gen(function* () {
    const found: Array<Found> = [];
    let wanted = refs;
    while (wanted.length > 0) {
      const { documents } = yield* connection.call({
        operation,
        tool: toolNames.get,
        input: { refs: wanted.map(wireRef) },
        output: GetOutput,
      });
      const problem = problemWithDocuments(wanted, documents);
      if (problem !== undefined) return yield* malformed(operation, problem);
      found.push(...documents.flatMap((document) => documentOf(document) ?? []));
      wanted = wanted.filter((_, index) => documents[index]?.state === "deferred");
    }
    return found;
  });

export const readDocuments = (
  connection: Connection,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<Found>, StoreFailure> =>
  Effect.gen(function* () {
    const distinct = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
    const batches = yield* Effect.forEach(
      batchesOf(distinct, connection.announcement.limits.refsPerGet),
      (batch) => readBatch(connection, batch),
      { concurrency },
    );
    const byKey = new Map(batches.flat().map((one) => [refKey(one.ref), one]));
    return refs.map((ref) => byKey.get(refKey(ref)) ?? { _tag: "Missing" as const, ref });
  }).pipe(notOfReading(operation));
