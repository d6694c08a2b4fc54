/** Short words for tests that talk to a store. */
import {
  type Change,
  type CommitResult,
  type DesignStoreService,
  type DocumentHead,
  newOperation,
  type OperationId,
  type RevisionConflict,
  type StoredDocument,
  type StoreFailure,
} from "@idse/design-store";
import type { DocumentKind, DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import type * as Result from "effect/Result";
import { NotionDesignStore } from "../src/index.ts";

export const project = "shop";

export const ref = (kind: DocumentKind, session: string | null = "checkout"): DocumentRef => ({
  project,
  session,
  kind,
});

export const put = (document: DocumentRef, content: string, revision?: string): Change => ({
  _tag: "Put",
  ref: document,
  content,
  expect: revision === undefined ? "absent" : { revision },
});

export const remove = (document: DocumentRef, revision: string): Change => ({
  _tag: "Remove",
  ref: document,
  expect: { revision },
});

export const open = (options: NotionDesignStore.Options): DesignStoreService =>
  Effect.runSync(NotionDesignStore.make(options));

export const committing = (
  store: DesignStoreService,
  changes: [Change, ...Array<Change>],
  operation: OperationId = newOperation(),
): Promise<Result.Result<CommitResult, RevisionConflict | StoreFailure>> =>
  Effect.runPromise(Effect.result(store.commit(changes, operation)));

/** Commits what must succeed, and gives its heads. */
export const commit = async (
  store: DesignStoreService,
  ...changes: [Change, ...Array<Change>]
): Promise<[DocumentHead, ...Array<DocumentHead>]> => {
  const { heads } = await Effect.runPromise(store.commit(changes, newOperation()));
  const [first, ...rest] = heads;
  if (first === undefined) throw new Error("A commit gives a head for each change.");
  return [first, ...rest];
};

export const read = async (
  store: DesignStoreService,
  document: DocumentRef,
): Promise<StoredDocument | undefined> => {
  const [found] = await Effect.runPromise(store.get([document]));
  return found?._tag === "StoredDocument" ? found : undefined;
};

export const textOf = async (store: DesignStoreService, document: DocumentRef): Promise<string | undefined> =>
  (await read(store, document))?.content;

export const headOf = async (
  store: DesignStoreService,
  document: DocumentRef,
): Promise<DocumentHead | undefined> => {
  const { heads } = await Effect.runPromise(store.heads({ project }));
  return heads.find(({ ref: { session, kind } }) => session === document.session && kind === document.kind);
};

/** How an effect that must fail does so. */
export const failureOf = <A, E>(effect: Effect.Effect<A, E>): Promise<E> =>
  Effect.runPromise(Effect.flip(effect));
