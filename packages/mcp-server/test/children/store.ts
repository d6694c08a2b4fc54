/** The store in files that the servers of these tests serve, and one whose process dies around a commit. */
import { DesignStore, type DesignStoreService } from "@idse/design-store";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";

export const filesIn = (root: string) =>
  DesignStore.pipe(
    Effect.provide(
      FilesystemDesignStore.layer({ root }).pipe(Layer.provide([NodeFiles.layer, NodeProcessIdentity.layer])),
    ),
  );

const die = Effect.sync(() => void process.kill(process.pid, "SIGKILL")).pipe(Effect.andThen(Effect.never));

export const dyingAround = (store: DesignStoreService, when: string | undefined): DesignStoreService => {
  switch (when) {
    case "before":
      return { ...store, commit: () => die };
    case "after":
      return {
        ...store,
        commit: (changes, operation) => Effect.andThen(store.commit(changes, operation), die),
      };
    default:
      return store;
  }
};
