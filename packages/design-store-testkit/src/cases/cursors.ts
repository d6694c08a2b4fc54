/** What `heads(scope, since)` lists, as precise as declared. */
import type { DesignStoreService, DocumentHead, Scope } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { check, oneOf, same } from "../Assert.ts";
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
  scope: Scope = { project },
) =>
  Effect.gen(function* () {
    const listed = words((yield* store.heads(scope, since)).heads);
    const present = words((yield* store.heads(scope)).heads);
    if (capabilities.changes === "exact") return same(listed, [...changed].sort(), what);
    if (capabilities.changes === "scan")
      return same(listed, present, `${what} (a scan lists what is present)`);
    for (const one of changed)
      check(listed.includes(one), `${what}: ${one} is not among ${listed.join(", ")}`);
    const documents = listed.map((one) => one.replace(" removed", ""));
    same(documents, [...new Set(documents)], `${what}: each document once`);
    for (const one of listed)
      check(one.endsWith(" removed") || present.includes(one), `${what}: ${one} is listed and not there`);
  });

/** A cursor that is not of this store may be refused, or listed from the start. Less would be taken for all. */
const isRefusedOrWhole = (store: DesignStoreService, cursor: string, what: string) =>
  Effect.gen(function* () {
    const answer = yield* Effect.result(store.heads({ project }, cursor));
    if (answer._tag === "Failure")
      return oneOf(answer.failure._tag, ["Rejected", "Malformed"], `${what}: how it is refused`);
    const listed = words(answer.success.heads);
    const missing = words((yield* store.heads({ project })).heads).filter((one) => !listed.includes(one));
    same(missing, [], `${what}: what its listing leaves out`);
  });

const nonsense: ReadonlyArray<string> = [
  "",
  " ",
  "nonsense",
  "-1",
  "1e3",
  "99999999999999",
  "2999-01-01T00:00:00.000Z",
  "null",
  "{}",
  "a\u0000b",
  "設計",
  "9".repeat(2_000),
];

/** Asks again and again from where it was. */
const follower = (store: DesignStoreService, scope: Scope) => {
  const seen = new Set<string>();
  let cursor: string | undefined;
  const follow = Effect.map(
    Effect.suspend(() => store.heads(scope, cursor)),
    (answer) => {
      for (const head of answer.heads) seen.add(refKey(head.ref));
      cursor = answer.cursor;
    },
  );
  return { seen, follow };
};

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
    name: "lists removals and what is made again in a scope of sessions and kinds",
    run: (store, declared) =>
      Effect.gen(function* () {
        const scope = { project, sessions: ["alpha", "beta"], kinds: ["spec", "plan"] as const };
        const [spec, plan] = [documentRef("spec"), documentRef("plan", "beta")];
        const beside = [documentRef("intent"), documentRef("spec", "gamma"), documentRef("project", null)];
        const made = yield* commitOne(store, put(spec, "1\n", "absent"));
        const besides = yield* Effect.forEach(beside, (ref) => commitOne(store, put(ref, "1\n", "absent")));
        const { cursor: start } = yield* store.heads(scope);
        yield* commit(store, remove(spec, made.revision));
        for (const head of besides) yield* commit(store, remove(head.ref, head.revision));
        yield* commit(store, put(plan, "1\n", "absent"));
        yield* holds(store, declared, start, ["alpha/spec removed", "beta/plan"], "one was removed", scope);
        const { cursor: middle } = yield* store.heads(scope, start);
        yield* commit(store, put(spec, "1\n", "absent"));
        for (const ref of beside) yield* commit(store, put(ref, "2\n", "absent"));
        yield* holds(store, declared, middle, ["alpha/spec"], "it was made again", scope);
        yield* holds(store, declared, start, ["alpha/spec", "beta/plan"], "since the start", scope);
      }),
  },
  {
    name: "refuses a cursor that is nonsense, or lists everything",
    run: (store) =>
      Effect.gen(function* () {
        yield* commit(store, put(documentRef("intent"), "1\n", "absent"));
        yield* commit(store, put(documentRef("spec"), "1\n", "absent"));
        for (const cursor of nonsense)
          yield* isRefusedOrWhole(store, cursor, `the cursor ${JSON.stringify(cursor.slice(0, 40))}`);
      }),
  },
  {
    name: "refuses a cursor of another store, or lists everything",
    run: (store, _, another) =>
      Effect.gen(function* () {
        const other = yield* another;
        yield* commit(other, put(documentRef("intent"), "1\n", "absent"));
        const { cursor: behind } = yield* other.heads({ project });
        for (const kind of ["intent", "spec", "plan"] as const)
          yield* commit(store, put(documentRef(kind), "1\n", "absent"));
        yield* isRefusedOrWhole(store, behind, "a cursor from a younger store");
        for (const kind of ["context", "spec", "plan", "tasks", "session"] as const)
          yield* commit(other, put(documentRef(kind), "1\n", "absent"));
        const { cursor: ahead } = yield* other.heads({ project });
        yield* isRefusedOrWhole(store, ahead, "a cursor from an older store");
      }),
  },
  {
    name: "loses no change to a reader that follows the cursor while others write",
    run: (store) =>
      Effect.gen(function* () {
        const refs: ReadonlyArray<DocumentRef> = Array.from({ length: 12 }, (_, index) =>
          documentRef("spec", `s${index}`),
        );
        const followers = [follower(store, { project }), follower(store, { project, kinds: ["spec"] })];
        const follow = Effect.forEach(followers, (one) => one.follow, { discard: true });
        yield* follow;
        const write = (ref: DocumentRef) => commit(store, put(ref, "1\n", "absent"));
        for (let index = 0; index < refs.length; index += 4)
          yield* Effect.all([...refs.slice(index, index + 4).map(write), follow], {
            concurrency: "unbounded",
            discard: true,
          });
        const intent = documentRef("intent", "s0");
        yield* commit(store, put(intent, "1\n", "absent"), put(documentRef("spec", "late"), "1\n", "absent"));
        yield* follow;
        const [all, specs] = followers.map((one) => [...one.seen].sort());
        const wanted = [...refs, documentRef("spec", "late")].map(refKey);
        same(all, [...wanted, refKey(intent)].sort(), "what was listed by and by");
        same(specs, wanted.sort(), "what was listed of one kind");
      }),
  },
];
