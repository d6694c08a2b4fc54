/** What a look at the data source says about a commit: what of it was done before, and what is out of date. */
import type { OperationId } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { type DocumentPage, doneBy } from "./DocumentPage.ts";
import { type DoneHead, type PendingCommit, progressOf, removedHead } from "./Manifest.ts";
import { idOf } from "./PageName.ts";
import type { Found } from "./PageReplacing.ts";
import { isPut, type Prepared } from "./Prepared.ts";
import type { View } from "./View.ts";

export const refIn = ({ change }: Prepared): DocumentRef => change.ref;

/** The commit that this operation began earlier, if its record is still there. */
export const begunEarlier = (view: View, prepared: ReadonlyArray<Prepared>, operation: OperationId) =>
  prepared
    .flatMap((one) => view.manifestsOf(refIn(one)))
    .find(({ record }) => record.pending?.operation === operation)?.record.pending ?? undefined;

/** What a change was answered with, if this operation made it already. */
export const doneEarlier = (
  view: View,
  begun: PendingCommit | undefined,
  one: Prepared,
  operation: OperationId,
): DoneHead | undefined => {
  const id = idOf(refIn(one));
  for (const { record } of view.manifestsOf(refIn(one))) {
    const done = record.done.find((entry) => entry.operation === operation);
    const head = done?.heads.find((entry) => entry.id === id);
    if (head !== undefined) return head;
  }
  if (isPut(one)) {
    const done = doneBy(view.pageOf(refIn(one)), operation);
    return done && { id, revision: done[1], digest: done[2], removed: false };
  }
  const change = begun?.changes.find((entry) => entry.id === id);
  return change !== undefined && progressOf(change, operation, view.pagesOf(id)) === "done"
    ? removedHead(id, operation)
    : undefined;
};

export const pendingOf = (
  view: View,
  prepared: ReadonlyArray<Prepared>,
  operation: OperationId,
): PendingCommit => ({
  operation,
  changes: prepared.map((one) => ({
    id: idOf(refIn(one)),
    digest: isPut(one) ? one.digest : null,
    page: isPut(one) ? null : (view.pageOf(refIn(one))?.id ?? null),
  })),
});

export const isSameCommit = (begun: PendingCommit, wanted: PendingCommit): boolean => {
  const facts = ({ changes }: PendingCommit) => changes.map(({ id, digest }) => `${id} ${digest}`).sort();
  return JSON.stringify(facts(begun)) === JSON.stringify(facts(wanted));
};

/** A page that this operation made and did not write to the end. */
const isOwnBeginning = ({ settled, pending }: DocumentPage, operation: OperationId): boolean =>
  settled === null && pending?.operation === operation;

export const isAsExpected = (
  { change }: Prepared,
  found: Found | undefined,
  operation: OperationId,
): boolean => {
  const { expect } = change;
  if (found === undefined) return expect === "absent";
  const { page, standing } = found;
  if (expect === "absent") return isOwnBeginning(page, operation);
  // What this operation began may have arrived; writing it again finds out.
  const mayHaveArrived = page.pending?.operation === operation && standing.how !== "kept";
  return standing.revision === expect.revision || (change._tag === "Put" && mayHaveArrived);
};

/** One change and what its document was found to be. */
export interface Step {
  readonly prepared: Prepared;
  readonly done: DoneHead | undefined;
  readonly found: Found | undefined;
}

/** A document that is to go and has a second page, which would be the document then. */
export const copiedAmong = (view: View, prepared: ReadonlyArray<Prepared>): DocumentPage | undefined =>
  prepared.flatMap((one) => (isPut(one) ? [] : view.pagesOf(idOf(refIn(one))).slice(1)))[0];
