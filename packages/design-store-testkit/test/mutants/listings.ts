/** Stores whose cursors skip, repeat or hide something. */
import {
  type Cursor,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  isInScope,
  makeMemory,
  type Scope,
} from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { broken, type Mutant, type Mutants, strict } from "./Mutant.ts";

interface Clocks {
  /** Marks each document that is written. */
  readonly writing: () => number;
  /** Marks each listing. */
  readonly listing: () => number;
}

const withTimes = (inner: DesignStoreService, clocks: Clocks): DesignStoreService => {
  const written = new Map<string, { readonly head: DocumentHead; readonly at: number }>();
  return {
    ...inner,
    commit: (changes, operation) =>
      Effect.tap(inner.commit(changes, operation), ({ heads }) =>
        Effect.sync(() => {
          const at = clocks.writing();
          for (const head of heads) written.set(refKey(head.ref), { head, at });
        }),
      ),
    heads: (scope: Scope, since?: Cursor) =>
      Effect.map(inner.heads(scope), ({ heads }) => {
        const later = [...written.values()].filter(
          ({ head, at }) => isInScope(head.ref, scope) && at > Number(since),
        );
        return {
          heads: since === undefined ? heads : later.map(({ head }) => head),
          cursor: String(clocks.listing()),
        };
      }),
  };
};

const byClock = (makeClocks: () => Clocks): Mutant => ({
  make: () =>
    Layer.effect(
      DesignStore,
      Effect.map(makeMemory, (inner) => withTimes(inner, makeClocks())),
    ),
  options: { capabilities: strict },
  red: "lists changes since a cursor: made, replaced, removed, made again",
});

/** Milliseconds that pass with each look at them. */
const ticking = (from: number): (() => number) => {
  let now = from;
  return () => {
    now += 1;
    return now;
  };
};

export const listingMutants: Mutants = {
  "cursor by a clock that stands still for a millisecond": byClock(() => ({
    writing: () => 1_000,
    listing: () => 1_000,
  })),

  "cursor by a clock that is ahead of the writer's": byClock(() => ({
    writing: ticking(1_000),
    listing: ticking(1_500),
  })),

  "cursor that skips": broken(
    "loses no change to a reader that follows the cursor while others write",
    (inner) => ({
      heads: (scope, since) =>
        Effect.map(inner.heads(scope, since), (answer) => ({
          ...answer,
          cursor: answer.cursor.replace(/\d+$/, (count) => String(Number(count) + 1)),
        })),
    }),
  ),

  "cursor that hides removals": broken(
    "lists removals and what is made again in a scope of sessions and kinds",
    (inner) => ({
      heads: (scope, since) =>
        Effect.map(inner.heads(scope, since), (answer) => ({
          ...answer,
          heads: answer.heads.filter((head) => !head.removed),
        })),
    }),
  ),

  "cursor that lists too much": broken(
    "lists changes since a cursor: made, replaced, removed, made again",
    (inner) => ({ heads: (scope) => inner.heads(scope) }),
  ),

  "cursor that leaves the scope": broken("keeps to the scope since a cursor", (inner) => ({
    heads: (scope, since) => inner.heads(since === undefined ? scope : { project: scope.project }, since),
  })),

  "removal listed without a cursor": broken("lists no removed document without a cursor", (inner) => {
    const start = inner.heads({ project: "contract" });
    return {
      heads: (scope, since) =>
        Effect.flatMap(start, (empty) => inner.heads(scope, since ?? beginningOf(empty.cursor))),
    };
  }),

  "unknown cursor taken for now": broken(
    "refuses a cursor that is nonsense, or lists everything",
    (inner) => ({
      heads: (scope, since) =>
        Effect.catchTag(inner.heads(scope, since), "Rejected", (refusal) =>
          since === undefined
            ? Effect.fail(refusal)
            : Effect.map(inner.heads(scope), (answer) => ({ ...answer, heads: [] })),
        ),
    }),
  ),

  "cursor that is nothing but a number": broken(
    "refuses a cursor of another store, or lists everything",
    (inner) => ({
      heads: (scope, since) =>
        Effect.gen(function* () {
          const { cursor } = yield* inner.heads(scope);
          const asked = since === undefined ? undefined : `${cursor.split(".")[0]}.${since}`;
          const answer = yield* inner.heads(scope, asked);
          return { ...answer, cursor: answer.cursor.split(".")[1] ?? "" };
        }),
    }),
  ),
};

const beginningOf = (cursor: Cursor): Cursor => cursor.replace(/\d+$/, "0");
