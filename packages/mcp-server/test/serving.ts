/** Servers over loopback for as long as a scope, the stores that reach them, and what may happen between the two. */
import { DesignStore, type DesignStoreService, makeMemory, type StoreFailure } from "@idse/design-store";
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
import { filesIn } from "./children/store.ts";
import { temporaryFolder } from "./processes.ts";

export const quickly = { attempts: 4, budgetMs: 2_000, firstDelayMs: 1 };

/** A server until the scope ends. One store in memory, for everybody, unless told. */
export const served = (
  options: Partial<HttpOptions> = {},
): Effect.Effect<RunningServer, ServeFailed, Scope.Scope> =>
  Effect.acquireRelease(
    serveHttp({ access: openTo("own"), storeOf: memoryOfEach(), ...options }),
    ({ stop }) => stop,
  );

type StoreOf = HttpOptions["storeOf"];

const eachOnce = (make: (tenant: string) => Effect.Effect<DesignStoreService, StoreFailure>): StoreOf => {
  const stores = new Map<string, DesignStoreService>();
  return (tenant) =>
    Effect.gen(function* () {
      const store = stores.get(tenant) ?? (yield* make(tenant));
      stores.set(tenant, store);
      return store;
    });
};

/** A store of its own for each tenant, in memory or in a folder. */
export const memoryOfEach = (): StoreOf => eachOnce(() => makeMemory);
export const folderOfEach = (): StoreOf => eachOnce(() => filesIn(temporaryFolder()));

const tokenOf = (tenant: string): string => `token-of-${tenant}`;

/** Admits by tokens that say whose they are. */
export const byName: Access = {
  admit: (authorization) => {
    const [, tenant] = /^Bearer token-of-(.+)$/.exec(authorization ?? "") ?? [];
    return tenant === undefined ? { _tag: "Refused", reason: "unknown" } : { _tag: "Admitted", tenant };
  },
  open: false,
};

export const withToken = (tenant: string) => ({ token: Effect.succeed(Redacted.make(tokenOf(tenant))) });

type ClientOptions = Partial<ArtifactCoreDesignStore.HttpOptions>;

export const reaching = (
  { url }: Pick<RunningServer, "url">,
  options: ClientOptions = {},
): ArtifactCoreDesignStore.HttpOptions => ({ url, retry: quickly, ...options });

/** The store over whatever serves it until its scope ends. */
export const over = (
  server: Effect.Effect<Pick<RunningServer, "url">, unknown, Scope.Scope>,
  client: ClientOptions = {},
): Layer.Layer<DesignStore, unknown> =>
  Layer.effect(
    DesignStore,
    Effect.flatMap(server, (running) => ArtifactCoreDesignStore.make(reaching(running, client))),
  );

/** Two tenants of one new backend. */
export const twoTenants = (storeOf: StoreOf) => {
  const server = served({ access: byName, storeOf });
  return { own: over(server, withToken("own")), other: over(server, withToken("other")) };
};

/** A network that, once armed, lets the next commit through and loses its answer. */
export const losingAnswers = () => {
  let armed = false;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    if (!armed || !String(init?.body).includes("artifact_commit")) return response;
    armed = false;
    await response.arrayBuffer();
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("gone"), { code: "ECONNRESET" }) });
  };
  return {
    fetch,
    loseNextAnswer: () => {
      armed = true;
    },
  };
};

/** A store whose answers to commits can be lost. */
export const losing = (server: Parameters<typeof over>[0]) => {
  const { fetch, loseNextAnswer } = losingAnswers();
  return { layer: over(server, { fetch }), loseNextAnswer };
};
