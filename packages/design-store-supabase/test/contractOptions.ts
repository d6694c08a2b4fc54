/** What the contract needs to know of the store, and how it gets two tenants and a line that is cut. */
import type { DesignStore, StoreFailure } from "@idse/design-store";
import * as Layer from "effect/Layer";
import { SupabaseDesignStore } from "../src/index.ts";
import { type Instance, newTenant, optionsOf } from "./instance.ts";
import { unanswered } from "./unanswered.ts";

/** The server starts after the cases were named. */
export const layerOf = (
  started: () => Instance,
  more: Partial<SupabaseDesignStore.Options> = {},
): Layer.Layer<DesignStore, StoreFailure> =>
  Layer.suspend(() => SupabaseDesignStore.layer(optionsOf(started(), newTenant(), more)));

export const contractOptions = (started: () => Instance) => ({
  capabilities: { cas: "native", atomicCommit: true, changes: "exact", byteExact: true } as const,
  tenants: () => ({ own: layerOf(started), other: layerOf(started) }),
  unanswered: () => {
    const { fetch, loseNextAnswer } = unanswered();
    return { layer: layerOf(started, { fetch }), loseNextAnswer };
  },
});
