/** Which module knows a store. None is loaded before a command needs it. */
import type { Failure } from "@idse/orchestrator/Failure";
import type { StoreDriver } from "@idse/orchestrator/StoreDriver";
import type { StoreKind, StoreSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import type { MachineServices } from "../layers.ts";

export interface StoreContext {
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type OpenDriver<K extends StoreKind> = (
  settings: Extract<StoreSettings, { readonly kind: K }>,
  context: StoreContext,
) => Effect.Effect<StoreDriver, Failure, MachineServices>;

const drivers: { readonly [K in StoreKind]: () => Promise<{ readonly open: OpenDriver<K> }> } = {
  filesystem: () => import("./filesystem.ts"),
  supabase: () => import("./supabase.ts"),
  firebase: () => import("./firebase.ts"),
  notion: () => import("./notion.ts"),
  "artifact-core": () => import("./artifact-core.ts"),
};

export const openStore = (
  settings: StoreSettings,
  context: StoreContext,
): Effect.Effect<StoreDriver, Failure, MachineServices> =>
  Effect.flatMap(
    Effect.promise(() => drivers[settings.kind]() as Promise<{ readonly open: OpenDriver<StoreKind> }>),
    ({ open }) => open(settings, context),
  );
