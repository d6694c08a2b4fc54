/** What stands before the tools: hosts, origins, tokens, sizes, and the end of a server. */
import { request } from "node:http";
import { connect } from "node:net";
import { makeMemory, Unavailable } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { describe, expect, it } from "@jest/globals";
import * as Deferred from "effect/Deferred";
import * as Effect from "effect/Effect";
import * as Fiber from "effect/Fiber";
import * as Redacted from "effect/Redacted";
import type * as Scope from "effect/Scope";
import { defaultLimits, openTo, type RunningServer, serveHttp } from "../src/index.ts";
import { byName, memoryOfEach, reaching, served, withToken } from "./serving.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const put = { _tag: "Put", ref: spec, content: "# Spec\n", expect: "absent" } as const;

const run = <A, E>(work: Effect.Effect<A, E, Scope.Scope>): Promise<A> =>
  Effect.runPromise(Effect.scoped(work));

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request as it is, with headers that `fetch` would not let through. */
const ask = (
  { url }: RunningServer,
  headers: Record<string, string> = {},
  body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
  path = "/mcp",
): Effect.Effect<Answer> =>
  Effect.promise(
    () =>
      new Promise((resolve, reject) => {
        const sent = request(new URL(path, url), {
          method: "POST",
          headers: {
            "content-type": "application/json",
            accept: "application/json, text/event-stream",
            ...headers,
          },
        });
        sent.on("error", reject);
        sent.on("response", (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk) => (text += chunk));
          response.on("end", () =>
            resolve({ status: response.statusCode, headers: response.headers, body: text }),
          );
        });
        sent.end(body);
      }),
  );

describe("a request", () => {
  it.each([
    ["evil.example", 403],
    ["evil.example:80", 403],
    ["127.0.0.1.evil.example", 403],
    ["127.0.0.1", 200],
    ["localhost:9", 200],
    ["[::1]", 200],
    ["documents.example", 200],
  ])("to the host %s is answered with %d", (host, status) =>
    run(
      Effect.gen(function* () {
        const server = yield* served({ allowedHosts: ["documents.example"] });
        expect((yield* ask(server, { host })).status).toBe(status);
      }),
    ),
  );

  it.each([
    ["https://evil.example", 403],
    ["null", 403],
    ["http://127.0.0.1:1", 200],
    ["http://localhost", 200],
  ])("from the origin %s is answered with %d", (origin, status) =>
    run(
      Effect.gen(function* () {
        expect((yield* ask(yield* served(), { origin })).status).toBe(status);
      }),
    ),
  );

  it("elsewhere than at /mcp finds nothing", () =>
    run(
      Effect.gen(function* () {
        const { status, body } = yield* ask(yield* served(), {}, "{}", "/admin");
        expect({ status, body: JSON.parse(body).error.message }).toEqual({
          status: 404,
          body: "There is nothing here; MCP is at /mcp.",
        });
      }),
    ));

  it.each([
    ["no token", {}],
    ["an unknown token", { authorization: "Bearer nonsense" }],
    ["another scheme", { authorization: "Basic token-of-own" }],
  ])("with %s is refused as 401, and is told how", (_, headers: Record<string, string>) =>
    run(
      Effect.gen(function* () {
        const answer = yield* ask(yield* served({ access: byName }), headers);
        expect(answer.status).toBe(401);
        expect(answer.headers["www-authenticate"]).toBe("Bearer");
      }),
    ),
  );

  it.each([
    ["with its length", {}],
    ["in chunks", { "transfer-encoding": "chunked" }],
  ])("that is too large, sent %s, is refused as 413", (_, headers: Record<string, string>) =>
    run(
      Effect.gen(function* () {
        const server = yield* served({ limits: { ...defaultLimits, requestBytes: 100_000 } });
        const { status } = yield* ask(server, headers, JSON.stringify({ x: "x".repeat(200_000) }));
        expect(status).toBe(413);
      }),
    ),
  );

  it("that is too large for the tools is refused by them, and the client says what to do", () =>
    run(
      Effect.gen(function* () {
        const limits = { ...defaultLimits, documentBytes: 10, refsPerGet: 1, changesPerCommit: 1 };
        const server = yield* served({ limits });
        const aware = yield* ArtifactCoreDesignStore.make(reaching(server));
        const large = { ...put, content: "x".repeat(11) };
        expect(yield* Effect.flip(aware.commit([large], "op-1"))).toMatchObject({
          _tag: "Rejected",
          message: "shop/checkout/spec has 11 bytes. This Artifact Core takes 10; split the document.",
        });
        const params = {
          name: "artifact_commit",
          arguments: {
            operation: "op-1",
            changes: [{ action: "put", ref: spec, content: "x".repeat(11), expect: "absent" }],
          },
        };
        const { body } = yield* ask(
          server,
          {},
          JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }),
        );
        expect(body).toContain("has 11 bytes; a document has 10 at most");
        expect(body).toContain('"code":"rejected"');
      }),
    ));
});

describe("tenants", () => {
  it("see their own documents and nothing else", () =>
    run(
      Effect.gen(function* () {
        const server = yield* served({ access: byName });
        const own = yield* ArtifactCoreDesignStore.make(reaching(server, withToken("own")));
        const other = yield* ArtifactCoreDesignStore.make(reaching(server, withToken("other")));
        yield* own.commit([put], "op-1");
        expect((yield* other.heads({ project: "shop" })).heads).toEqual([]);
        expect((yield* other.get([spec])).map(({ _tag }) => _tag)).toEqual(["Missing"]);
        // The operation of one tenant is not one of the other.
        yield* other.commit([{ ...put, content: "# Theirs\n" }], "op-1");
        expect(yield* own.get([spec])).toMatchObject([{ content: "# Spec\n" }]);
      }),
    ));

  it("are who the token of each request says, whatever the conversation began with", () =>
    run(
      Effect.gen(function* () {
        const server = yield* served({ access: byName });
        let tenant = "own";
        const token = Effect.sync(() => Redacted.make(`token-of-${tenant}`));
        const store = yield* ArtifactCoreDesignStore.make(reaching(server, { token }));
        yield* store.commit([put], "op-1");
        tenant = "other";
        expect((yield* store.heads({ project: "shop" })).heads).toEqual([]);
        tenant = "own";
        expect((yield* store.heads({ project: "shop" })).heads).toHaveLength(1);
      }),
    ));

  it("whose store cannot be opened are told to come again, and it is tried again then", () =>
    run(
      Effect.gen(function* () {
        let tries = 0;
        const problems: Array<string> = [];
        const memory = memoryOfEach();
        const server = yield* served({
          onProblem: (problem) => problems.push(problem),
          storeOf: (tenant) => {
            tries += 1;
            return tries === 1
              ? Effect.fail(new Unavailable({ store: "x", operation: "open", message: "The disk sleeps." }))
              : memory(tenant);
          },
        });
        const { status, headers } = yield* ask(server);
        expect([status, headers["retry-after"]]).toEqual([503, "1"]);
        const store = yield* ArtifactCoreDesignStore.make(reaching(server));
        expect((yield* store.heads({ project: "shop" })).heads).toEqual([]);
        expect([tries, problems]).toEqual([2, ["The store of own cannot be opened: The disk sleeps."]]);
      }),
    ));
});

describe("a store that breaks", () => {
  it("is answered about as `unavailable`, and told to the operator, not to the client", () =>
    run(
      Effect.gen(function* () {
        const problems: Array<string> = [];
        const memory = yield* makeMemory;
        const server = yield* served({
          onProblem: (problem) => problems.push(problem),
          storeOf: () => Effect.succeed({ ...memory, get: () => Effect.die(new Error("a bug in line 7")) }),
        });
        const store = yield* ArtifactCoreDesignStore.make(
          reaching(server, { retry: { attempts: 1, budgetMs: 1, firstDelayMs: 1 } }),
        );
        const failure = yield* Effect.flip(store.get([spec]));
        expect(failure).toMatchObject({
          _tag: "Unavailable",
          message: "The server failed at artifact_get; what it was is in its log.",
        });
        expect(problems.join()).toContain("a bug in line 7");
      }),
    ));
});

/** Whether somebody new gets through. */
const takesConnections = ({ port }: RunningServer): Effect.Effect<boolean> =>
  Effect.promise(
    () =>
      new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.once("connect", () => {
          socket.destroy();
          resolve(true);
        });
        socket.once("error", () => resolve(false));
      }),
  );

describe("the end of a server", () => {
  /** A server whose next commit waits until it is let go. */
  const holding = Effect.gen(function* () {
    const memory = yield* makeMemory;
    const arrived = yield* Deferred.make<void>();
    const go = yield* Deferred.make<void>();
    const server = yield* served({
      storeOf: () =>
        Effect.succeed({
          ...memory,
          commit: (changes, operation) =>
            Deferred.succeed(arrived, undefined).pipe(
              Effect.andThen(Deferred.await(go)),
              Effect.andThen(memory.commit(changes, operation)),
            ),
        }),
      stopWithinMs: 200,
    });
    return { server, arrived, go };
  });

  it("lets a request under way be finished, and takes no more", () =>
    run(
      Effect.gen(function* () {
        const { server, arrived, go } = yield* holding;
        const store = yield* ArtifactCoreDesignStore.make(reaching(server));
        const committing = yield* Effect.forkChild(store.commit([put], "op-1"));
        yield* Deferred.await(arrived);
        const stopping = yield* Effect.forkChild(server.stop);
        while (yield* takesConnections(server));
        yield* Deferred.succeed(go, undefined);
        expect((yield* Fiber.join(committing)).heads).toHaveLength(1);
        yield* Fiber.join(stopping);
        expect(yield* Effect.flip(store.get([spec]))).toMatchObject({
          _tag: "Unavailable",
          code: "ECONNREFUSED",
        });
      }),
    ));

  it("does not wait for ever", () =>
    run(
      Effect.gen(function* () {
        const { server, arrived } = yield* holding;
        const once = { attempts: 1, budgetMs: 1, firstDelayMs: 1 };
        const store = yield* ArtifactCoreDesignStore.make(
          reaching(server, { retry: once, deadlineMs: 600_000 }),
        );
        const committing = yield* Effect.forkChild(Effect.flip(store.commit([put], "op-1")));
        yield* Deferred.await(arrived);
        yield* Effect.timeout(server.stop, 30_000);
        expect(yield* Fiber.join(committing)).toMatchObject({ _tag: "Unavailable" });
        yield* server.stop;
      }),
    ));
});

describe("a server that would be unsafe or cannot be", () => {
  it.each(["0.0.0.0", "::"])("is not begun: open to everybody on %s", (host) =>
    run(
      Effect.gen(function* () {
        const failure = yield* Effect.flip(
          serveHttp({ access: openTo("own"), storeOf: memoryOfEach(), host }),
        );
        expect(failure).toMatchObject({
          _tag: "ServeFailed",
          message: expect.stringContaining("Make a tokens file"),
        });
      }),
    ),
  );

  it("is not begun: on a port that is taken", () =>
    run(
      Effect.gen(function* () {
        const { port } = yield* served();
        const failure = yield* Effect.flip(served({ port }));
        expect(failure).toMatchObject({ _tag: "ServeFailed", code: "EADDRINUSE" });
      }),
    ));
});
