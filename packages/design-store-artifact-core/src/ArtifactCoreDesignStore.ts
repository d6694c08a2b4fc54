/**
 * Documents in Artifact Core, or at any other server of the three tools in `Protocol.ts`. What the store can promise is
 * what the upstream announces; names, digests and completeness of all that comes back are checked here.
 */
import {
  type Capabilities,
  DesignStore,
  type DesignStoreService,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
  type Rejected,
  runStoreChecks,
  type StoreCheck,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type * as Scope from "effect/Scope";
import { checkSteps } from "./Check.ts";
import { commitChanges } from "./Committing.ts";
import { type Connection, connect } from "./Connection.ts";
import { rejected } from "./Failure.ts";
import { listHeads } from "./Listing.ts";
import type { Options } from "./Options.ts";
import { readDocuments } from "./Reading.ts";

export type { CommandOptions, HttpOptions, Options } from "./Options.ts";

const unless = <A, E>(
  operation: string,
  problem: string | undefined,
  work: () => Effect.Effect<A, E>,
): Effect.Effect<A, E | Rejected> => (problem === undefined ? work() : rejected(operation, problem));

const capabilitiesOf = ({ announcement }: Connection): Capabilities => {
  const { cas, atomicCommit, changes, byteExact } = announcement.capabilities;
  return { cas, atomicCommit, changes, byteExact };
};

const storeOver = (connection: Connection): DesignStoreService => ({
  capabilities: capabilitiesOf(connection),
  get: (refs) =>
    Effect.suspend(() => unless("get", problemWithRefs(refs), () => readDocuments(connection, refs))),
  heads: (scope, since) =>
    Effect.suspend(() => unless("heads", problemWithScope(scope), () => listHeads(connection, scope, since))),
  commit: (changes, operation) =>
    Effect.suspend(() =>
      unless("commit", problemWithChanges(changes), () => commitChanges(connection, changes, operation)),
    ),
});

/** Begins a conversation with the upstream, which says what it can; it ends with the scope. */
export const make = (options: Options): Effect.Effect<DesignStoreService, StoreFailure, Scope.Scope> =>
  Effect.map(connect(options), storeOver);

export const layer = (options: Options): Layer.Layer<DesignStore, StoreFailure> =>
  Layer.effect(DesignStore, make(options));

/** Looks whether documents of this project can be kept there. Never fails: what is wrong is the answer. */
export const check = (
  options: Options,
  { project }: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>> => runStoreChecks(checkSteps(options, project, storeOver));
