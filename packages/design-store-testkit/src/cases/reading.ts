/** `get` and `heads` as long as nothing else happens. */
import { digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { check, same } from "../Assert.ts";
import { commit, commitOne, documentRef, project, put, type StoreCase } from "../StoreCase.ts";

export const readingCases: ReadonlyArray<StoreCase> = [
  {
    name: "declares what it can",
    run: (store, { capabilities }) =>
      Effect.sync(() => same({ ...store.capabilities }, { ...capabilities }, "capabilities")),
  },
  {
    name: "answers an empty request with nothing, and an empty project with no heads",
    run: (store) =>
      Effect.gen(function* () {
        same(yield* store.get([]), [], "get of no refs");
        same((yield* store.heads({ project })).heads, [], "heads of an empty project");
      }),
  },
  {
    name: "answers each ref in its order, the missing ones too",
    run: (store) =>
      Effect.gen(function* () {
        const [intent, spec, plan] = [documentRef("intent"), documentRef("spec"), documentRef("plan")];
        yield* commit(store, put(intent, "# Intent\n", "absent"), put(plan, "# Plan\n", "absent"));
        const found = yield* store.get([plan, spec, intent, plan]);
        const answers = found.map((one) => [
          one._tag,
          one.ref.kind,
          one._tag === "Missing" ? null : one.content,
        ]);
        const wanted = [
          ["StoredDocument", "plan", "# Plan\n"],
          ["Missing", "spec", null],
          ["StoredDocument", "intent", "# Intent\n"],
          ["StoredDocument", "plan", "# Plan\n"],
        ];
        same(answers, wanted, "get");
      }),
  },
  {
    name: "answers three hundred refs at once, and lists more documents than fit on a page",
    run: (store) =>
      Effect.gen(function* () {
        const names = Array.from({ length: 180 }, (_, index) => `s${index}`);
        const there = names.slice(0, 120);
        for (let index = 0; index < there.length; index += 20) {
          const [first, ...rest] = there
            .slice(index, index + 20)
            .map((name) => put(documentRef("spec", name), `of ${name}\n`, "absent"));
          if (first !== undefined) yield* commit(store, first, ...rest);
        }
        // 7 and 180 share no divisor, so that each name is met, two thirds of them twice, in no order.
        const asked = Array.from({ length: 300 }, (_, index) => names[(index * 7) % names.length] ?? "");
        const found = yield* store.get(asked.map((name) => documentRef("spec", name)));
        same(
          found.map((one) => [one.ref.session, one._tag === "Missing" ? null : one.content]),
          asked.map((name) => [name, there.includes(name) ? `of ${name}\n` : null]),
          "get of three hundred",
        );
        const { heads } = yield* store.heads({ project });
        same(heads.map((head) => head.ref.session).sort(), there.toSorted(), "the sessions listed");
      }),
  },
  {
    name: "gives the same revision and digest by commit, get and heads",
    run: (store) =>
      Effect.gen(function* () {
        const ref = documentRef("intent");
        const made = yield* commitOne(store, put(ref, "# Intent\n\nText.\n", "absent"));
        const [document] = yield* store.get([ref]);
        const { heads } = yield* store.heads({ project });
        check(document?._tag === "StoredDocument", "the document is there");
        check(heads.length === 1 && heads[0] !== undefined, `one head is listed, not ${heads.length}`);
        const facts = { revision: made.revision, digest: digestOf("# Intent\n\nText.\n") };
        same({ revision: made.revision, digest: made.digest }, facts, "the commit's head");
        same({ revision: document.revision, digest: document.digest }, facts, "the document");
        same({ revision: heads[0].revision, digest: heads[0].digest }, facts, "the listed head");
        check(!heads[0].removed && !made.removed, "it is not removed");
      }),
  },
  {
    name: "keeps documents of the project, of sessions and of other projects apart",
    run: (store) =>
      Effect.gen(function* () {
        const refs = [
          documentRef("project", null),
          documentRef("registry", null),
          documentRef("spec", "alpha"),
          documentRef("spec", "beta"),
          documentRef("session", "beta"),
          documentRef("claim/c1", "beta"),
          documentRef("spec", "alpha", "other-project"),
        ];
        for (const ref of refs) yield* commitOne(store, put(ref, `{"about":"${refKey(ref)}"}\n`, "absent"));
        for (const ref of refs) {
          const [found] = yield* store.get([ref]);
          same(
            found?._tag === "StoredDocument" ? found.content : null,
            `{"about":"${refKey(ref)}"}\n`,
            refKey(ref),
          );
        }
        const keys = (scope: Parameters<typeof store.heads>[0]) =>
          Effect.map(store.heads(scope), ({ heads }) => heads.map((head) => refKey(head.ref)).sort());
        const own = refs
          .filter((ref) => ref.project === project)
          .map(refKey)
          .sort();
        same(yield* keys({ project }), own, "heads of the project");
        same(yield* keys({ project, sessions: ["alpha"] }), [`${project}/alpha/spec`], "heads of a session");
        same(
          yield* keys({ project, kinds: ["spec"] }),
          [`${project}/alpha/spec`, `${project}/beta/spec`],
          "heads of a kind",
        );
        same(
          yield* keys({ project, sessions: ["beta"], kinds: ["claim/c1"] }),
          [`${project}/beta/claim/c1`],
          "heads of both",
        );
        same(yield* keys({ project, sessions: ["gamma"] }), [], "heads of a session that is not there");
      }),
  },
];
