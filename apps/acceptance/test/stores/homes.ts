/** The places where documents can be kept, each on this machine, as a user would point `idse` at them. */
import { type DesignStore, layerMemory, type StoreFailure } from "@idse/design-store";
import { emulatorCredential, FirebaseDesignStore } from "@idse/design-store-firebase";
import { NotionDesignStore } from "@idse/design-store-notion";
import { SupabaseDesignStore } from "@idse/design-store-supabase";
import * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import * as Redacted from "effect/Redacted";
import { bridgeEngine, projectId } from "../../../../packages/design-store-firebase/test/bridgeEngine.ts";
import { serveRest } from "../../../../packages/design-store-firebase/test/loopback.ts";
import { NotionServer } from "../../../../packages/design-store-notion/test/server/NotionServer.ts";
import { optionsOf, startLite } from "../../../../packages/design-store-supabase/test/instance.ts";
import { startProxy } from "./proxy.ts";

export interface Home {
  /** What is typed behind `idse init`. */
  readonly flags: ReadonlyArray<string>;
  readonly env: Readonly<Record<string, string>>;
  /** None of these may be found anywhere afterwards. */
  readonly secrets: ReadonlyArray<string>;
  /** The same store, for a test that fills it. */
  readonly store: Layer.Layer<DesignStore, StoreFailure>;
  /** How many documents one request lists, and how many requests twenty sessions cost. */
  readonly pageSize: number;
  readonly requestsPerBatch: number;
  /** Requests since the last look. */
  readonly requests: () => ReadonlyArray<string>;
  readonly stop: () => Promise<void>;
}

export type StartHome = () => Promise<Home>;

const filesystem: StartHome = async () => ({
  flags: [],
  env: {},
  secrets: [],
  store: layerMemory,
  pageSize: Number.POSITIVE_INFINITY,
  requestsPerBatch: 0,
  requests: () => [],
  stop: async () => undefined,
});

const supabase: StartHome = async () => {
  const lite = await startLite();
  const proxy = await startProxy(lite.url);
  const token = lite.tokenOf({ tenant_id: "acme" });
  return {
    flags: ["--store", "supabase", "--store-url", proxy.url],
    env: { SUPABASE_PUBLISHABLE_KEY: lite.publishableKey, IDSE_SUPABASE_TOKEN: token },
    secrets: [token, lite.publishableKey],
    store: SupabaseDesignStore.layer(optionsOf(lite, "acme")),
    pageSize: 1000,
    requestsPerBatch: 1,
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      await lite.stop();
    },
  };
};

const firebase: StartHome = async () => {
  const rest = await serveRest(bridgeEngine());
  const proxy = await startProxy(rest.endpoint);
  return {
    flags: ["--store", "firebase", "--store-project", projectId, "--store-tenant", "acme"],
    env: { FIRESTORE_EMULATOR_HOST: proxy.url.slice("http://".length) },
    secrets: [],
    store: FirebaseDesignStore.layer({
      projectId,
      tenant: "acme",
      token: emulatorCredential,
      endpoint: rest.endpoint,
    }),
    pageSize: 900,
    requestsPerBatch: 1,
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      rest.close();
    },
  };
};

const notion: StartHome = async () => {
  const server = await NotionServer.start();
  const proxy = await startProxy(server.url);
  const integration = server.workspace.newIntegration();
  return {
    flags: ["--store", "notion", "--store-data-source", integration.dataSource.id],
    env: { NOTION_BASE_URL: proxy.url, NOTION_TOKEN: integration.token },
    secrets: [integration.token],
    store: NotionDesignStore.layer({
      dataSource: integration.dataSource.id,
      token: Effect.succeed(Redacted.make(integration.token)),
      baseUrl: server.url,
    }),
    pageSize: 100,
    requestsPerBatch: 2,
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      await server.stop();
      if (server.violations.length > 0) throw new Error(server.violations.join("\n"));
    },
  };
};

export const homes: Readonly<Record<string, StartHome>> = {
  filesystem,
  supabase,
  firebase,
  notion,
};
