/** Documents with their texts, as many requests as it takes. */
import type { Missing, StoredDocument, StoreFailure } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { Connection } from "./Connection.ts";
import { contentIn } from "./DocumentFields.ts";
import { documentName } from "./DocumentName.ts";
import { attempt } from "./Failure.ts";
import { batchGet } from "./Firestore.ts";

const operation = "get";
const pageSize = 300;

const readPage = (
  connection: Connection,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<StoredDocument | Missing>, StoreFailure> => {
  const { place } = connection;
  const names = refs.map((ref) => documentName(place, ref));
  return batchGet(connection, operation, names).pipe(
    Effect.flatMap((found) =>
      attempt(() =>
        refs.map((ref) => {
          const document = found(documentName(place, ref));
          const stored = document === null ? undefined : contentIn(operation, place, document);
          return stored ?? { _tag: "Missing" as const, ref };
        }),
      ),
    ),
  );
};

/** One answer per ref, in the order of the refs. */
export const documentsOf = (
  connection: Connection,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<StoredDocument | Missing>, StoreFailure> => {
  const pages = Array.from({ length: Math.ceil(refs.length / pageSize) }, (_, page) =>
    refs.slice(page * pageSize, (page + 1) * pageSize),
  );
  return Effect.forEach(pages, (page) => readPage(connection, page), { concurrency: 4 }).pipe(
    Effect.map((answers) => answers.flat()),
  );
};
