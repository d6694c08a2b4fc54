/**
 * The store of a workspace for a command that goes on. Files are opened for each call, which costs nothing. What is
 * reached over a network stays open until the configuration names another.
 */
import type { DesignStoreService } from "@idse/design-store";
import { FilesystemDesignStore } from "@idse/design-store-filesystem";
import { Workspace } from "@idse/orchestrator/Workspace";
import * as Effect from "effect/Effect";
import * as Scope from "effect/Scope";
import * as Semaphore from "effect/Semaphore";
import { driverOf } from "../layers.ts";

interface Kept {
  readonly key: string;
  readonly store: DesignStoreService;
}

/** One that is no longer meant ends with the scope: a call may still be using it. */
export const keptStore = (scope: Scope.Scope) => {
  const oneAtATime = Semaphore.makeUnsafe(1);
  let kept: Kept | undefined;
  return Effect.gen(function* () {
    const { root, config } = yield* Workspace;
    if (config.store.kind === "filesystem") return yield* FilesystemDesignStore.make({ root });
    const key = JSON.stringify([root, config.store]);
    if (kept?.key === key) return kept.store;
    const driver = yield* driverOf(true);
    // One that cannot be opened leaves nothing behind, however often it is tried.
    const own = yield* Scope.fork(scope);
    const store = yield* driver.open.pipe(
      Scope.provide(own),
      Effect.onExit((exit) => (exit._tag === "Failure" ? Scope.close(own, exit) : Effect.void)),
    );
    kept = { key, store };
    return store;
  }).pipe(oneAtATime.withPermit);
};
