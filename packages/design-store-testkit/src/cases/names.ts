/** Names at the edge of what is allowed, and beyond it. */
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { failsWith, same } from "../Assert.ts";
import { commit, contentOf, documentRef, project, put, type StoreCase } from "../StoreCase.ts";

const allowed: ReadonlyArray<string> = [
  "__blueprint__",
  "a",
  "a".repeat(64),
  "with.dots-and_lines",
  "CURRENT_SESSION",
  "session_state.json",
  "Two Words",
  "設計",
  "__proto__",
  "constructor",
  "100%",
  "%2E%2E",
  "a+b",
  "a&b=c;d#e",
  "it's",
  "eq.(a,b)",
  "$(x) `y` {z} [0]",
  "--",
  "~",
  "null",
  "😀",
];

/** Some of them, and some that could be taken for a file or for another kind. */
const claimIds: ReadonlyArray<string> = [
  "__blueprint__",
  "c1",
  "c1.json",
  "session",
  "100%",
  "Two Words",
  "設計",
  "__proto__",
  "it's",
];

const hostile: ReadonlyArray<string> = [
  "",
  ".",
  "..",
  "../x",
  "..\\x",
  "a/b",
  "a\\b",
  "/etc",
  "C:x",
  ".git",
  "con",
  "NUL.txt",
  "a\u0000b",
  "a\nb",
  "right\u202eleft",
  "dot.",
  "a".repeat(256),
];

/** Refs that a type checker would not let through; they come from outside. */
const untyped = (of: string, session: string | null, kind: string) =>
  ({ project: of, session, kind }) as DocumentRef;

const unsafeRefs: ReadonlyArray<DocumentRef> = [
  ...hostile.flatMap((name) => [
    untyped(project, name, "spec"),
    untyped(name, "alpha", "spec"),
    untyped(name, null, "project"),
  ]),
  untyped(project, "alpha", "claim/../../x"),
  untyped(project, "alpha", "claim/"),
  untyped(project, "alpha", "claim/.hidden"),
  untyped(project, "alpha", "claim/a\u0000b"),
  untyped(project, null, "claim/c1"),
  untyped(project, "alpha", "nonsense"),
  untyped(project, "alpha", "project"),
  untyped(project, null, "spec"),
];

export const nameCases: ReadonlyArray<StoreCase> = [
  {
    name: "takes every safe name, each for itself",
    run: (store) =>
      Effect.gen(function* () {
        for (const name of allowed)
          yield* commit(store, put(documentRef("spec", name), `of ${name}\n`, "absent"));
        for (const name of allowed)
          same(yield* contentOf(store, documentRef("spec", name)), `of ${name}\n`, `the session ${name}`);
        const { heads } = yield* store.heads({ project });
        same(heads.map((head) => head.ref.session).sort(), [...allowed].sort(), "the sessions listed");
        yield* commit(store, put(documentRef("spec", "alpha", "__proto__"), "text\n", "absent"));
        same(
          yield* contentOf(store, documentRef("spec", "alpha", "__proto__")),
          "text\n",
          "a project with such a name",
        );
      }),
  },
  {
    name: "takes every safe name of a claim, each for itself",
    run: (store) =>
      Effect.gen(function* () {
        const refs = claimIds.map((id) => documentRef(`claim/${id}`));
        for (const ref of refs) yield* commit(store, put(ref, `{"of":"${ref.kind}"}\n`, "absent"));
        yield* commit(store, put(documentRef("session"), "{}\n", "absent"));
        for (const ref of refs) same(yield* contentOf(store, ref), `{"of":"${ref.kind}"}\n`, ref.kind);
        const { heads } = yield* store.heads({ project });
        const kinds = [...refs, documentRef("session")].map((ref) => ref.kind);
        same(heads.map((head) => head.ref.kind).sort(), kinds.sort(), "the kinds listed");
      }),
  },
  {
    name: "refuses every unsafe name, and touches nothing",
    run: (store) =>
      Effect.gen(function* () {
        const good = documentRef("intent", "beta");
        for (const ref of unsafeRefs) {
          const what = JSON.stringify(refKey(ref));
          yield* failsWith(store.get([good, ref]), ["Rejected"], `get of ${what}`);
          yield* failsWith(
            commit(store, put(good, "text\n", "absent"), put(ref, "text\n", "absent")),
            ["Rejected"],
            `commit of ${what}`,
          );
        }
        for (const name of hostile) {
          yield* failsWith(
            store.heads({ project: name }),
            ["Rejected"],
            `heads of project ${JSON.stringify(name)}`,
          );
          yield* failsWith(
            store.heads({ project, sessions: [name] }),
            ["Rejected"],
            `heads of session ${JSON.stringify(name)}`,
          );
        }
        same((yield* store.heads({ project })).heads, [], "what is stored after all that");
        same(yield* contentOf(store, good), null, "the good half of the refused commits");
      }),
  },
];
