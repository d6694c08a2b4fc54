/** Stores in memory, each broken in one way that real backends were seen to be broken in. */
import {
  type Capabilities,
  type Change,
  type CommitResult,
  type Cursor,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  type Missing,
  makeMemory,
  type NonEmpty,
  newOperation,
  type OperationId,
  type RevisionConflict,
  type Scope,
  type StoredDocument,
  type StoreFailure,
} from "@idse/design-store";
import { digestOf, normaliseText, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";

type Commit = DesignStoreService["commit"];
type Committed = Effect.Effect<CommitResult, RevisionConflict | StoreFailure>;
type Break = (inner: DesignStoreService) => Partial<DesignStoreService>;

const broken = (change: Break): (() => Layer.Layer<DesignStore>) => {
  return () =>
    Layer.effect(
      DesignStore,
      Effect.map(makeMemory, (inner) => ({ ...inner, ...change(inner) })),
    );
};

const brokenCommit = (change: (inner: DesignStoreService) => Commit) =>
  broken((inner) => ({ commit: change(inner) }));

/** The same change, with whatever expectation fits what is there now. */
const fitted = (
  inner: DesignStoreService,
  changes: NonEmpty<Change>,
): Effect.Effect<Array<Change>, StoreFailure> =>
  Effect.map(inner.get(changes.map((change) => change.ref)), (found) =>
    changes.flatMap((change, index): Array<Change> => {
      const present = found[index];
      const revision = present?._tag === "StoredDocument" ? present.revision : undefined;
      if (change._tag === "Remove")
        return revision === undefined ? [] : [{ ...change, expect: { revision } }];
      return [{ ...change, expect: revision === undefined ? "absent" : { revision } }];
    }),
  );

const commitFitted = (
  inner: DesignStoreService,
  changes: NonEmpty<Change>,
  operation: OperationId,
): Committed =>
  Effect.gen(function* () {
    const [first, ...rest] = yield* fitted(inner, changes);
    return first === undefined ? { heads: [] } : yield* inner.commit([first, ...rest], operation);
  });

const eachAlone = (inner: DesignStoreService, changes: ReadonlyArray<Change>): Committed =>
  Effect.map(
    Effect.forEach(changes, (change) => inner.commit([change], newOperation())),
    (results) => ({ heads: results.flatMap((result) => result.heads) }),
  );

const changedHeads = (
  inner: DesignStoreService,
  change: (heads: ReadonlyArray<DocumentHead>, since: Cursor | undefined) => ReadonlyArray<DocumentHead>,
) => ({
  heads: (scope: Scope, since?: Cursor) =>
    Effect.map(inner.heads(scope, since), (answer) => ({ ...answer, heads: change(answer.heads, since) })),
});

const bent = (bend: (content: string) => string) =>
  broken((inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) =>
        found.map((one) => (one._tag === "Missing" ? one : { ...one, content: bend(one.content) })),
      ),
  }));

const missingFirst = (found: ReadonlyArray<StoredDocument | Missing>) =>
  found.toSorted((left, right) => left._tag.localeCompare(right._tag));

export const brokenStores: Readonly<Record<string, () => Layer.Layer<DesignStore>>> = {
  "blind put": brokenCommit((inner) => (changes, operation) => commitFitted(inner, changes, operation)),

  "expectation of a removal ignored": brokenCommit(
    (inner) => (changes, operation) =>
      changes.every((change) => change._tag === "Remove")
        ? commitFitted(inner, changes, operation)
        : inner.commit(changes, operation),
  ),

  "expectation absent ignored": brokenCommit(
    (inner) => (changes, operation) =>
      changes.every((change) => change.expect === "absent")
        ? commitFitted(inner, changes, operation)
        : inner.commit(changes, operation),
  ),

  "check, then write": brokenCommit(
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        const found = yield* inner.get(changes.map((change) => change.ref));
        const holds = changes.every((change, index) => {
          const present = found[index];
          return change.expect === "absent"
            ? present?._tag === "Missing"
            : present?._tag === "StoredDocument" && present.revision === change.expect.revision;
        });
        yield* Effect.yieldNow;
        return holds
          ? yield* commitFitted(inner, changes, operation)
          : yield* inner.commit(changes, operation);
      }),
  ),

  "batch written one by one": brokenCommit((inner) => (changes) => eachAlone(inner, changes)),

  "heads of a commit in another order": brokenCommit(
    (inner) => (changes, operation) =>
      Effect.map(inner.commit(changes, operation), ({ heads }) => ({ heads: heads.toReversed() })),
  ),

  "operation keyed by content": brokenCommit(
    (inner) => (changes) =>
      inner.commit(
        changes,
        digestOf(changes.map((change) => `${refKey(change.ref)} ${JSON.stringify(change)}`).join()),
      ),
  ),

  "operation forgotten": brokenCommit((inner) => (changes) => inner.commit(changes, newOperation())),

  "refusal remembered": broken((inner) => {
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
  }),

  "absence means delete": brokenCommit(
    (inner) => (changes, operation) =>
      Effect.gen(function* () {
        const result = yield* inner.commit(changes, operation);
        const [{ ref }] = changes;
        const { heads } = yield* inner.heads({
          project: ref.project,
          ...(ref.session === null ? {} : { sessions: [ref.session] }),
        });
        const named = new Set(changes.map((change) => refKey(change.ref)));
        for (const head of heads)
          if (!named.has(refKey(head.ref)))
            yield* inner.commit(
              [{ _tag: "Remove", ref: head.ref, expect: { revision: head.revision } }],
              newOperation(),
            );
        return result;
      }),
  ),

  "removal that keeps the content": broken((inner) => ({
    ...changedHeads(inner, (heads) => heads),
    commit: (changes, operation) =>
      Effect.gen(function* () {
        if (changes[0]._tag === "Put") return yield* inner.commit(changes, operation);
        const [found] = yield* inner.get([changes[0].ref]);
        const content = found?._tag === "StoredDocument" ? found.content : "";
        const { heads } = yield* inner.commit([{ ...changes[0], _tag: "Put", content }], operation);
        return { heads: heads.map((head) => ({ ...head, removed: true })) };
      }),
  })),

  "cursor that skips": broken((inner) => ({
    heads: (scope, since) =>
      Effect.map(inner.heads(scope, since), (answer) => ({
        ...answer,
        cursor: answer.cursor.replace(/\d+$/, (count) => String(Number(count) + 1)),
      })),
  })),

  "cursor that hides removals": broken((inner) =>
    changedHeads(inner, (heads) => heads.filter((head) => !head.removed)),
  ),

  "cursor that lists too much": broken((inner) => ({ heads: (scope) => inner.heads(scope) })),

  "cursor that leaves the scope": broken((inner) => ({
    heads: (scope, since) => inner.heads(since === undefined ? scope : { project: scope.project }, since),
  })),

  "kinds of a scope ignored": broken((inner) => ({
    heads: ({ project, sessions }, since) =>
      inner.heads({ project, ...(sessions === undefined ? {} : { sessions }) }, since),
  })),

  "missing documents left out": broken((inner) => ({
    get: (refs) =>
      Effect.map(inner.get(refs), (found) => found.filter((one) => one._tag === "StoredDocument")),
  })),

  "answers in another order": broken((inner) => ({
    get: (refs) => Effect.map(inner.get(refs), missingFirst),
  })),

  "line ends normalised": bent(normaliseText),
  "text trimmed": bent((content) => content.trim()),
  "text cut at a megabyte": bent((content) => content.slice(0, 1_000_000)),
  "text composed": bent((content) => content.normalize("NFC")),
  "text cut at NUL": bent((content) => content.split("\u0000")[0] ?? ""),

  "digest of the exact text": broken((inner) => ({
    commit: (changes, operation) =>
      Effect.map(inner.commit(changes, operation), ({ heads }) => ({
        heads: heads.map((head, index) => {
          const change = changes[index];
          return change?._tag === "Put" && change.content.includes("\r")
            ? { ...head, digest: "sha256:other" }
            : head;
        }),
      })),
  })),

  "unsafe names taken": broken((inner) => ({
    get: (refs) =>
      Effect.catchTag(inner.get(refs), "Rejected", () =>
        Effect.succeed(refs.map((ref) => ({ _tag: "Missing" as const, ref }))),
      ),
  })),

  "good half of a refused commit written": brokenCommit(
    (inner) => (changes, operation) =>
      Effect.tapErrorTag(inner.commit(changes, operation), "Rejected", () =>
        Effect.ignore(inner.commit([changes[0]], newOperation())),
      ),
  ),
};

/** What a store claims that cannot do it. */
export const falseClaims: Readonly<Record<string, Capabilities>> = {
  "claims to scan": { cas: "native", atomicCommit: true, changes: "scan", byteExact: true },
  "claims not to be byte-exact": { cas: "native", atomicCommit: true, changes: "exact", byteExact: false },
};
