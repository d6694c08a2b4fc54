/**
 * Documents in Postgres behind Supabase's REST interface. Three functions in the database do the work
 * (`sql/0001-design-store.sql`); here their requests are made, repeated, checked and put into the contract's words.
 */
import {
  type Capabilities,
  type Credential,
  DesignStore,
  type DesignStoreService,
  patient,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
  type RetryPolicy,
  runStoreChecks,
  type StoreCheck,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { checkSteps } from "./Check.ts";
import { commitChanges } from "./Committing.ts";
import { rejected } from "./Failure.ts";
import { listHeads } from "./Listing.ts";
import { readDocuments } from "./Reading.ts";
import { type Remote, remoteOf, rootOf } from "./Remote.ts";

export interface Options {
  /**
   * The project's address, `https://x.supabase.co`; its REST interface is looked for at `/rest/v1`. An address that
   * has a path already is taken as it is, for the root of a PostgREST.
   */
  readonly url: string;
  /** The publishable key of the project. Empty for a PostgREST that has no gateway before it. */
  readonly key: Credential;
  /** A JWT whose claim `tenant_id` names the tenant. */
  readonly token: Credential;
  /** Where the functions are. `public` unless told, and so does the SQL that is shipped. */
  readonly schema?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: RetryPolicy;
  /** How long one request may take, in milliseconds. 30 000 unless told. */
  readonly deadlineMs?: number;
}

export const capabilities: Capabilities = {
  cas: "native",
  atomicCommit: true,
  changes: "exact",
  byteExact: true,
};

const connect = (options: Options): Effect.Effect<Remote, StoreFailure> =>
  Effect.suspend(() => {
    const root = rootOf(options.url);
    if ("problem" in root) return Effect.fail(rejected("open", root.problem));
    const { schema = "public", retry = patient, deadlineMs = 30_000, fetch = globalThis.fetch } = options;
    const { key, token } = options;
    return Effect.succeed(remoteOf({ root: root.url, key, token, schema, retry, deadlineMs, fetch }));
  });

const storeOver = (remote: Remote): DesignStoreService => {
  const unless = <A, E>(operation: string, problem: string | undefined, work: Effect.Effect<A, E>) =>
    problem === undefined ? work : Effect.fail(rejected(operation, problem));
  return {
    capabilities,
    get: (refs) => Effect.suspend(() => unless("get", problemWithRefs(refs), readDocuments(remote, refs))),
    heads: (scope, since) =>
      Effect.suspend(() => unless("heads", problemWithScope(scope), listHeads(remote, scope, since))),
    commit: (changes, operation) =>
      Effect.suspend(() =>
        unless("commit", problemWithChanges(changes), commitChanges(remote, changes, operation)),
      ),
  };
};

/** Sends nothing yet; fails with `Rejected` where the address is none. */
export const make = (options: Options): Effect.Effect<DesignStoreService, StoreFailure> =>
  Effect.map(connect(options), storeOver);

export const layer = (options: Options): Layer.Layer<DesignStore, StoreFailure> =>
  Layer.effect(DesignStore, make(options));

/** Whether documents of this project can be kept there: looks, then writes one under a name of its own and removes it. */
export const check = (
  options: Options,
  { project }: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>> =>
  Effect.flatMap(checkSteps(connect(options), storeOver, project), runStoreChecks);
