/** What a commit looks at before it writes, all of one moment: its operation, the counters of its projects, its documents. */
import type { Change, DocumentHead, NonEmpty, OperationId } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import { type Counter, counterIn } from "./Counter.ts";
import { headFields, headIn, type StoredHead } from "./DocumentFields.ts";
import { counterName, documentName, operationName, type Place } from "./DocumentName.ts";
import type { FirestoreDocument } from "./Firestore.ts";
import { answerIn } from "./OperationMemory.ts";

export interface Intent {
  readonly place: Place;
  readonly changes: NonEmpty<Change>;
  readonly operation: OperationId;
  /** Random: the history of projects that have none yet. */
  readonly newHistory: string;
  /** When Firestore may forget what the operation answered, in milliseconds since 1970. */
  readonly expireAt: number;
}

export interface Snapshot {
  /** What the operation answered, where it was carried out. */
  readonly answered: ReadonlyArray<DocumentHead> | null;
  readonly counters: ReadonlyMap<string, Counter | null>;
  /** By `refKey`. */
  readonly stored: ReadonlyMap<string, StoredHead | null>;
}

const projectsOf = (changes: ReadonlyArray<Change>): ReadonlyArray<string> => [
  ...new Set(changes.map(({ ref }) => ref.project)),
];

export const snapshotNames = ({ place, changes, operation }: Intent): ReadonlyArray<string> => [
  operationName(place, operation),
  ...projectsOf(changes).map((project) => counterName(place, project)),
  ...changes.map(({ ref }) => documentName(place, ref)),
];

/** Without the texts. */
export const snapshotFields = [...headFields, "history", "operation", "heads"];

/** Throws `Malformed`. */
export const snapshotOf = (
  { place, changes, operation }: Intent,
  found: (name: string) => FirestoreDocument | null,
): Snapshot => {
  const read = <A>(name: string, parse: (document: FirestoreDocument) => A): A | null => {
    const document = found(name);
    return document === null ? null : parse(document);
  };
  const counterOf = (project: string) =>
    read(counterName(place, project), (document) => counterIn("commit", project, document));
  const headOf = ({ ref }: Change) =>
    read(documentName(place, ref), (document) => headIn("commit", place, document));
  return {
    answered: read(operationName(place, operation), (document) => answerIn("commit", operation, document)),
    counters: new Map(projectsOf(changes).map((project) => [project, counterOf(project)])),
    stored: new Map(changes.map((change) => [refKey(change.ref), headOf(change)])),
  };
};
