/**
 * A store as commands about the store itself want it: opened, checked, set up and mended. Who knows the
 * stores hands it in; a use case knows this form and none of them.
 */
import type { DesignStoreService, StoreCheck, StoreFailure } from "@idse/design-store";
import type { StoreKind } from "@idse/project-workspace";
import type * as Effect from "effect/Effect";
import type * as Scope from "effect/Scope";

/** What must be there before documents can be. */
export type StoreSetUp =
  | { readonly _tag: "Nothing"; readonly why: string }
  /** A text that a person runs or publishes with rights that we do not ask for. */
  | { readonly _tag: "ByHand"; readonly text: string; readonly how: string }
  /** What can be added from here; `lacking` says what that is, a sentence each. */
  | {
      readonly _tag: "FromHere";
      readonly lacking: Effect.Effect<ReadonlyArray<string>, StoreFailure>;
      readonly add: Effect.Effect<ReadonlyArray<string>, StoreFailure>;
    };

export interface StoreDriver {
  readonly kind: StoreKind;
  readonly open: Effect.Effect<DesignStoreService, StoreFailure, Scope.Scope>;
  readonly check: (project: string) => Effect.Effect<ReadonlyArray<StoreCheck>>;
  readonly setUp: StoreSetUp;
  /**
   * Takes what writes that stopped half-way left for what was meant; a sentence for each document that was
   * concerned. Absent where no write can stop half-way.
   */
  readonly repair?: (project: string) => Effect.Effect<ReadonlyArray<string>, StoreFailure>;
}
