/**
 * Mistakes that sync engines are known for, made from outside: by what the engine is given, or by bending
 * what it planned. The model has to find each of them.
 */
import type { Change, DesignStoreService, DocumentHead, NonEmpty } from "@idse/design-store";
import { digestOf, digestOfParts, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type { PlannedDocument } from "../../src/index.ts";
import { agreedOn, entryOf, ledgerWith } from "../../src/Ledger.ts";
import { loadLedger, saveLedger } from "../../src/SyncState.ts";
import type { Mutant } from "./World.ts";

/** Writes over whatever stands there. */
const blind = (store: DesignStoreService): DesignStoreService => ({
  ...store,
  commit: (changes, operation) =>
    Effect.flatMap(store.get(changes.map(({ ref }) => ref)), (found) => {
      const forced = changes.flatMap((change, index): ReadonlyArray<Change> => {
        const now = found[index];
        if (now?._tag === "StoredDocument") return [{ ...change, expect: { revision: now.revision } }];
        return change._tag === "Put" ? [{ ...change, expect: "absent" }] : [];
      });
      const [first, ...rest] = forced;
      return first === undefined ? Effect.succeed({ heads: [] }) : store.commit([first, ...rest], operation);
    }),
});

/** As a comparison of clocks decides: without looking at what was written. */
const newest = (row: PlannedDocument): PlannedDocument => {
  if (row.local === null || row.remote === null || !["merge", "conflict"].includes(row.action)) return row;
  const action = row.local.digest < row.remote.digest ? "push" : "pull";
  return { ...row, action, merged: null };
};

const absent = (ever: ReadonlyMap<string, DocumentHead>, heads: ReadonlyArray<DocumentHead>) => {
  const listed = new Set(heads.map(({ ref }) => refKey(ref)));
  return [...ever].filter(([key]) => !listed.has(key)).map(([, head]) => ({ ...head, removed: true }));
};

const named = (changes: NonEmpty<Change>): string =>
  digestOfParts(
    changes.flatMap((change) => [refKey(change.ref), change._tag === "Put" ? change.content : ""]),
  );

export const mutants: Readonly<Record<string, () => Mutant>> = {
  "blind put": () => ({ remote: blind }),

  "newest wins": () => ({
    plan: (plan) => ({ ...plan, documents: plan.documents.map(newest) }),
  }),

  "base first": () => ({
    remote: (remote, state) => ({
      ...remote,
      commit: (changes, operation) => {
        const ledger = loadLedger(state);
        const entries = changes.map((change) => {
          const text = change._tag === "Put" ? digestOf(change.content) : null;
          const revision = change.expect === "absent" ? "" : change.expect.revision;
          return agreedOn(entryOf(ledger, change.ref), { text, remote: text, revision });
        });
        saveLedger(state, ledgerWith(ledger, { entries }));
        return remote.commit(changes, operation);
      },
    }),
  }),

  "absence deletes": () => {
    const ever = new Map<string, DocumentHead>();
    return {
      remote: (remote) => ({
        ...remote,
        heads: (scope, since) =>
          Effect.map(remote.heads(scope, since), ({ heads, cursor }) => {
            for (const head of heads) if (!head.removed) ever.set(refKey(head.ref), head);
            return { heads: since === undefined ? [...heads, ...absent(ever, heads)] : heads, cursor };
          }),
      }),
    };
  },

  "hard delete": () => ({
    remote: (remote) => ({
      ...remote,
      heads: (scope, since) =>
        Effect.map(remote.heads(scope, since), ({ heads, cursor }) => ({
          heads: heads.filter(({ removed }) => !removed),
          cursor,
        })),
    }),
  }),

  "no look before a local write": () => ({ local: blind }),

  "operations named by their content": () => ({
    remote: (remote) => ({
      ...remote,
      commit: (changes) => remote.commit(changes, named(changes)),
    }),
  }),
};
