/** A commit that is to be torn: what happens to each of its documents, and the states before and after it. */
import type { Change, DesignStoreService, NonEmpty } from "@idse/design-store";
import { type DocumentRef, digestOf, refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { check } from "./Assert.ts";
import { commit, documentRef, put, remove } from "./StoreCase.ts";

/** What happens to each document of the commit. */
export type Shape = ReadonlyArray<readonly [what: "make" | "replace" | "remove", ref: DocumentRef]>;

/** It is no part of the commit, and stays as it is. */
export const bystander = documentRef("intent", "bystander");
export const old = (ref: DocumentRef): string => `{"old":"${ref.kind}"}\n`;
const fresh = (ref: DocumentRef): string => `{"new":"${ref.kind}","longer":true}\n`;

export const before = (shape: Shape) => shape.map(([what, ref]) => (what === "make" ? null : old(ref)));
export const after = (shape: Shape) => shape.map(([what, ref]) => (what === "remove" ? null : fresh(ref)));

const asNonEmpty = ([first, ...rest]: ReadonlyArray<Change>): NonEmpty<Change> => {
  check(first !== undefined, "a commit has changes");
  return [first, ...rest];
};

/** What is there before, and the commit that is to be torn. */
export const seed = (store: DesignStoreService, shape: Shape) =>
  Effect.gen(function* () {
    const there = shape.flatMap(([what, ref]) => (what === "make" ? [] : [put(ref, old(ref), "absent")]));
    const heads = yield* commit(store, put(bystander, old(bystander), "absent"), ...there);
    const revisions = new Map(heads.map((head) => [refKey(head.ref), head.revision]));
    return asNonEmpty(
      shape.map(([what, ref]) => {
        const revision = revisions.get(refKey(ref)) ?? "";
        if (what === "make") return put(ref, fresh(ref), "absent");
        return what === "remove" ? remove(ref, revision) : put(ref, fresh(ref), revision);
      }),
    );
  });

/** The documents of a state as a listing tells them, sorted. */
export const digestsOf = (shape: Shape, contents: ReadonlyArray<string | null>) =>
  shape
    .flatMap(([, ref], index) => {
      const content = contents[index];
      return typeof content === "string" ? [`${refKey(ref)} ${digestOf(content)}`] : [];
    })
    .sort();
