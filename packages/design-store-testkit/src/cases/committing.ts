/** Expectations: what is written, what is refused, and that a refusal changes nothing. */
import * as Effect from "effect/Effect";
import { check, conflictsOn, same } from "../Assert.ts";
import {
  commit,
  commitOne,
  compares,
  contentOf,
  documentRef,
  project,
  put,
  remove,
  type StoreCase,
} from "../StoreCase.ts";

const ref = documentRef("intent");

export const committingCases: ReadonlyArray<StoreCase> = [
  {
    name: "refuses to make a document that is there",
    about: compares,
    run: (store) =>
      Effect.gen(function* () {
        yield* commit(store, put(ref, "first\n", "absent"));
        yield* conflictsOn(commit(store, put(ref, "second\n", "absent")), [ref], "making it again");
        yield* conflictsOn(
          commit(store, put(ref, "first\n", "absent")),
          [ref],
          "making it again with equal content",
        );
        same(yield* contentOf(store, ref), "first\n", "the content after a refusal");
      }),
  },
  {
    name: "replaces at the expected revision and refuses a stale one",
    about: compares,
    run: (store) =>
      Effect.gen(function* () {
        const first = yield* commitOne(store, put(ref, "first\n", "absent"));
        const second = yield* commitOne(store, put(ref, "second\n", first.revision));
        check(first.revision !== second.revision, "other content has another revision");
        yield* conflictsOn(commit(store, put(ref, "third\n", first.revision)), [ref], "a stale revision");
        same(yield* contentOf(store, ref), "second\n", "the content after a refusal");
        same(
          (yield* store.heads({ project })).heads[0]?.revision,
          second.revision,
          "the revision after a refusal",
        );
      }),
  },
  {
    name: "refuses to replace or remove what is not there",
    about: compares,
    run: (store) =>
      Effect.gen(function* () {
        const other = yield* commitOne(store, put(documentRef("spec"), "text\n", "absent"));
        yield* conflictsOn(commit(store, put(ref, "text\n", other.revision)), [ref], "replacing");
        yield* conflictsOn(commit(store, remove(ref, other.revision)), [ref], "removing");
        same(yield* contentOf(store, ref), null, "the missing document");
      }),
  },
  {
    name: "removes at the expected revision, and not at a stale one",
    about: compares,
    run: (store) =>
      Effect.gen(function* () {
        const first = yield* commitOne(store, put(ref, "first\n", "absent"));
        const second = yield* commitOne(store, put(ref, "second\n", first.revision));
        yield* conflictsOn(commit(store, remove(ref, first.revision)), [ref], "removing a stale revision");
        same(yield* contentOf(store, ref), "second\n", "the content after a refusal");
        const gone = yield* commitOne(store, remove(ref, second.revision));
        check(gone.removed, "the head of a removal says so");
        same(yield* contentOf(store, ref), null, "the removed document");
        same((yield* store.heads({ project })).heads, [], "heads after the removal");
        yield* conflictsOn(
          commit(store, put(ref, "third\n", second.revision)),
          [ref],
          "replacing what was removed",
        );
        yield* commit(store, put(ref, "second\n", "absent"));
        same(yield* contentOf(store, ref), "second\n", "made again");
      }),
  },
  {
    name: "leaves every other document alone",
    run: (store) =>
      Effect.gen(function* () {
        const others = [documentRef("spec"), documentRef("session"), documentRef("project", null)];
        for (const other of others) yield* commit(store, put(other, `{"kept":true}\n`, "absent"));
        const made = yield* commitOne(store, put(ref, "first\n", "absent"));
        const next = yield* commitOne(store, put(ref, "second\n", made.revision));
        yield* commit(store, remove(ref, next.revision));
        for (const other of others)
          same(yield* contentOf(store, other), `{"kept":true}\n`, "another document");
        same((yield* store.heads({ project })).heads.length, others.length, "documents left");
      }),
  },
  {
    name: "writes equal content again at the expected revision",
    run: (store) =>
      Effect.gen(function* () {
        const first = yield* commitOne(store, put(ref, "same\n", "absent"));
        const second = yield* commitOne(store, put(ref, "same\n", first.revision));
        const [found] = yield* store.get([ref]);
        check(found?._tag === "StoredDocument", "the document is there");
        same([found.content, found.revision], ["same\n", second.revision], "what is there");
      }),
  },
  {
    name: "writes over what it cannot compare, and shows that it did",
    about: (declared) => !compares(declared),
    run: (store) =>
      Effect.gen(function* () {
        const first = yield* commitOne(store, put(ref, "first\n", "absent"));
        const second = yield* commitOne(store, put(ref, "second\n", first.revision));
        const over = yield* Effect.result(commitOne(store, put(ref, "third\n", first.revision)));
        check(
          over._tag === "Success",
          `a stale expectation is refused (${over._tag === "Failure" ? over.failure._tag : ""}): it compares, and may declare cas: "checked" or "native"`,
        );
        const [found] = yield* store.get([ref]);
        check(found?._tag === "StoredDocument", "the document is there");
        same([found.content, found.revision], ["third\n", over.success.revision], "what is there");
        check(found.revision !== second.revision, "whoever wrote before sees another revision");
      }),
  },
];
