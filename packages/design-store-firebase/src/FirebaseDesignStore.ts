/**
 * Documents in Firestore, over its REST API. One `:commit` writes several documents or none, each under Firestore's own
 * precondition; a counter per project, written in the same commit, gives them numbers in the order of commits.
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
} from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { checkSteps } from "./Check.ts";
import { commitChanges } from "./Commit.ts";
import type { Connection } from "./Connection.ts";
import { rejected } from "./Failure.ts";
import { notOurs, pointOf } from "./HistoryPoint.ts";
import { headsOf } from "./Listing.ts";
import { connect, type Options } from "./Options.ts";
import { documentsOf } from "./Reading.ts";

export type { Options } from "./Options.ts";

export const capabilities: Capabilities = {
  cas: "native",
  atomicCommit: true,
  changes: "exact",
  byteExact: true,
};

/** Half a character in a name would become another on its way, and two names one. */
const problemWithNames = (names: ReadonlyArray<string>): string | undefined => {
  const broken = names.find((name) => !name.isWellFormed());
  return broken && `${JSON.stringify(broken)} holds half a character.`;
};

const unless = <A, E>(
  operation: string,
  problem: string | undefined,
  work: () => Effect.Effect<A, E>,
): Effect.Effect<A, E | Rejected> =>
  Effect.suspend(
    (): Effect.Effect<A, E | Rejected> =>
      problem === undefined ? work() : Effect.fail(rejected(operation, problem)),
  );

const storeOver = (connection: Connection): DesignStoreService => ({
  capabilities,

  get: (refs) =>
    unless("get", problemWithRefs(refs) ?? problemWithNames(refs.map(refKey)), () =>
      documentsOf(connection, refs),
    ),

  heads: (scope, since) => {
    const point = since === undefined ? undefined : pointOf(since);
    const foreign = point === undefined && since !== undefined ? notOurs : undefined;
    return unless(
      "heads",
      problemWithScope(scope) ?? problemWithNames([scope.project, ...(scope.sessions ?? [])]) ?? foreign,
      () => headsOf(connection, scope, point),
    );
  },

  commit: (changes, operation) =>
    unless(
      "commit",
      problemWithChanges(changes) ?? problemWithNames(changes.map(({ ref }) => refKey(ref))),
      () => commitChanges(connection, changes, operation),
    ),
});

/** The store itself. Nothing is sent before it is used. */
export const make = (options: Options): Effect.Effect<DesignStoreService, Rejected> =>
  Effect.map(connect(options), storeOver);

export const layer = (options: Options): Layer.Layer<DesignStore, Rejected> =>
  Layer.effect(DesignStore, make(options));

/** Looks whether a store would work here. Never fails: what is wrong is the answer. Leaves nothing that a listing shows. */
export const check = (
  options: Options,
  { project }: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>> => runStoreChecks(checkSteps(options, project, make(options)));
