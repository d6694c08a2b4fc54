/** What a sync costs the network: counted between the built command and a server. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { makeMemory } from "@idse/design-store";
import { openTo, type RunningServer, serveHttp } from "@idse/mcp-server";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { edit, sessionFolder, stageFiles, startIdse, workspace } from "../../../cli/test/support.ts";
import { startProxy } from "../stores/proxy.ts";

let server: RunningServer;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let repo = "";

beforeAll(async () => {
  const store = await Effect.runPromise(makeMemory);
  server = await Effect.runPromise(
    serveHttp({ access: openTo("shop"), storeOf: () => Effect.succeed(store) }),
  );
  proxy = await startProxy(new URL(server.url).origin);
  repo = workspace({ git: true });
  for (let number = 1; number < 200; number += 1) {
    const folder = sessionFolder(repo, `s${number}`);
    cpSync(sessionFolder(repo), folder, { recursive: true });
    edit(join(folder, "metadata/session.json"), (text) =>
      JSON.stringify({
        ...JSON.parse(text),
        session_id: `s${number}`,
        uid: `uid-${number}`,
        is_blueprint: false,
      }),
    );
  }
});

afterAll(async () => {
  proxy.stop();
  await Effect.runPromise(server.stop);
});

const requestsOf = async (...args: ReadonlyArray<string>): Promise<number> => {
  proxy.taken();
  const run = await startIdse(["sync", ...args], { cwd: repo, env: { IDSE_ARTIFACT_CORE_TOKEN: "none" } });
  expect([args, run.code, run.stderr]).toEqual([args, 0, ""]);
  return proxy.taken().length;
};

it("an unchanged push of 200 sessions costs two requests, one edit two more, and 1 802 documents some twenty", async () => {
  await requestsOf("setup", "team", "--kind", "artifact-core", "--url", `${proxy.url}/mcp`);
  expect(await requestsOf("push", "--all")).toBeLessThanOrEqual(22);
  expect(await requestsOf("push", "--all")).toBeLessThanOrEqual(2);
  edit(join(sessionFolder(repo, "s7"), stageFiles.spec), (text) => `${text}\nMore.\n`);
  expect(await requestsOf("push", "--all")).toBeLessThanOrEqual(4);
  expect(await requestsOf("pull", "--all")).toBeLessThanOrEqual(2);
}, 300_000);
