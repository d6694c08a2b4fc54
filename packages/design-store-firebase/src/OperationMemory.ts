/** What an operation answered, kept beside the documents it wrote so that sending it again writes nothing. */
import type { DocumentHead, OperationId } from "@idse/design-store";
import { DocumentRef, readJson } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { malformed } from "./Failure.ts";
import type { FirestoreDocument } from "./Firestore.ts";
import { revisionOf } from "./Revision.ts";
import { type Fields, fieldsIn, moment, TextValue, text } from "./Value.ts";

const RememberedHeads = z.array(
  z.object({ ref: DocumentRef, seq: z.int(), digest: z.string(), removed: z.boolean() }),
);

export type RememberedHead = z.output<typeof RememberedHeads>[number];

const OperationFields = z.object({ operation: TextValue, heads: TextValue });

export const operationFields = (
  operation: OperationId,
  heads: ReadonlyArray<RememberedHead>,
  expireAt: number,
): Fields => ({ operation: text(operation), heads: text(JSON.stringify(heads)), expireAt: moment(expireAt) });

/** What an operation answered. It was written by the commit it remembers, so its time is that of the documents. Throws `Malformed`. */
export const answerIn = (
  operation: string,
  id: OperationId,
  document: FirestoreDocument,
): ReadonlyArray<DocumentHead> => {
  const { operation: of, heads } = fieldsIn(operation, document, OperationFields);
  const remembered = readJson(heads, RememberedHeads);
  if (of !== id || !remembered.ok)
    throw malformed(operation, `${document.name} does not remember this operation.`, document.name);
  return remembered.value.map(({ ref, seq, digest, removed }) => ({
    ref,
    revision: revisionOf(seq, document.updateTime),
    digest,
    removed,
  }));
};
