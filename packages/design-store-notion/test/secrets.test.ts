/** The token is in no failure and in no log, even where Notion gives it back. */
import { inspect } from "node:util";
import { newOperation } from "@idse/design-store";
import { expect, it, jest } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";
import { open, project, put, ref } from "./store.ts";

const notion = useNotion();
const token = "ntn_A-very/distinctive+token=0815";

const shown = (value: unknown): string =>
  [
    JSON.stringify(value, (_, one) =>
      one instanceof Error ? { ...one, message: one.message, stack: one.stack } : one,
    ),
    String(value),
    inspect(value, { depth: 20, showHidden: true }),
    (value as { message?: string }).message,
    String((value as { cause?: unknown }).cause),
  ].join("\n");

it("keeps the token out of every failure and every log", async () => {
  const integration = notion.server.workspace.newIntegration();
  const logs = (["log", "info", "warn", "error", "debug"] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => {}),
  );
  const options = notion.options(integration, { token: Effect.succeed(Redacted.make(token)) });
  const echo = `Who are you, ${token}? And you, ${encodeURIComponent(token)}?`;
  const answers: ReadonlyArray<() => Promise<Response>> = [
    () => fetch(`${notion.server.url}/v1/users/me`, { headers: { authorization: token } }),
    ...[400, 401, 403, 404, 409, 429, 500].map(
      (status) => async () =>
        Response.json({ object: "error", status, code: "validation_error", message: echo }, { status }),
    ),
    async () => new Response(`<html>${echo}`, { status: 502, statusText: "x" }),
    async () => new Response(echo, { status: 200 }),
    async () => Response.json({ [token]: echo, results: [{ object: echo }] }),
    async () => {
      throw Object.assign(new TypeError(echo), {
        cause: { code: "ECONNRESET", message: echo, headers: { token } },
      });
    },
  ];
  const failures: Array<unknown> = [];
  for (const answer of answers) {
    const store = open({ ...options, fetch: answer });
    for (const request of [
      store.get([ref("spec")]),
      store.heads({ project }),
      store.commit([put(ref("spec"), "a\n")], newOperation()),
      NotionDesignStore.setUp({ ...options, fetch: answer }),
      Effect.flatMap(NotionDesignStore.check({ ...options, fetch: answer }, { project }), Effect.fail),
    ] as ReadonlyArray<Effect.Effect<unknown, unknown>>)
      failures.push(await Effect.runPromise(Effect.flip(request)));
  }
  expect(failures).toHaveLength(answers.length * 5);
  const logged = logs.flatMap((spy) => spy.mock.calls);
  for (const spy of logs) spy.mockRestore();
  notion.server.violations.length = 0;
  for (const text of [...failures.map(shown), shown(logged), shown(options), shown(open(options))]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(encodeURIComponent(token));
  }
  expect(logged).toEqual([]);
});

it("asks for the token with each request, and passes on why there is none", async () => {
  const integration = notion.server.workspace.newIntegration();
  let asked = 0;
  const credential = Effect.sync(() => {
    asked += 1;
    return Redacted.make(integration.token);
  });
  const store = open(notion.options(integration, { token: credential }));
  await Effect.runPromise(store.heads({ project }));
  await Effect.runPromise(store.get([ref("spec")]));
  expect(asked).toBe(2);
});
