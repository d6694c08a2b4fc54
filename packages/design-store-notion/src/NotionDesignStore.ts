/**
 * Documents as pages of a Notion data source, one for each, that people read and edit there.
 *
 * Notion has no versions, no preconditions on columns and no transactions. This store compares before it
 * writes, has Notion refuse what changed meanwhile, reads back what it wrote, and says so where it cannot know.
 */
import {
  type Capabilities,
  DesignStore,
  type DesignStoreService,
  problemWithChanges,
  problemWithRefs,
  problemWithScope,
  type StoreCheck,
  type StoreFailure,
} from "@idse/design-store";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Semaphore from "effect/Semaphore";
import { checkStore } from "./Check.ts";
import { commitChanges } from "./Commit.ts";
import { rejected } from "./Failure.ts";
import { NotionApi } from "./NotionApi.ts";
import { type Options, settingsOf } from "./Options.ts";
import { documentsAt, headsIn, type Reader } from "./Reading.ts";

export type { Options, PropertyNames } from "./Options.ts";
export { type Repaired, repair } from "./Repair.ts";
export { lacking, type SetUp, setUp } from "./SetUp.ts";

/**
 * A page that nobody edited gives back its text exactly. One that was edited is rendered by Notion, which
 * writes markdown its own way, so no promise is made.
 */
export const capabilities: Capabilities = {
  cas: "checked",
  atomicCommit: false,
  changes: "scan",
  byteExact: false,
};

/** Every listing is whole. */
const cursor = "scan";

const asked = <A, E>(
  operation: string,
  problem: string | undefined,
  answer: () => Effect.Effect<A, E>,
): Effect.Effect<A, E | StoreFailure> =>
  problem === undefined ? Effect.suspend(answer) : Effect.fail(rejected(operation, problem));

/** Nothing is sent before the first request. */
export const make = (options: Options): Effect.Effect<DesignStoreService> =>
  Effect.sync(() => {
    const api = new NotionApi(settingsOf(options));
    const reader: Reader = { api, seen: new Map() };
    // One after the other: Notion allows few requests, and a reader of this process never meets its own half commit.
    const turn = Semaphore.makeUnsafe(1).withPermits(1);
    return DesignStore.of({
      capabilities,
      get: (refs) => turn(asked("get", problemWithRefs(refs), () => documentsAt(reader, refs))),
      heads: (scope) =>
        turn(
          asked("heads", problemWithScope(scope), () =>
            Effect.map(headsIn(reader, scope), (heads) => ({ heads, cursor })),
          ),
        ),
      commit: (changes, operation) =>
        turn(asked("commit", problemWithChanges(changes), () => commitChanges(api, changes, operation))),
    });
  });

export const layer = (options: Options): Layer.Layer<DesignStore> => Layer.effect(DesignStore, make(options));

/** Whether the token is accepted, the database shared and complete, and a document comes back as it was. */
export const check = (
  options: Options,
  scope: { readonly project: string },
): Effect.Effect<ReadonlyArray<StoreCheck>> => checkStore(make(options), options, scope);
