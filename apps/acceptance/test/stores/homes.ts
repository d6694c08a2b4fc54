/** The places where documents can be kept, each on this machine, as a user would point `idse` at them. */
import { bridgeEngine, projectId } from "../../../../packages/design-store-firebase/test/bridgeEngine.ts";
import { serveRest } from "../../../../packages/design-store-firebase/test/loopback.ts";
import { startLite } from "../../../../packages/design-store-supabase/test/instance.ts";
import { startProxy } from "./proxy.ts";

export interface Home {
  /** What is typed behind `idse init`. */
  readonly flags: ReadonlyArray<string>;
  readonly env: Readonly<Record<string, string>>;
  /** None of these may be found anywhere afterwards. */
  readonly secrets: ReadonlyArray<string>;
  /** Requests since the last look. */
  readonly requests: () => ReadonlyArray<string>;
  readonly stop: () => Promise<void>;
}

export type StartHome = () => Promise<Home>;

const filesystem: StartHome = async () => ({
  flags: [],
  env: {},
  secrets: [],
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
    requests: proxy.taken,
    stop: async () => {
      proxy.stop();
      rest.close();
    },
  };
};

export const homes: Readonly<Record<string, StartHome>> = { filesystem, supabase, firebase };
