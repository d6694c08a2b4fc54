/** A point in a project's history: the last number given, and in which history. What a cursor says. */
import type { Cursor } from "@idse/design-store";

export interface HistoryPoint {
  readonly seq: number;
  /** Numbers of another history mean nothing here: another tenant's, another database's. */
  readonly history: string;
}

/** Where nothing was written yet. */
export const beginning: HistoryPoint = { seq: 0, history: "" };

export const cursorOf = ({ seq, history }: HistoryPoint): Cursor => `${seq}@${history}`;

/** Undefined where a cursor has not the form of this store's. */
export const pointOf = (cursor: Cursor): HistoryPoint | undefined => {
  const [, seq, history] = /^(\d{1,15})@([0-9a-f-]{0,64})$/.exec(cursor) ?? [];
  return seq === undefined || history === undefined ? undefined : { seq: Number(seq), history };
};

/** What is wrong with a cursor that came from elsewhere. */
export const notOurs = "This cursor is not of this store. List without a cursor.";
