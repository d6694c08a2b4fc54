/** Stores from layers, open for as long as a case runs. */
import { DesignStore, type DesignStoreService } from "@idse/design-store";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type * as Scope from "effect/Scope";

export type StoreLayer = Layer.Layer<DesignStore, unknown>;

/** Opens stores one after another; what is the same layer below them, such as a server, is started once. */
export const opening: Effect.Effect<
  (layer: StoreLayer) => Effect.Effect<DesignStoreService, unknown, Scope.Scope>
> = Effect.map(
  Layer.makeMemoMap,
  (memory) => (layer) =>
    Effect.flatMap(Effect.scope, (scope) =>
      Effect.map(Layer.buildWithMemoMap(layer, memory, scope), (context) =>
        Context.get(context, DesignStore),
      ),
    ),
);
