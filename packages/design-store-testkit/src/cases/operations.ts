/** An operation is done once, however often it is sent; equal content is not the same operation. */
import { type CommitResult, newOperation } from "@idse/design-store";
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
const facts = (result: CommitResult) =>
  result.heads.map((head) => [head.ref.kind, head.revision, head.digest, head.removed]);

export const operationCases: ReadonlyArray<StoreCase> = [
  {
    name: "does an operation once that is sent twice, and answers alike",
    run: (store) =>
      Effect.gen(function* () {
        const operation = newOperation();
        const first = yield* store.commit([put(ref, "1\n", "absent")], operation);
        const again = yield* store.commit([put(ref, "1\n", "absent")], operation);
        same(facts(again), facts(first), "the second answer");
        same(yield* contentOf(store, ref), "1\n", "the content");
      }),
  },
  {
    name: "does an operation of several documents once that is sent twice, a removal among them",
    run: (store) =>
      Effect.gen(function* () {
        const [spec, plan] = [documentRef("spec"), documentRef("plan")];
        const [old, gone] = yield* commit(store, put(spec, "1\n", "absent"), put(plan, "1\n", "absent"));
        check(old !== undefined && gone !== undefined, "two changes have two heads");
        const operation = newOperation();
        const changes = [
          remove(plan, gone.revision),
          put(ref, "1\n", "absent"),
          put(spec, "2\n", old.revision),
        ] as const;
        const first = yield* store.commit(changes, operation);
        const again = yield* store.commit(changes, operation);
        same(facts(again), facts(first), "the second answer");
        const contents = yield* Effect.forEach([plan, ref, spec], (one) => contentOf(store, one));
        same(contents, [null, "1\n", "2\n"], "the contents");
      }),
  },
  {
    name: "does nothing when an operation comes again after others wrote",
    run: (store) =>
      Effect.gen(function* () {
        const [making, replacing] = [newOperation(), newOperation()];
        const {
          heads: [first],
        } = yield* store.commit([put(ref, "1\n", "absent")], making);
        check(first !== undefined, "a commit gives a head");
        const {
          heads: [second],
        } = yield* store.commit([put(ref, "2\n", first.revision)], replacing);
        check(second !== undefined, "a commit gives a head");
        const third = yield* commitOne(store, put(ref, "3\n", second.revision));
        yield* store.commit([put(ref, "1\n", "absent")], making);
        yield* store.commit([put(ref, "2\n", first.revision)], replacing);
        same(yield* contentOf(store, ref), "3\n", "the content");
        yield* commit(store, remove(ref, third.revision));
        yield* store.commit([put(ref, "1\n", "absent")], making);
        same(yield* contentOf(store, ref), null, "a removed document stays removed");
      }),
  },
  {
    name: "answers an operation that is sent twice at once with one write",
    about: ({ capabilities }) => capabilities.cas === "native",
    run: (store) =>
      Effect.gen(function* () {
        const operation = newOperation();
        const send = store.commit([put(ref, "1\n", "absent")], operation);
        const [left, right] = yield* Effect.all([send, send], { concurrency: "unbounded" });
        same(facts(left), facts(right), "both answers");
        same((yield* store.heads({ project })).heads.length, 1, "documents");
      }),
  },
  {
    name: "takes make, remove and make again with equal content as three operations",
    run: (store) =>
      Effect.gen(function* () {
        const first = yield* commitOne(store, put(ref, "1\n", "absent"));
        yield* commit(store, remove(ref, first.revision));
        const second = yield* commitOne(store, put(ref, "1\n", "absent"));
        same(yield* contentOf(store, ref), "1\n", "made again");
        yield* commit(store, remove(ref, second.revision));
        same(yield* contentOf(store, ref), null, "removed again");
      }),
  },
  {
    name: "takes there, back and there again as three operations",
    run: (store) =>
      Effect.gen(function* () {
        let { revision } = yield* commitOne(store, put(ref, "a\n", "absent"));
        for (const content of ["b\n", "a\n", "b\n"]) {
          revision = (yield* commitOne(store, put(ref, content, revision))).revision;
          same(yield* contentOf(store, ref), content, "the content");
        }
      }),
  },
  {
    name: "lets a refused operation be refused again, and succeed when it fits",
    about: compares,
    run: (store) =>
      Effect.gen(function* () {
        const operation = newOperation();
        const blocking = yield* commitOne(store, put(ref, "there\n", "absent"));
        yield* conflictsOn(store.commit([put(ref, "1\n", "absent")], operation), [ref], "the first time");
        yield* conflictsOn(store.commit([put(ref, "1\n", "absent")], operation), [ref], "the second time");
        yield* commit(store, remove(ref, blocking.revision));
        yield* store.commit([put(ref, "1\n", "absent")], operation);
        same(yield* contentOf(store, ref), "1\n", "the content");
      }),
  },
];
