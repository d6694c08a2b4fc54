/**
 * What the documents in Firestore hold: those of ours, the counter of a project, and what an operation answered.
 * Whatever was read is held against the place it was read from, and its text against its digest.
 */
import type { Change, DocumentHead, OperationId, Revision, StoredDocument } from "@idse/design-store";
import {
  type Digest,
  DocumentRef,
  digestOf,
  isDocumentRef,
  readJson,
  refKey,
} from "@idse/pipeline-artifacts";
import * as z from "zod";
import { documentName, type Place } from "./DocumentName.ts";
import { malformed } from "./Failure.ts";
import type { FirestoreDocument } from "./Firestore.ts";
import type { HistoryPoint } from "./HistoryPoint.ts";
import {
  type Fields,
  FlagValue,
  flag,
  IntegerValue,
  integer,
  moment,
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

/**
 * `seq` is given once, so it tells contents apart; `updateTime` is what Firestore compares in a precondition. Its
 * resolution is Firestore's affair: where two commits share a time, `seq` still differs.
 */
export const revisionOf = (seq: number, updateTime: string): Revision => `${seq}@${updateTime}`;

const revisionForm = /^\d{1,15}@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)$/;

/** The time in a revision, or undefined where no revision of this store was given. */
export const updateTimeOf = (revision: Revision): string | undefined => revisionForm.exec(revision)?.[1];

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

const parse = <S extends z.ZodType>(
  operation: string,
  { name, fields }: FirestoreDocument,
  schema: S,
): z.output<S> => {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path[0];
  throw malformed(
    operation,
    `${name} was not written by IDSE: its field ${String(field)} is not as it should be.`,
    name,
  );
};

/** Throws `Malformed`. */
export const headIn = (operation: string, place: Place, document: FirestoreDocument): StoredHead => {
  const { project, session, kind, digest, seq, removed } = parse(operation, document, HeadFields);
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
  const { content } = parse(operation, document, ContentField);
  if (digestOf(content) !== digest)
    throw malformed(
      operation,
      `The text of ${refKey(ref)} is not the one its digest was made of.`,
      document.name,
    );
  return { _tag: "StoredDocument", ref, revision, digest, content };
};

/** What the counter has where a document has a session and a kind: no name of ours, and a query can ask for it. */
export const counterMark = "/";

const CounterFields = z.object({ project: TextValue, seq: IntegerValue, history: TextValue });

export interface Counter extends HistoryPoint {
  readonly updateTime: string;
}

export const counterFields = (project: string, { seq, history }: HistoryPoint): Fields => ({
  project: text(project),
  session: text(counterMark),
  kind: text(counterMark),
  seq: integer(seq),
  history: text(history),
});

/** Throws `Malformed`. */
export const counterIn = (operation: string, project: string, document: FirestoreDocument): Counter => {
  const { project: of, seq, history } = parse(operation, document, CounterFields);
  const { name, updateTime } = document;
  if (of !== project) throw malformed(operation, `${name} counts for another project.`, name);
  return { seq, history, updateTime };
};

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
  const { operation: of, heads } = parse(operation, document, OperationFields);
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
