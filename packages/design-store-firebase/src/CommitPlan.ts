/**
 * What a commit does next, decided from what stands there: give the answer it gave before, name a conflict, or send
 * writes. The expectations travel as Firestore's own preconditions, so what was read here may be old without harm.
 */
import type { Change, DocumentHead } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import { counterFields } from "./Counter.ts";
import { digestAfter, fieldsOf, type StoredHead } from "./DocumentFields.ts";
import { counterName, documentName, operationName } from "./DocumentName.ts";
import type { Precondition, Write } from "./Firestore.ts";
import { operationFields } from "./OperationMemory.ts";
import { revisionOf, updateTimeOf } from "./Revision.ts";
import type { Intent, Snapshot } from "./Snapshot.ts";

export type CommitPlan =
  | { readonly _tag: "Answer"; readonly heads: ReadonlyArray<DocumentHead> }
  | { readonly _tag: "Conflict"; readonly refs: ReadonlyArray<DocumentRef> }
  | {
      readonly _tag: "Send";
      /** Those of the changes first, in their order. */
      readonly writes: ReadonlyArray<Write>;
      readonly headsAt: (updateTimes: ReadonlyArray<string>) => ReadonlyArray<DocumentHead>;
    };

const isAsExpected = ({ expect }: Change, stored: StoredHead | null): boolean => {
  const present = stored?.removed === true ? null : stored;
  return expect === "absent" ? present === null : present?.revision === expect.revision;
};

/**
 * The expectation as Firestore can check it, or undefined where it cannot and the answer is known: it would take a
 * removed document for one that is there, and two commits of one moment for the same.
 */
const preconditionOf = (change: Change, stored: StoredHead | null): Precondition | undefined => {
  const { expect } = change;
  if (expect === "absent") {
    if (stored === null) return { exists: false };
    return stored.removed ? { updateTime: stored.updateTime } : undefined;
  }
  const updateTime = updateTimeOf(expect.revision);
  if (updateTime === undefined) return undefined;
  return updateTime !== stored?.updateTime || isAsExpected(change, stored) ? { updateTime } : undefined;
};

const unchanged = (read: { readonly updateTime: string } | null): Precondition =>
  read === null ? { exists: false } : { updateTime: read.updateTime };

/** Gives each change of a project the next number, and the counter the one after them. */
const numbering = ({ counters }: Snapshot): ((project: string) => number) => {
  const last = new Map([...counters].map(([project, counter]) => [project, counter?.seq ?? 0]));
  return (project) => {
    const next = (last.get(project) ?? 0) + 1;
    last.set(project, next);
    return next;
  };
};

/** `refused`: Firestore did not take the writes of an earlier plan, without saying which precondition failed. */
export const planOf = (intent: Intent, snapshot: Snapshot, refused: boolean): CommitPlan => {
  const { place, changes, operation, newHistory, expireAt } = intent;
  if (snapshot.answered !== null) return { _tag: "Answer", heads: snapshot.answered };

  const storedOf = ({ ref }: Change): StoredHead | null => snapshot.stored.get(refKey(ref)) ?? null;
  const conflicts = changes.filter((change) => !isAsExpected(change, storedOf(change)));
  const take = numbering(snapshot);
  const steps = changes.flatMap((change) => {
    const precondition = preconditionOf(change, storedOf(change));
    if (precondition === undefined) return [];
    const { ref } = change;
    const head = {
      ref,
      seq: take(ref.project),
      digest: digestAfter(change),
      removed: change._tag === "Remove",
    };
    return [{ change, precondition, head }];
  });
  if (steps.length < changes.length || (refused && conflicts.length > 0))
    return { _tag: "Conflict", refs: conflicts.map(({ ref }) => ref) };

  const heads = steps.map(({ head }) => head);
  const writes: ReadonlyArray<Write> = [
    ...steps.map(({ change, precondition, head }) => ({
      update: { name: documentName(place, change.ref), fields: fieldsOf(change, head.seq, operation) },
      currentDocument: precondition,
    })),
    ...[...snapshot.counters].map(([project, counter], index) => ({
      update: {
        name: counterName(place, project),
        fields: counterFields(project, {
          seq: take(project),
          history: counter?.history ?? `${newHistory}-${index}`,
        }),
      },
      currentDocument: unchanged(counter),
    })),
    {
      update: { name: operationName(place, operation), fields: operationFields(operation, heads, expireAt) },
      currentDocument: { exists: false },
    },
  ];
  return {
    _tag: "Send",
    writes,
    headsAt: (updateTimes) =>
      heads.map(({ ref, seq, digest, removed }, index) => ({
        ref,
        revision: revisionOf(seq, updateTimes[index] ?? ""),
        digest,
        removed,
      })),
  };
};
