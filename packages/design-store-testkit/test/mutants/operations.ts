/** Stores that take an operation for another one, or for the first time again. */
import { type CommitResult, newOperation, type OperationId, type RevisionConflict } from "@idse/design-store";
import { digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { broken, brokenCommit, type Mutants } from "./Mutant.ts";

export const operationMutants: Mutants = {
  "operation keyed by content": brokenCommit(
    "takes make, remove and make again with equal content as three operations",
    (inner) => (changes) =>
      inner.commit(
        changes,
        digestOf(changes.map((change) => `${refKey(change.ref)} ${JSON.stringify(change)}`).join()),
      ),
  ),

  "operation keyed by the text that is put": brokenCommit(
    "takes there, back and there again as three operations",
    (inner) => (changes, operation) => {
      const [change] = changes;
      const key = change._tag === "Put" ? `${refKey(change.ref)} ${change.content}` : operation;
      return inner.commit(changes, changes.length === 1 ? key : operation);
    },
  ),

  "operation remembered when it is done": broken(
    "answers an operation that is sent twice at once with one write",
    (inner) => {
      const answered = new Map<OperationId, CommitResult>();
      return {
        commit: (changes, operation) =>
          Effect.gen(function* () {
            const before = answered.get(operation);
            if (before !== undefined) return before;
            yield* Effect.yieldNow;
            const result = yield* inner.commit(changes, newOperation());
            answered.set(operation, result);
            return result;
          }),
      };
    },
  ),

  "operation forgotten": brokenCommit(
    "does an operation once that is sent twice, and answers alike",
    (inner) => (changes) => inner.commit(changes, newOperation()),
  ),

  "operation of a removal forgotten": brokenCommit(
    "does an operation of several documents once that is sent twice, a removal among them",
    (inner) => (changes, operation) =>
      inner.commit(changes, changes.some((change) => change._tag === "Remove") ? newOperation() : operation),
  ),

  "operation remembered while nothing else is written": broken(
    "does nothing when an operation comes again after others wrote",
    (inner) => {
      let last: OperationId = "";
      let part = 0;
      return {
        commit: (changes, operation) => {
          if (operation !== last) part += 1;
          last = operation;
          return inner.commit(changes, `${operation} ${part}`);
        },
      };
    },
  ),

  "refusal remembered": broken(
    "lets a refused operation be refused again, and succeed when it fits",
    (inner) => {
      const refused = new Map<OperationId, RevisionConflict>();
      return {
        commit: (changes, operation) => {
          const before = refused.get(operation);
          if (before !== undefined) return Effect.fail(before);
          return Effect.tapError(inner.commit(changes, operation), (error) =>
            Effect.sync(() => {
              if (error._tag === "RevisionConflict") refused.set(operation, error);
            }),
          );
        },
      };
    },
  ),
};
