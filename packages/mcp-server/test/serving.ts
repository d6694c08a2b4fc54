/** A server over loopback for as long as a scope, and the store that reaches it. */
import { DesignStore, type DesignStoreService, makeMemory } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Redacted from "effect/Redacted";
import type * as Scope from "effect/Scope";
import {
  type Access,
  type HttpOptions,
  openTo,
  type RunningServer,
  type ServeFailed,
  serveHttp,
} from "../src/index.ts";

export const quickly = { attempts: 4, budgetMs: 2_000, firstDelayMs: 1 };

export const served = (
  options: Partial<HttpOptions> = {},
): Effect.Effect<RunningServer, ServeFailed, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.gen(function* () {
      const store = yield* makeMemory;
      return yield* serveHttp({ access: openTo("own"), storeOf: () => Effect.succeed(store), ...options });
    }),
    ({ stop }) => stop,
  );

export const tokenOf = (tenant: string): string => `token-of-${tenant}`;

/** Admits by tokens that say whose they are. */
export const byName: Access = {
  admit: (authorization) => {
    const [, tenant] = /^Bearer token-of-(.+)$/.exec(authorization ?? "") ?? [];
    return tenant === undefined ? { _tag: "Refused", reason: "unknown" } : { _tag: "Admitted", tenant };
  },
  open: false,
};

/** A store of its own in memory for each tenant. */
export const memoryOfEach = (): HttpOptions["storeOf"] => {
  const stores = new Map<string, DesignStoreService>();
  return (tenant) =>
    Effect.gen(function* () {
      const store = stores.get(tenant) ?? (yield* makeMemory);
      stores.set(tenant, store);
      return store;
    });
};

export const reaching = (
  { url }: Pick<RunningServer, "url">,
  options: Partial<ArtifactCoreDesignStore.HttpOptions> = {},
): ArtifactCoreDesignStore.HttpOptions => ({ url, retry: quickly, ...options });

export const withToken = (tenant: string) => ({ token: Effect.succeed(Redacted.make(tokenOf(tenant))) });

/** The store over a new server over these options. */
export const overServer = (
  options: Partial<HttpOptions> = {},
  client: Partial<ArtifactCoreDesignStore.HttpOptions> = {},
): Layer.Layer<DesignStore, unknown> =>
  Layer.effect(
    DesignStore,
    Effect.flatMap(served(options), (server) => ArtifactCoreDesignStore.make(reaching(server, client))),
  );
