/** What `heads(scope, since)` lists, as precise as declared. */
import type { DesignStoreService, DocumentHead } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { check, same } from "../Assert.ts";
import {
  commit,
  commitOne,
  type Declared,
  documentRef,
  project,
  put,
  remove,
  type StoreCase,
} from "../StoreCase.ts";

const words = (heads: ReadonlyArray<DocumentHead>): ReadonlyArray<string> =>
  heads.map((head) => `${head.ref.session}/${head.ref.kind}${head.removed ? " removed" : ""}`).sort();

/** Holds a listing since a cursor against what changed since then and what is present now. */
const holds = (
  store: DesignStoreService,
  { capabilities }: Declared,
  since: string,
  changed: ReadonlyArray<string>,
  what: string,
) =>
  Effect.gen(function* () {
    const listed = words((yield* store.heads({ project }, since)).heads);
    const present = words((yield* store.heads({ project })).heads);
    if (capabilities.changes === "exact") return same(listed, [...changed].sort(), what);
    if (capabilities.changes === "scan")
      return same(listed, present, `${what} (a scan lists what is present)`);
    for (const one of changed)
      check(listed.includes(one), `${what}: ${one} is not among ${listed.join(", ")}`);
  });

export const cursorCases: ReadonlyArray<StoreCase> = [
  {
    name: "lists changes since a cursor: made, replaced, removed, made again",
    run: (store, declared) =>
      Effect.gen(function* () {
        const [intent, spec] = [documentRef("intent"), documentRef("spec")];
        const first = yield* commitOne(store, put(intent, "1\n", "absent"));
        const { cursor: start } = yield* store.heads({ project });
        yield* holds(store, declared, start, [], "nothing happened");
        yield* commit(store, put(spec, "1\n", "absent"));
        yield* holds(store, declared, start, ["alpha/spec"], "one was made");
        const second = yield* commitOne(store, put(intent, "2\n", first.revision));
        yield* holds(store, declared, start, ["alpha/intent", "alpha/spec"], "one was replaced");
        const { cursor: middle } = yield* store.heads({ project }, start);
        yield* commit(store, remove(intent, second.revision));
        yield* holds(store, declared, middle, ["alpha/intent removed"], "one was removed");
        yield* holds(store, declared, start, ["alpha/intent removed", "alpha/spec"], "since the start");
        const { cursor: late } = yield* store.heads({ project }, middle);
        yield* commit(store, put(intent, "2\n", "absent"));
        yield* holds(store, declared, late, ["alpha/intent"], "it was made again");
        yield* holds(store, declared, middle, ["alpha/intent"], "removed and made again");
      }),
  },
  {
    name: "lists no removed document without a cursor",
    run: (store) =>
      Effect.gen(function* () {
        const made = yield* commitOne(store, put(documentRef("intent"), "1\n", "absent"));
        yield* commit(store, remove(documentRef("intent"), made.revision));
        same((yield* store.heads({ project })).heads, [], "heads");
      }),
  },
  {
    name: "keeps to the scope since a cursor",
    run: (store) =>
      Effect.gen(function* () {
        const { cursor } = yield* store.heads({ project });
        yield* commit(store, put(documentRef("spec", "alpha", "other-project"), "1\n", "absent"));
        yield* commit(store, put(documentRef("spec", "beta"), "1\n", "absent"));
        yield* commit(store, put(documentRef("plan", "alpha"), "1\n", "absent"));
        yield* commit(store, put(documentRef("spec", "alpha"), "1\n", "absent"));
        const scope = { project, sessions: ["alpha"], kinds: ["spec"] as const };
        same(words((yield* store.heads(scope, cursor)).heads), ["alpha/spec"], "heads");
      }),
  },
  {
    name: "loses no change to a reader that follows the cursor while others write",
    run: (store) =>
      Effect.gen(function* () {
        const refs: ReadonlyArray<DocumentRef> = Array.from({ length: 12 }, (_, index) =>
          documentRef("spec", `s${index}`),
        );
        const seen = new Set<string>();
        let cursor = (yield* store.heads({ project })).cursor;
        const follow = Effect.gen(function* () {
          const answer = yield* store.heads({ project }, cursor);
          for (const head of answer.heads) seen.add(refKey(head.ref));
          cursor = answer.cursor;
        });
        const write = (ref: DocumentRef) => commit(store, put(ref, "1\n", "absent"));
        for (let index = 0; index < refs.length; index += 4)
          yield* Effect.all([...refs.slice(index, index + 4).map(write), follow], {
            concurrency: "unbounded",
            discard: true,
          });
        yield* commit(
          store,
          put(documentRef("intent", "s0"), "1\n", "absent"),
          put(documentRef("plan", "s0"), "1\n", "absent"),
        );
        yield* follow;
        const wanted = [...refs, documentRef("intent", "s0"), documentRef("plan", "s0")].map(refKey);
        same(
          wanted.filter((key) => !seen.has(key)),
          [],
          "changes that were never listed",
        );
      }),
  },
];
