/** How a server ends: killed in the middle of commits, told to while one is under way, and told so twice. */
import { request } from "node:http";
import { newOperation } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { temporaryFolder } from "../../../cli/test/support.ts";
import { type Server, startServer, withStore } from "./serving.ts";

const kinds = ["intent", "context", "spec", "plan", "tasks", "implementation", "feedback"] as const;
const refsOf = (session: string) => kinds.map((kind) => ({ project: "shop", session, kind }));

const open = ["--open", "me"];

/** One session after the other until the server is gone; those whose commit was answered. */
const pushUntilGone = async (server: Server, client: string): Promise<ReadonlyArray<string>> => {
  const acknowledged: Array<string> = [];
  const work = withStore(server, undefined, (store) =>
    Effect.gen(function* () {
      for (let index = 0; ; index++) {
        const session = `${client}-${index}`;
        const [first, ...rest] = refsOf(session).map((ref) => ({
          _tag: "Put" as const,
          ref,
          content: `# ${session}\n`,
          expect: "absent" as const,
        }));
        if (first === undefined) return;
        yield* store.commit([first, ...rest], newOperation());
        acknowledged.push(session);
      }
    }),
  );
  const failure = await Effect.runPromise(Effect.flip(work));
  expect(failure).toMatchObject({ _tag: "Unavailable" });
  return acknowledged;
};

describe("a server that is killed in the middle of commits", () => {
  it("has every commit it answered when it is started again, and none torn", async () => {
    const folder = temporaryFolder("server");
    const server = await startServer(folder, open);
    const pushing = ["a", "b", "c"].map((client) => pushUntilGone(server, client));
    // As soon as documents arrive, more of them are on their way.
    await Effect.runPromise(
      withStore(server, undefined, (store) =>
        store.heads({ project: "shop" }).pipe(Effect.repeat({ until: ({ heads }) => heads.length > 60 })),
      ),
    );
    server.process.kill("SIGKILL");
    expect(await server.ended).toBe("SIGKILL");
    const acknowledged = (await Promise.all(pushing)).flat();
    expect(acknowledged.length).toBeGreaterThan(3);

    const next = await startServer(folder, open);
    const heads = await Effect.runPromise(
      withStore(next, undefined, (store) => Effect.map(store.heads({ project: "shop" }), (all) => all.heads)),
    );
    const counts = new Map<string, number>();
    for (const { ref } of heads) counts.set(String(ref.session), (counts.get(String(ref.session)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count !== kinds.length)).toEqual([]);
    expect(acknowledged.filter((session) => !counts.has(session))).toEqual([]);
    for (const session of acknowledged.slice(-3))
      expect(
        await Effect.runPromise(withStore(next, undefined, (store) => store.get(refsOf(session)))),
      ).toMatchObject(kinds.map(() => ({ content: `# ${session}\n` })));
  });
});

describe("a server that is told to end", () => {
  const message = JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: "artifact_get", arguments: { refs: refsOf("checkout") } },
  });

  /** A request of which only the first half is sent until `finish` is called. */
  const halfARequest = async ({ port }: Server) => {
    const asking = request({
      host: "127.0.0.1",
      port,
      path: "/mcp",
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "content-length": Buffer.byteLength(message),
        expect: "100-continue",
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      asking.once("response", (response) => {
        response.resume().once("end", () => resolve(response.statusCode));
      });
      asking.once("error", reject);
    });
    // The server says so once it has begun with the request.
    await new Promise<void>((resolve) => {
      asking.once("continue", resolve);
      asking.flushHeaders();
    });
    asking.write(message.slice(0, 20));
    return { answered, finish: () => asking.end(message.slice(20)) };
  };

  const isRefusing = async ({ url }: Server): Promise<void> => {
    for (;;) {
      const reached = await fetch(url, { method: "POST", body: message }).then(
        (response) => response.status !== 503,
        () => false,
      );
      if (!reached) return;
    }
  };

  it.each([
    ["SIGTERM", 0],
    ["SIGINT", 130],
  ] as const)("by %s finishes what is under way and exits with %i", async (signal, code) => {
    const server = await startServer(temporaryFolder("server"), open);
    const { answered, finish } = await halfARequest(server);
    server.process.kill(signal);
    await isRefusing(server);
    finish();
    expect(await answered).toBe(200);
    expect(await server.ended).toBe(code);
  });

  it("twice ends at once", async () => {
    const server = await startServer(temporaryFolder("server"), open);
    const { answered } = await halfARequest(server);
    const lost = expect(answered).rejects.toThrow();
    server.process.kill("SIGTERM");
    await isRefusing(server);
    server.process.kill("SIGTERM");
    expect(await server.ended).toBe(143);
    await lost;
  });
});
