/** Several documents in one commit: all of them, or none where the store declares that. */
import * as Effect from "effect/Effect";
import { check, conflictsOn, failsWith, same } from "../Assert.ts";
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

export const batchCases: ReadonlyArray<StoreCase> = [
  {
    name: "makes, replaces and removes in one commit, with heads in the order of the changes",
    run: (store) =>
      Effect.gen(function* () {
        const [context, spec, plan] = [documentRef("context"), documentRef("spec"), documentRef("plan")];
        const [old, gone] = yield* commit(
          store,
          put(context, "old\n", "absent"),
          put(spec, "gone\n", "absent"),
        );
        check(old !== undefined && gone !== undefined, "two changes have two heads");
        const heads = yield* commit(
          store,
          put(plan, "new\n", "absent"),
          remove(spec, gone.revision),
          put(context, "replaced\n", old.revision),
        );
        same(
          heads.map((head) => [head.ref.kind, head.removed]),
          [
            ["plan", false],
            ["spec", true],
            ["context", false],
          ],
          "heads",
        );
        const contents = yield* Effect.forEach([plan, spec, context], (one) => contentOf(store, one));
        same(contents, ["new\n", null, "replaced\n"], "contents");
      }),
  },
  {
    name: "writes nothing of a commit in which one expectation fails",
    about: compares,
    run: (store, { capabilities }) =>
      Effect.gen(function* () {
        const [context, spec, plan, tasks] = [
          documentRef("context"),
          documentRef("spec"),
          documentRef("plan"),
          documentRef("tasks"),
        ];
        const [a, b, c] = yield* commit(
          store,
          put(context, "a1\n", "absent"),
          put(spec, "b1\n", "absent"),
          put(plan, "c1\n", "absent"),
        );
        check(a !== undefined && b !== undefined && c !== undefined, "three changes have three heads");
        yield* commit(store, put(spec, "b2\n", b.revision));
        const mixed = commit(
          store,
          put(context, "a3\n", a.revision),
          put(spec, "b3\n", b.revision),
          remove(plan, c.revision),
          put(tasks, "d3\n", "absent"),
        );
        const failure = yield* failsWith(mixed, ["RevisionConflict"], "a commit with one stale expectation");
        check(failure._tag === "RevisionConflict", "a conflict");
        check(
          failure.refs.some((one) => one.kind === "spec"),
          "the conflict names the stale document",
        );
        const contents = yield* Effect.forEach([context, spec, plan, tasks], (one) => contentOf(store, one));
        same(
          contents,
          ["a1\n", "b2\n", "c1\n", null],
          "the documents after a conflict, which says that nothing was written",
        );
        if (!capabilities.atomicCommit) return;
        same(
          failure.refs.map((one) => one.kind),
          ["spec"],
          "the documents named",
        );
      }),
  },
  {
    name: "names every document whose expectation failed, and makes no part of a new session",
    about: compares,
    run: (store, { capabilities }) =>
      Effect.gen(function* () {
        const [spec, plan] = [documentRef("spec", "beta"), documentRef("plan", "beta")];
        const { revision } = yield* commitOne(store, put(ref, "text\n", "absent"));
        const wrong = commit(
          store,
          put(documentRef("intent", "beta"), "x\n", "absent"),
          put(spec, "x\n", revision),
          put(plan, "x\n", revision),
        );
        if (capabilities.atomicCommit) yield* conflictsOn(wrong, [spec, plan], "two stale expectations");
        else yield* failsWith(wrong, ["RevisionConflict"], "two stale expectations");
        same((yield* store.heads({ project, sessions: ["beta"] })).heads, [], "the session that was refused");
      }),
  },
  {
    name: "refuses a document that is named twice in one commit",
    run: (store) =>
      Effect.gen(function* () {
        yield* failsWith(
          commit(store, put(ref, "a\n", "absent"), put(ref, "b\n", "absent")),
          ["Rejected"],
          "twice",
        );
        same(yield* contentOf(store, ref), null, "the document");
      }),
  },
];
