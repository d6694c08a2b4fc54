/** A store in memory, as strict as the contract allows: the reference for other stores and the double for tests. */
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import {
  type Change,
  type CommitResult,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  type OperationId,
  type StoredDocument,
} from "./DesignStore.ts";
import { isInScope, problemWithChanges, problemWithRefs, problemWithScope } from "./Request.ts";
import { Rejected, type RevisionConflict, revisionConflict } from "./StoreFailure.ts";

interface Row {
  readonly head: DocumentHead;
  readonly content: string;
  /** The number of the commit that made it. */
  readonly at: number;
}

const store = "memory";

const reject = (operation: string, message: string): Effect.Effect<never, Rejected> =>
  Effect.fail(new Rejected({ store, operation, message }));

const headAfter = (change: Change, revision: string): DocumentHead => ({
  ref: change.ref,
  revision,
  digest: digestOf(change._tag === "Put" ? change.content : ""),
  removed: change._tag === "Remove",
});

/** A new, empty store. */
export const makeMemory: Effect.Effect<DesignStoreService> = Effect.sync(() => {
  const rows = new Map<string, Row>();
  const answered = new Map<OperationId, CommitResult>();
  /** Tells the cursors of this store from those of another that counts the same numbers. */
  const history = globalThis.crypto.randomUUID();
  let commits = 0;

  /** How many commits a cursor has seen, or undefined where it is not of this store. */
  const seenBy = (cursor: string): number | undefined => {
    const [name, count] = cursor.split(".");
    return name === history ? Number(count) : undefined;
  };

  const presentRow = (ref: DocumentRef): Row | undefined => {
    const row = rows.get(refKey(ref));
    return row === undefined || row.head.removed ? undefined : row;
  };

  const isAsExpected = ({ ref, expect }: Change): boolean =>
    expect === "absent" ? presentRow(ref) === undefined : presentRow(ref)?.head.revision === expect.revision;

  const write = (changes: ReadonlyArray<Change>, operation: OperationId): CommitResult => {
    commits += 1;
    const heads = changes.map((change, index) => {
      const head = headAfter(change, `${commits}.${index}`);
      rows.set(refKey(change.ref), {
        head,
        content: change._tag === "Put" ? change.content : "",
        at: commits,
      });
      return head;
    });
    const result = { heads };
    answered.set(operation, result);
    return result;
  };

  return DesignStore.of({
    capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true },

    get: (refs) =>
      Effect.suspend(() => {
        const problem = problemWithRefs(refs);
        if (problem !== undefined) return reject("get", problem);
        return Effect.succeed(
          refs.map((ref) => {
            const row = presentRow(ref);
            if (row === undefined) return { _tag: "Missing" as const, ref };
            const { revision, digest } = row.head;
            return {
              _tag: "StoredDocument",
              ref,
              revision,
              digest,
              content: row.content,
            } satisfies StoredDocument;
          }),
        );
      }),

    heads: (scope, since) =>
      Effect.suspend(() => {
        const problem = problemWithScope(scope);
        if (problem !== undefined) return reject("heads", problem);
        const seen = since === undefined ? undefined : seenBy(since);
        if (since !== undefined && seen === undefined)
          return reject("heads", "This cursor is not of this store.");
        const heads = [...rows.values()]
          .filter(
            ({ head, at }) => isInScope(head.ref, scope) && (seen === undefined ? !head.removed : at > seen),
          )
          .map(({ head }) => head);
        return Effect.succeed({ heads, cursor: `${history}.${commits}` });
      }),

    commit: (changes, operation) =>
      Effect.suspend((): Effect.Effect<CommitResult, Rejected | RevisionConflict> => {
        const problem = problemWithChanges(changes);
        if (problem !== undefined) return reject("commit", problem);
        const before = answered.get(operation);
        if (before !== undefined) return Effect.succeed(before);
        const refs = changes.filter((change) => !isAsExpected(change)).map((change) => change.ref);
        if (refs.length > 0) return Effect.fail(revisionConflict(store, refs));
        return Effect.succeed(write(changes, operation));
      }),
  });
});

/** A new, empty store for each use of the layer. */
export const layerMemory: Layer.Layer<DesignStore> = Layer.effect(DesignStore, makeMemory);
