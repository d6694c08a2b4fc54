/** The counter of a project: it gives documents their numbers, and is the last in every listing. */
import * as z from "zod";
import { malformed } from "./Failure.ts";
import type { FirestoreDocument } from "./Firestore.ts";
import type { HistoryPoint } from "./HistoryPoint.ts";
import { type Fields, fieldsIn, IntegerValue, integer, TextValue, text } from "./Value.ts";

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
  const { project: of, seq, history } = fieldsIn(operation, document, CounterFields);
  const { name, updateTime } = document;
  if (of !== project) throw malformed(operation, `${name} counts for another project.`, name);
  return { seq, history, updateTime };
};
