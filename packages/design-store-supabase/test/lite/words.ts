/** Short words in which the cases about a lite server are written. */
import {
  type Change,
  type CommitResult,
  type DesignStoreService,
  type NonEmpty,
  newOperation,
  type RevisionConflict,
  type StoreFailure,
} from "@idse/design-store";
import { type DocumentKind, type DocumentRef, digestOf } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { SupabaseDesignStore } from "../../src/index.ts";
import { type Instance, optionsOf } from "../instance.ts";

/** The cases run after the server has started, and are named before. */
export type Started = () => Instance;

export const project = "shop";

export const documentRef = (
  kind: DocumentKind = "spec",
  session: string | null = "checkout",
): DocumentRef => ({
  project,
  session,
  kind,
});

export const put = (content: string, expect: string | null = null, ref = documentRef()): Change => ({
  _tag: "Put",
  ref,
  content,
  expect: expect === null ? "absent" : { revision: expect },
});

export const remove = (revision: string, ref = documentRef()): Change => ({
  _tag: "Remove",
  ref,
  expect: { revision },
});

export const storeOf = (
  instance: Instance,
  tenant: string,
  more: Partial<SupabaseDesignStore.Options> = {},
): Promise<DesignStoreService> =>
  Effect.runPromise(SupabaseDesignStore.make(optionsOf(instance, tenant, more)));

export const run = <A, E>(effect: Effect.Effect<A, E>): Promise<A> => Effect.runPromise(effect);

export const failureOf = <A, E>(effect: Effect.Effect<A, E>): Promise<E> =>
  Effect.runPromise(Effect.flip(effect));

export const commit = (
  store: DesignStoreService,
  ...changes: [Change, ...Array<Change>]
): Effect.Effect<CommitResult, RevisionConflict | StoreFailure> =>
  store.commit(changes satisfies NonEmpty<Change>, newOperation());

/** Commits one change and gives the revision that it made. */
export const revisionAfter = async (store: DesignStoreService, change: Change): Promise<string> => {
  const [head] = (await run(commit(store, change))).heads;
  if (head === undefined) throw new Error("a commit gives a head");
  return head.revision;
};

/** Fills a tenant by SQL, with sessions of one document each, all of one text. */
export const fill = async (
  { sql }: Instance,
  tenant: string,
  documents: number,
  text = "# Spec\n",
): Promise<void> => {
  await sql(`insert into idse_tenants (tenant, seq, commits) values ('${tenant}', ${documents}, 1);
    insert into idse_documents
      (tenant, project, session, kind, version, seq, digest, encoding, content, removed)
    select '${tenant}', '${project}', 's' || number, 'spec', 1, number, '${digestOf(text)}', 'plain', '${text}', false
    from generate_series(1, ${documents}) as number`);
};

/** A `fetch` that counts what goes through it, by function. */
export const counting = () => {
  const counts: Record<string, number> = {};
  const fetch: typeof globalThis.fetch = (input, init) => {
    const name = String(input).split("/").at(-1) ?? "";
    counts[name] = (counts[name] ?? 0) + 1;
    return globalThis.fetch(input, init);
  };
  return { counts, fetch };
};
