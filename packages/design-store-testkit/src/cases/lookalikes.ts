/** Names that a careless store takes for one another: they are two documents, or refused. */
import type { DesignStoreService, StoreFailure } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type CommitFailure, check, oneOf, same } from "../Assert.ts";
import { commit, commitOne, contentOf, documentRef, put, remove, type StoreCase } from "../StoreCase.ts";

/** Where a name stands. */
const places: Readonly<Record<string, (name: string) => DocumentRef>> = {
  sessions: (name) => documentRef("spec", name),
  projects: (name) => documentRef("spec", "alpha", name),
  claims: (name) => documentRef(`claim/${name}`),
};

/** The longest names there may be, alike up to the last character. */
const long: ReadonlyArray<readonly [string, string]> = [
  ["a".repeat(255), `${"a".repeat(254)}b`],
  ["設".repeat(255), `${"設".repeat(254)}計`],
  [`${"😀".repeat(127)}a`, `${"😀".repeat(127)}b`],
];

const alike: ReadonlyArray<readonly [string, string]> = [
  ["alpha-one", "Alpha-One"],
  ["straße", "STRASSE"],
  ["caf\u00e9", "cafe\u0301"],
  ["\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"],
  ["file", "\ufb01le"],
  ["ab", "a\u200bb"],
  ["two words", "two+words"],
  ["%41", "A"],
];

type Made = Effect.Effect<string | null, CommitFailure>;

/** Makes a document that holds its own name; its revision, or null where the name is refused. */
const make = (
  store: DesignStoreService,
  ref: DocumentRef,
  content: string,
  refusals: ReadonlyArray<string>,
): Made =>
  Effect.map(Effect.result(commitOne(store, put(ref, content, "absent"))), (answer) => {
    if (answer._tag === "Success") return answer.success.revision;
    oneOf(answer.failure._tag, refusals, `how the name is refused (${answer.failure.message})`);
    return null;
  });

/** What is there, or nothing where the store refuses to look. */
const unlessRefused = <A>(
  reading: Effect.Effect<A, StoreFailure>,
  nothing: A,
): Effect.Effect<A, StoreFailure> => Effect.catchTag(reading, "Rejected", () => Effect.succeed(nothing));

const holds = (store: DesignStoreService, ref: DocumentRef, content: string | null, what: string) =>
  Effect.gen(function* () {
    same(yield* unlessRefused(contentOf(store, ref), null), content, `${what}: get`);
    const scope = { project: ref.project, sessions: [ref.session ?? ""], kinds: [ref.kind] };
    const nothing = { heads: [], cursor: "" };
    const { heads } = yield* unlessRefused(store.heads(scope), nothing);
    same(
      heads.map((head) => head.ref),
      content === null ? [] : [ref],
      `${what}: heads`,
    );
  });

const areApart = (
  store: DesignStoreService,
  place: (name: string) => DocumentRef,
  [one, other]: readonly [string, string],
  refusals: "both" | "one",
) =>
  Effect.gen(function* () {
    const [left, right] = [place(one), place(other)];
    const first = yield* make(store, left, "of the first\n", ["Rejected"]);
    // Where a name was folded, the store sees a document that is there already.
    const second = yield* make(
      store,
      right,
      "of the second\n",
      refusals === "both" ? ["Rejected"] : ["Rejected", "RevisionConflict"],
    );
    if (refusals === "both")
      check((first === null) === (second === null), "one of two names of equal length is refused");
    const [ofFirst, ofSecond] = [
      first === null ? null : "of the first\n",
      second === null ? null : "of the second\n",
    ];
    yield* holds(store, left, ofFirst, "the first");
    yield* holds(store, right, ofSecond, "the second");
    if (first !== null) yield* commit(store, remove(left, first));
    yield* holds(store, left, null, "the first, removed");
    yield* holds(store, right, ofSecond, "the second, after the first was removed");
  });

export const lookalikeCases: ReadonlyArray<StoreCase> = Object.entries(places).flatMap(
  ([where, place]): ReadonlyArray<StoreCase> => [
    {
      name: `keeps the longest names apart that differ at the end, or refuses both: ${where}`,
      run: (store) => Effect.forEach(long, (pair) => areApart(store, place, pair, "both"), { discard: true }),
    },
    {
      name: `keeps names apart that look alike, or refuses one: ${where}`,
      run: (store) => Effect.forEach(alike, (pair) => areApart(store, place, pair, "one"), { discard: true }),
    },
  ],
);
