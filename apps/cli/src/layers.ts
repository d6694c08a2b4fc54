/** The product composed: every service a command may ask for, each named once. */
import { DesignStore } from "@idse/design-store";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "@idse/design-store-filesystem";
import type { FilePrimitives, ProcessIdentity } from "@idse/durable-files";
import { type Invocation, Workspace, layer as workspaceLayer } from "@idse/orchestrator/Workspace";
import type { RemoteSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";

export type MachineServices = FilePrimitives | ProcessIdentity;
export type Services = DesignStore | Workspace | MachineServices;

/** What needs no workspace yet. */
export const machine = Layer.merge(NodeFiles.layer, NodeProcessIdentity.layer);

/** The driver of the store that the workspace names. Lasting: for a command that goes on until it is told to end. */
export const driverOf = (lasting: boolean) =>
  Effect.gen(function* () {
    const { root, config, invocation } = yield* Workspace;
    const { openStore } = yield* Effect.promise(() => import("./stores/index.ts"));
    return yield* openStore(config.store, { root, environment: invocation.environment, lasting });
  });

export const storeDriver = driverOf(false);

/** The driver of a remote, for the workspace in which a command runs. */
export const openRemote = (settings: RemoteSettings) =>
  Effect.gen(function* () {
    const { root, invocation } = yield* Workspace;
    const { openStore } = yield* Effect.promise(() => import("./stores/index.ts"));
    return yield* openStore(settings, { root, environment: invocation.environment });
  });

/** Files, without a look at any other store, or the store that the workspace names. */
const store = Layer.unwrap(
  Effect.map(Workspace, ({ root, config }) =>
    config.store.kind === "filesystem"
      ? FilesystemDesignStore.layer({ root })
      : Layer.effect(
          DesignStore,
          Effect.flatMap(storeDriver, (driver) => driver.open),
        ),
  ),
);

/** The workspace around an invocation's folder, its store left alone. */
export const beside = (invocation: Invocation) =>
  workspaceLayer(invocation).pipe(Layer.provideMerge(machine));

/** Everything, for the workspace around an invocation's folder. */
export const layers = (invocation: Invocation) => store.pipe(Layer.provideMerge(beside(invocation)));
