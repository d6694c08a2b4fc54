/** A case of the contract, and the short words in which the cases are written. */
import {
  type Capabilities,
  type Change,
  type DesignStoreService,
  type DocumentHead,
  newOperation,
  type Revision,
  type StoreFailure,
} from "@idse/design-store";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";
import { type CommitFailure, check } from "./Assert.ts";

export interface Declared {
  readonly capabilities: Capabilities;
  /** Whether the store takes a text of two megabytes. */
  readonly largeContent: "kept" | "refused";
}

/** One claim about any store. It gets a store with nothing in it, and may ask for another one. */
export interface StoreCase {
  readonly name: string;
  /** Which stores it is about, by what they declare; all of them unless told. */
  readonly about?: (declared: Declared) => boolean;
  readonly run: (
    store: DesignStoreService,
    declared: Declared,
    another: Effect.Effect<DesignStoreService, unknown, Scope.Scope>,
  ) => Effect.Effect<void, unknown, Scope.Scope>;
}

/** Stores that look at an expectation before they write. */
export const compares = ({ capabilities }: Declared): boolean => capabilities.cas !== "none";

export const project = "contract";

export const documentRef = (
  kind: DocumentKind,
  session: string | null = "alpha",
  of = project,
): DocumentRef => ({
  project: of,
  session,
  kind,
});

export const put = (ref: DocumentRef, content: string, expect: "absent" | Revision): Change => ({
  _tag: "Put",
  ref,
  content,
  expect: expect === "absent" ? "absent" : { revision: expect },
});

export const remove = (ref: DocumentRef, revision: Revision): Change => ({
  _tag: "Remove",
  ref,
  expect: { revision },
});

/** Commits under a new operation and gives the heads. */
export const commit = (
  store: DesignStoreService,
  ...changes: [Change, ...Array<Change>]
): Effect.Effect<ReadonlyArray<DocumentHead>, CommitFailure> =>
  Effect.map(store.commit(changes, newOperation()), (result) => result.heads);

/** Commits one change and gives its head. */
export const commitOne = (
  store: DesignStoreService,
  change: Change,
): Effect.Effect<DocumentHead, CommitFailure> =>
  Effect.map(commit(store, change), ([head]) => {
    check(head !== undefined, "a commit gives a head for each change");
    return head;
  });

/** The content of a document, or null where it is missing. */
export const contentOf = (
  store: DesignStoreService,
  ref: DocumentRef,
): Effect.Effect<string | null, StoreFailure> =>
  Effect.map(store.get([ref]), ([found]) => {
    check(found !== undefined, "get answers each ref");
    return found._tag === "Missing" ? null : found.content;
  });
