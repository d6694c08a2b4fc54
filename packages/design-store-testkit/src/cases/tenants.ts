/** Two tenants of one backend: each has a store of its own, and learns nothing of the other's. */
import { type DesignStoreService, type DocumentHead, newOperation } from "@idse/design-store";
import { type DocumentRef, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { type CommitFailure, check, failsWith, oneOf, same } from "../Assert.ts";
import {
  commit,
  commitOne,
  contentOf,
  type Declared,
  documentRef,
  project,
  put,
  remove,
} from "../StoreCase.ts";

/** One claim about two tenants, both with nothing in their stores. */
export interface TenantCase {
  readonly name: string;
  readonly run: (
    own: DesignStoreService,
    other: DesignStoreService,
    declared: Declared,
  ) => Effect.Effect<void, CommitFailure>;
}

const [intent, spec, ofProject] = [
  documentRef("intent"),
  documentRef("spec", "beta"),
  documentRef("project", null),
];
const all = [intent, spec, ofProject];
const text = (ref: DocumentRef): string => `{"about":"${refKey(ref)}"}\n`;

const fill = (store: DesignStoreService) =>
  Effect.forEach(all, (ref) => commitOne(store, put(ref, text(ref), "absent")));

const keys = (heads: ReadonlyArray<DocumentHead>): ReadonlyArray<string> =>
  heads.map((head) => refKey(head.ref));

/** Holds a document that its owner wrote against what others may have done to it. */
const isUntouched = (own: DesignStoreService, head: DocumentHead, content: string) =>
  Effect.gen(function* () {
    const [found] = yield* own.get([head.ref]);
    check(found?._tag === "StoredDocument", `${refKey(head.ref)} is gone for its owner`);
    same(found.content, content, "the owner's content");
    same(found.revision, head.revision, "the owner's revision");
  });

export const tenantCases: ReadonlyArray<TenantCase> = [
  {
    name: "shows another tenant no document",
    run: (own, other) =>
      Effect.gen(function* () {
        yield* fill(own);
        const found = yield* other.get(all);
        same(
          found.map((one) => one._tag),
          all.map(() => "Missing"),
          "get by another tenant",
        );
        for (const scope of [
          { project },
          { project, sessions: ["alpha", "beta"] },
          { project, kinds: ["spec", "project"] as const },
        ])
          same(keys((yield* other.heads(scope)).heads), [], "heads for another tenant");
        for (const ref of all) same(yield* contentOf(own, ref), text(ref), "what its owner reads");
      }),
  },
  {
    name: "lists nothing to another tenant since a cursor, its own or one that it learnt",
    run: (own, other) =>
      Effect.gen(function* () {
        const { cursor: theirs } = yield* other.heads({ project });
        const { cursor: learnt } = yield* own.heads({ project });
        const [made, gone] = yield* fill(own);
        check(made !== undefined && gone !== undefined, "two documents have two heads");
        const nothingNew = (what: string) =>
          Effect.map(other.heads({ project }, theirs), ({ heads }) => same(keys(heads), [], what));
        yield* nothingNew("after documents were made");
        yield* commit(own, put(intent, "changed\n", made.revision));
        yield* nothingNew("after a document was replaced");
        yield* commit(own, remove(spec, gone.revision));
        yield* nothingNew("after a document was removed");
        const asked = yield* Effect.result(other.heads({ project }, learnt));
        if (asked._tag === "Success") return same(keys(asked.success.heads), [], "since the owner's cursor");
        oneOf(asked.failure._tag, ["Rejected", "Malformed", "Unauthorized"], "how a cursor is refused");
      }),
  },
  {
    name: "lets no other tenant replace or remove by a revision that it learnt",
    run: (own, other, { capabilities }) =>
      Effect.gen(function* () {
        const head = yield* commitOne(own, put(intent, text(intent), "absent"));
        const { cursor } = yield* own.heads({ project });
        const refused = ["RevisionConflict", "Unauthorized"] as const;
        const theirs = documentRef("plan");
        yield* failsWith(commit(other, put(intent, "taken\n", head.revision)), refused, "replacing");
        yield* isUntouched(own, head, text(intent));
        yield* failsWith(commit(other, remove(intent, head.revision)), refused, "removing");
        yield* isUntouched(own, head, text(intent));
        yield* failsWith(
          commit(other, put(theirs, "theirs\n", "absent"), put(intent, "taken\n", head.revision)),
          refused,
          "replacing beside a document of one's own",
        );
        yield* isUntouched(own, head, text(intent));
        same(yield* contentOf(other, theirs), null, "the other half of the refused commit");
        same(yield* contentOf(own, theirs), null, "that half for the owner");
        if (capabilities.changes !== "exact") return;
        same(keys((yield* own.heads({ project }, cursor)).heads), [], "what changed for the owner");
      }),
  },
  {
    name: "keeps a document of another tenant under the same name apart, or refuses it",
    run: (own, other) =>
      Effect.gen(function* () {
        const head = yield* commitOne(own, put(intent, text(intent), "absent"));
        const making = yield* Effect.result(commitOne(other, put(intent, "theirs\n", "absent")));
        yield* isUntouched(own, head, text(intent));
        if (making._tag === "Failure") {
          oneOf(making.failure._tag, ["Unauthorized", "Rejected"], "how the same name is refused");
          return same(yield* contentOf(other, intent), null, "what was refused");
        }
        same(yield* contentOf(other, intent), "theirs\n", "what the other tenant reads");
        same(keys((yield* other.heads({ project })).heads), [refKey(intent)], "what it lists");
        const next = yield* commitOne(other, put(intent, "theirs again\n", making.success.revision));
        yield* isUntouched(own, head, text(intent));
        const changed = yield* commitOne(own, put(intent, "ours again\n", head.revision));
        same(yield* contentOf(other, intent), "theirs again\n", "the other's after ours has changed");
        yield* commit(other, remove(intent, next.revision));
        yield* isUntouched(own, changed, "ours again\n");
        same(keys((yield* own.heads({ project })).heads), [refKey(intent)], "what the owner lists");
      }),
  },
  {
    name: "knows no operation of another tenant",
    run: (own, other) =>
      Effect.gen(function* () {
        const operation = newOperation();
        const change = put(intent, "1\n", "absent");
        const { heads } = yield* own.commit([change], operation);
        const asked = yield* Effect.result(other.commit([change], operation));
        if (asked._tag === "Success")
          same(yield* contentOf(other, intent), "1\n", "what another tenant wrote under the same operation");
        const [head] = heads;
        check(head !== undefined, "a commit gives a head");
        yield* isUntouched(own, head, "1\n");
      }),
  },
];
