/** A server whose tenants have their documents in Supabase or in Firestore, where one machine is not enough. */
import { type Change, newOperation } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { bridgeEngine, projectId } from "../../../../packages/design-store-firebase/test/bridgeEngine.ts";
import { serveRest } from "../../../../packages/design-store-firebase/test/loopback.ts";
import { startLite } from "../../../../packages/design-store-supabase/test/instance.ts";
import { temporaryFolder, treeOf } from "../../../cli/test/support.ts";
import { type Server, startServer, tokenFor, withStore } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const put = (content: string): Change => ({ _tag: "Put", ref: spec, content, expect: "absent" });
const commit = (server: Server, token: string, content: string) =>
  Effect.runPromise(withStore(server, token, (store) => store.commit([put(content)], newOperation())));
const read = (server: Server, token: string) =>
  Effect.runPromise(withStore(server, token, (store) => store.get([spec])));

const tenants = ["acme", "other"] as const;

interface Behind {
  readonly args: ReadonlyArray<string>;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyArray<string>;
  readonly stop: () => Promise<void> | void;
}

const behind: Readonly<Record<string, () => Promise<Behind>>> = {
  supabase: async () => {
    const lite = await startLite();
    const [acme, other] = tenants.map((tenant_id) => lite.tokenOf({ tenant_id })) as [string, string];
    return {
      args: ["--store", "supabase", "--store-url", lite.url, "--store-token-env", "TOKEN_{TENANT}"],
      // The third has the token of another by mistake.
      env: {
        SUPABASE_PUBLISHABLE_KEY: lite.publishableKey,
        TOKEN_ACME: acme,
        TOKEN_OTHER: other,
        TOKEN_MISTAKEN: acme,
      },
      secrets: [acme, other],
      stop: () => lite.stop(),
    };
  },
  firebase: async () => {
    const rest = await serveRest(bridgeEngine());
    return {
      args: ["--store", "firebase", "--store-project", projectId],
      env: { FIRESTORE_EMULATOR_HOST: new URL(rest.endpoint).host },
      secrets: [],
      stop: () => rest.close(),
    };
  },
};

describe.each(Object.entries(behind))("a server over %s", (name, start) => {
  it("shows each tenant its own documents, and has none in files", async () => {
    const folder = temporaryFolder("server");
    const { args, env, secrets, stop } = await start();
    const [acme, other] = tenants.map((tenant) => tokenFor(folder, tenant)) as [string, string];
    const mistaken = tokenFor(folder, "mistaken");
    const server = await startServer(folder, args, env);
    await commit(server, acme, "# Of acme\n");
    expect(await read(server, other)).toMatchObject([{ _tag: "Missing" }]);
    await commit(server, other, "# Of other\n");
    expect(await read(server, acme)).toMatchObject([{ content: "# Of acme\n" }]);
    if (name === "supabase") {
      const failure = await Effect.runPromise(
        Effect.flip(withStore(server, mistaken, (store) => store.get([spec]))),
      );
      expect(failure).toMatchObject({
        _tag: "Unauthorized",
        message: expect.stringContaining('does not carry tenant_id "mistaken"'),
      });
    } else expect(await read(server, mistaken)).toMatchObject([{ _tag: "Missing" }]);
    expect(Object.keys(treeOf(folder)).filter((path) => !path.startsWith("tokens"))).toEqual([]);
    for (const secret of secrets) expect(server.told()).not.toContain(secret);
    await stop();
  });
});
