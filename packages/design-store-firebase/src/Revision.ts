/**
 * A revision: the number of a document's last commit and the time Firestore gave it. The time is what Firestore
 * compares in a precondition; the number is given once, and tells contents apart where two commits share a time.
 */
import type { Revision } from "@idse/design-store";

export const revisionOf = (seq: number, updateTime: string): Revision => `${seq}@${updateTime}`;

const form = /^\d{1,15}@(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)$/;

/** The time in a revision, or undefined where it is none of this store's. */
export const updateTimeOf = (revision: Revision): string | undefined => form.exec(revision)?.[1];
