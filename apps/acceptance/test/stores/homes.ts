/** The places where documents can be kept, each on this machine, as a user would point `idse` at them. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DesignStore, layerMemory, makeMemory, type StoreFailure } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { emulatorCredential, FirebaseDesignStore } from "@idse/design-store-firebase";
import { NotionDesignStore } from "@idse/design-store-notion";
import { SupabaseDesignStore } from "@idse/design-store-supabase";
import { byTokens, newToken, serveHttp } from "@idse/mcp-server";
import * as Effect from "effect/Effect";
import type * as Layer from "effect/Layer";
import * as Redacted from "effect/Redacted";
import { bridgeEngine, projectId } from "../../../../packages/design-store-firebase/test/bridgeEngine.ts";
import { serveRest } from "../../../../packages/design-store-firebase/test/loopback.ts";
import { NotionServer } from "../../../../packages/design-store-notion/test/server/NotionServer.ts";
import type { Page } from "../../../../packages/design-store-notion/test/server/Workspace.ts";
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
  /** Makes sessions of one that is there, where a commit for each would take long. */
  readonly copySession?: (from: string, to: ReadonlyArray<string>) => void;
  /** What it keeps beside the nine documents of a session; how many rows one request lists; what twenty sessions cost. */
  readonly extraRows: number;
  readonly pageSize: number;
  readonly requestsPerBatch: number;
  /** What it costs to begin, before anything is asked. 0 unless told. */
  readonly requestsToBegin?: number;
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
  extraRows: 0,
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
    extraRows: 0,
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
    extraRows: 0,
    pageSize: 900,
    requestsPerBatch: 1,
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      rest.close();
    },
  };
};

/** Notion's times are of minutes; what was written within the last one may have been edited since, and is read. */
const copyPages = ({ workspace }: NotionServer, from: string, to: ReadonlyArray<string>): void => {
  const ids = (page: Page): string => String(page.values.get("IDSE_ID"));
  const pages = [...workspace.pages.values()].filter((page) => ids(page).includes(`::${from}::`));
  for (const id of to)
    for (const page of pages) {
      const copy = workspace.makePage(page.dataSource, page.createdBy, page.body);
      for (const [name, value] of page.values) copy.values.set(name, value);
      copy.values.set("IDSE_ID", ids(page).replace(`::${from}::`, `::${id}::`));
    }
  workspace.now += 61_000;
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
    copySession: (from, to) => copyPages(server, from, to),
    // A manifest for each session.
    extraRows: 1,
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

/** Our own server with a token for a tenant, over a store in memory. */
const artifactCore: StartHome = async () => {
  const folder = mkdtempSync(join(tmpdir(), "idse-tokens-"));
  const { token, line } = newToken({ tenant: "acme", name: "test", now: new Date() });
  writeFileSync(join(folder, "tokens"), line, { mode: 0o600 });
  const problems: Array<string> = [];
  const tell = (problem: string): void => void problems.push(problem);
  const server = await Effect.runPromise(
    Effect.flatMap(byTokens(join(folder, "tokens"), tell), (access) =>
      serveHttp({ access, storeOf: () => makeMemory, onProblem: tell }),
    ),
  );
  const proxy = await startProxy(server.url);
  return {
    flags: ["--store", "artifact-core", "--store-url", `${proxy.url}/mcp`],
    env: { IDSE_ARTIFACT_CORE_TOKEN: Redacted.value(token) },
    secrets: [Redacted.value(token)],
    store: ArtifactCoreDesignStore.layer({ url: server.url, token: Effect.succeed(token) }),
    extraRows: 0,
    pageSize: 2000,
    requestsPerBatch: 1,
    requestsToBegin: 1,
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      await Effect.runPromise(server.stop);
      rmSync(folder, { recursive: true });
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  };
};

export const homes: Readonly<Record<string, StartHome>> = {
  filesystem,
  supabase,
  firebase,
  notion,
  "artifact-core": artifactCore,
};
