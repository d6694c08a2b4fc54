/**
 * A store in memory that promises little and keeps it, in the way of a remote without transactions: it
 * looks, writes one document after the other, and looks again. A record of what is being written, laid
 * down first and taken away last, keeps its readers from taking half a commit for the whole.
 */
import {
  type Capabilities,
  type Change,
  type CommitResult,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  isInScope,
  Malformed,
  type NonEmpty,
  type OperationId,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
  Rejected,
  type RevisionConflict,
  revisionConflict,
  type Scope,
  type StoreFailure,
} from "@idse/design-store";
import { type DocumentRef, digestOf, normaliseText, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { newWeakBackend, type Row, type WeakBackend } from "./weakBackend.ts";

const store = "weak";

export const weakCapabilities: Capabilities = {
  cas: "checked",
  atomicCommit: false,
  changes: "overlap",
  byteExact: false,
};

/** How far a listing reaches back before its cursor. */
const overlap = 3;

export interface WeakClient {
  readonly cas?: Capabilities["cas"];
  /** How many writes it may send before it dies; as many as it likes unless told. */
  readonly writes?: number;
}

export class ClientDied extends Error {}

const headAfter = (change: Change, operation: OperationId, index: number): DocumentHead => ({
  ref: change.ref,
  revision: `${operation}.${index}`,
  digest: digestOf(change._tag === "Put" ? change.content : ""),
  removed: change._tag === "Remove",
});

const problemWithTexts = (changes: ReadonlyArray<Change>): string | undefined =>
  changes.some((change) => change._tag === "Put" && change.content.includes("\u0000"))
    ? "A text with a NUL character cannot be kept."
    : undefined;

const refuse = (operation: string, message: string | undefined): Effect.Effect<void, Rejected> =>
  message === undefined ? Effect.void : Effect.fail(new Rejected({ store, operation, message }));

export const weakStore = (backend: WeakBackend, client: WeakClient = {}): DesignStoreService => {
  const { rows, unfinished, answered, count } = backend;
  const cas = client.cas ?? "checked";
  let left = client.writes ?? Number.POSITIVE_INFINITY;

  /** One request that writes. Some take longer than others, which come in between. */
  const send = (write: () => void): Effect.Effect<void> =>
    Effect.gen(function* () {
      count.requests += 1;
      for (let turns = 3 * (count.requests % 7); turns >= 0; turns -= 1) yield* Effect.yieldNow;
      if (left <= 0) throw new ClientDied();
      left -= 1;
      write();
    });

  const present = (ref: DocumentRef): Row | undefined => {
    const row = rows.get(refKey(ref));
    return row?.head.removed === false ? row : undefined;
  };

  const isWhole = (
    operation: string,
    isWanted: (ref: DocumentRef) => boolean,
  ): Effect.Effect<void, Malformed> => {
    const begun = unfinished.all().flatMap(([, changes]) => changes);
    const torn = begun.find((change) => isWanted(change.ref));
    if (torn === undefined) return Effect.void;
    const message = `${refKey(torn.ref)} was written half-way. Send that commit again.`;
    return Effect.fail(new Malformed({ store, operation, message }));
  };

  const writeRow = (change: Change, operation: OperationId, index: number) =>
    send(() => {
      count.writes += 1;
      rows.set(refKey(change.ref), {
        head: headAfter(change, operation, index),
        content: change._tag === "Put" ? normaliseText(change.content) : "",
        operation,
        at: count.writes,
      });
    });

  const begin = (changes: NonEmpty<Change>, operation: OperationId) =>
    Effect.gen(function* () {
      const keys = new Set(changes.map((change) => refKey(change.ref)));
      yield* isWhole("commit", (ref) => keys.has(refKey(ref)));
      const stale = changes.filter(({ ref, expect }) =>
        expect === "absent" ? present(ref) !== undefined : present(ref)?.head.revision !== expect.revision,
      );
      if (cas !== "none" && stale.length > 0)
        return yield* Effect.fail(
          revisionConflict(
            store,
            stale.map((change) => change.ref),
          ),
        );
      if (changes.length > 1) yield* send(() => unfinished.begin(operation, changes));
    });

  /** Somebody else may have written in between. */
  const lookAgain = (changes: NonEmpty<Change>, operation: OperationId) =>
    Effect.andThen(
      Effect.yieldNow,
      Effect.suspend(() => {
        const lost = changes.filter(({ ref }) => rows.get(refKey(ref))?.operation !== operation);
        return cas === "none" || lost.length === 0
          ? Effect.void
          : Effect.fail(
              revisionConflict(
                store,
                lost.map((change) => change.ref),
              ),
            );
      }),
    );

  const write = (
    changes: NonEmpty<Change>,
    operation: OperationId,
  ): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
    Effect.gen(function* () {
      const before = answered.get(operation);
      if (before !== undefined) return before;
      if (!unfinished.has(operation)) yield* begin(changes, operation);
      yield* Effect.forEach(changes, (change, index) => writeRow(change, operation, index));
      yield* lookAgain(changes, operation);
      const result = { heads: changes.map((change, index) => headAfter(change, operation, index)) };
      yield* send(() => {
        answered.set(operation, result);
        unfinished.end(operation);
      });
      return result;
    });

  const listed = (scope: Scope, since: number | undefined) =>
    [...rows.values()]
      .filter(
        ({ head, at }) =>
          isInScope(head.ref, scope) && (since === undefined ? !head.removed : at > since - overlap),
      )
      .map(({ head }) => head);

  return {
    capabilities: { ...weakCapabilities, cas },

    get: (refs) =>
      Effect.gen(function* () {
        yield* refuse("get", problemWithRefs(refs));
        const keys = new Set(refs.map(refKey));
        yield* isWhole("get", (ref) => keys.has(refKey(ref)));
        return refs.map((ref) => {
          const row = present(ref);
          if (row === undefined) return { _tag: "Missing" as const, ref };
          const { revision, digest } = row.head;
          return { _tag: "StoredDocument" as const, ref, revision, digest, content: row.content };
        });
      }),

    heads: (scope, since) =>
      Effect.gen(function* () {
        yield* refuse("heads", problemWithScope(scope));
        const [name, number] = since?.split(" ") ?? [];
        if (since !== undefined && name !== backend.name)
          yield* refuse("heads", "This cursor is not of this store.");
        yield* isWhole("heads", (ref) => isInScope(ref, scope));
        return {
          heads: listed(scope, since === undefined ? undefined : Number(number)),
          cursor: `${backend.name} ${count.writes}`,
        };
      }),

    commit: (changes, operation) =>
      Effect.andThen(
        refuse("commit", problemWithChanges(changes) ?? problemWithTexts(changes)),
        write(changes, operation),
      ),
  };
};

export const weakLayer = (backend: WeakBackend, client: WeakClient = {}): Layer.Layer<DesignStore> =>
  Layer.sync(DesignStore, () => weakStore(backend, client));

/** Halves of it, for the option `torn`. */
export const tornWeak = (afterWrites: number, client: WeakClient = {}) => {
  const backend = newWeakBackend();
  return {
    dying: weakLayer(backend, { ...client, writes: afterWrites }),
    next: weakLayer(backend, client),
  };
};
