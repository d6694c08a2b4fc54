/**
 * What a document of ours holds in Firestore. Whatever was read is held against the place it was read from, and its
 * text against its digest.
 */
import type { Change, DocumentHead, OperationId, StoredDocument } from "@idse/design-store";
import { type Digest, digestOf, isDocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { documentName, type Place } from "./DocumentName.ts";
import { malformed } from "./Failure.ts";
import type { FirestoreDocument } from "./Firestore.ts";
import { revisionOf } from "./Revision.ts";
import {
  type Fields,
  FlagValue,
  fieldsIn,
  flag,
  IntegerValue,
  integer,
  NothingValue,
  nothing,
  TextValue,
  text,
} from "./Value.ts";

export const headFields = ["project", "session", "kind", "digest", "seq", "removed"];

const HeadFields = z.object({
  project: TextValue,
  session: z.union([TextValue, NothingValue]),
  kind: TextValue,
  digest: TextValue,
  seq: IntegerValue,
  removed: FlagValue,
});

export interface StoredHead extends DocumentHead {
  readonly seq: number;
  readonly updateTime: string;
}

export const fieldsOf = (change: Change, seq: number, operation: OperationId): Fields => ({
  project: text(change.ref.project),
  session: change.ref.session === null ? nothing : text(change.ref.session),
  kind: text(change.ref.kind),
  digest: text(digestAfter(change)),
  seq: integer(seq),
  removed: flag(change._tag === "Remove"),
  operation: text(operation),
  ...(change._tag === "Put" ? { content: text(change.content) } : {}),
});

export const digestAfter = (change: Change): Digest => digestOf(change._tag === "Put" ? change.content : "");

/** Throws `Malformed`. */
export const headIn = (operation: string, place: Place, document: FirestoreDocument): StoredHead => {
  const { project, session, kind, digest, seq, removed } = fieldsIn(operation, document, HeadFields);
  const { name, updateTime } = document;
  const ref = { project, session, kind };
  if (!isDocumentRef(ref) || documentName(place, ref) !== name)
    throw malformed(operation, `${name} says that it is another document.`, name);
  return { ref, revision: revisionOf(seq, updateTime), digest, removed, seq, updateTime };
};

const ContentField = z.object({ content: TextValue });

/** Undefined where it was removed. Throws `Malformed`. */
export const contentIn = (
  operation: string,
  place: Place,
  document: FirestoreDocument,
): StoredDocument | undefined => {
  const { ref, revision, digest, removed } = headIn(operation, place, document);
  if (removed) return undefined;
  const { content } = fieldsIn(operation, document, ContentField);
  if (digestOf(content) !== digest)
    throw malformed(
      operation,
      `The text of ${refKey(ref)} is not the one its digest was made of.`,
      document.name,
    );
  return { _tag: "StoredDocument", ref, revision, digest, content };
};
