/** Which module knows a store. None is loaded before a command needs it. */
import type { Unauthorized } from "@idse/design-store";
import type { Failure } from "@idse/orchestrator/Failure";
import type { StoreDriver } from "@idse/orchestrator/StoreDriver";
import type { StoreKind, StoreSettings } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import type { Redacted } from "effect/Redacted";
import type { MachineServices } from "../layers.ts";

export interface StoreContext {
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For a command that goes on until it is told to end. */
  readonly lasting?: boolean;
  /** Looks at a token that says whose documents are seen, each time before it is used. */
  readonly vouch?: (token: Redacted) => Effect.Effect<void, Unauthorized>;
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
