/** How an upstream is reached: tokens, patience, limits, and conversations that end. */
import { inspect } from "node:util";
import { digestOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Logger from "effect/Logger";
import * as Redacted from "effect/Redacted";
import { ArtifactCoreDesignStore } from "../src/index.ts";
import { announcement, errorResult, quickly, type Reply, reaching, upstream, using } from "./upstream.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const put = (content: string, kind = "spec") =>
  ({ _tag: "Put", ref: { ...spec, kind }, content, expect: "absent" }) as Parameters<typeof commitOf>[0];
const commitOf = (change: {
  readonly _tag: "Put";
  readonly ref: typeof spec;
  readonly content: string;
  readonly expect: "absent";
}) => change;

const missing: Reply = { documents: [{ state: "missing", ref: spec }] };
const committed: Reply = {
  heads: [{ ref: spec, revision: "1", digest: digestOf("# Spec\n"), removed: false }],
};
const unavailable = () => new Response("", { status: 503 });

const opening = (options: ArtifactCoreDesignStore.Options) =>
  Effect.runPromise(Effect.scoped(Effect.flip(ArtifactCoreDesignStore.make(options))));

describe("a conversation", () => {
  it("declares what the upstream announces", async () => {
    const weak = { cas: "checked", atomicCommit: false, changes: "scan", byteExact: false } as const;
    const there = upstream(() => missing, { ...announcement, capabilities: weak });
    const declared = await using(reaching(there), (store) => Effect.succeed(store.capabilities));
    expect(declared).toEqual(weak);
  });

  it.each<[string, unknown, string]>([
    ["does not announce itself", null, "does not announce itself as Artifact Core"],
    ["speaks another version", { ...announcement, version: 2 }, "speaks version 2 of the contract"],
    ["announces what no client knows", { ...announcement, limits: {} }, "cannot be read"],
  ])("is refused with a server that %s", async (_, announced, message) => {
    const failure = await opening(reaching(upstream(() => missing, announced)));
    expect(failure).toMatchObject({ _tag: "Rejected", message: expect.stringContaining(message) });
  });

  it("that the upstream forgot is begun anew, and the request sent again", async () => {
    let session = 0;
    const there = upstream(() => missing);
    const forgetful: typeof globalThis.fetch = async (input, init) => {
      const method = init?.method === "DELETE" ? "DELETE" : JSON.parse(String(init?.body)).method;
      const theirs = new Headers(init?.headers).get("mcp-session-id");
      if (theirs === "s1" && method === "tools/call") return new Response("", { status: 404 });
      if (method === "DELETE") return new Response(null, { status: 204 });
      const response = await there.fetch(input, init);
      if (method === "initialize") {
        session += 1;
        response.headers.set("mcp-session-id", `s${session}`);
      }
      return response;
    };
    const found = await using(reaching({ fetch: forgetful }), (store) => store.get([spec]));
    expect(found.map(({ _tag }) => _tag)).toEqual(["Missing"]);
    expect(session).toBe(2);
  });

  it("that begins anew and can do less is refused", async () => {
    let begun = 0;
    const able = upstream(() => missing);
    const unable = upstream(() => missing, {
      ...announcement,
      capabilities: { ...announcement.capabilities, cas: "none" },
    });
    const changing: typeof globalThis.fetch = async (input, init) => {
      const method = init?.method === "DELETE" ? "DELETE" : JSON.parse(String(init?.body)).method;
      if (method === "initialize") begun += 1;
      if (method === "tools/call") return new Response("", { status: 404 });
      const response = await (begun > 1 ? unable : able).fetch(input, init);
      if (method === "initialize") response.headers.set("mcp-session-id", "s");
      return response;
    };
    const failures = await using(reaching({ fetch: changing }), (store) =>
      Effect.all([Effect.flip(store.get([spec])), Effect.flip(store.get([spec]))]),
    );
    for (const failure of failures)
      expect(failure).toMatchObject({
        _tag: "Rejected",
        message: expect.stringContaining("can do other things"),
      });
  });

  it("ends though the upstream does not answer its farewell", async () => {
    const there = upstream(() => missing);
    let farewells = 0;
    const silent: typeof globalThis.fetch = async (input, init) => {
      if (init?.method === "DELETE") {
        farewells += 1;
        return new Promise(() => {});
      }
      const response = await there.fetch(input, init);
      response.headers.set("mcp-session-id", "s");
      return response;
    };
    const found = await using(reaching({ fetch: silent }), (store) => store.get([spec]));
    expect([found.length, farewells]).toEqual([1, 1]);
  });

  it.each([
    ["http://artifacts.example/mcp", "can be read on the way"],
    ["ftp://artifacts.example/mcp", "not by ftp:"],
    ["https://user:secret@artifacts.example/mcp", "holds a name or a password"],
    ["artifacts", "is not an address"],
  ])("with %s is refused before anything is sent", async (url, message) => {
    const there = upstream(() => missing);
    const failure = await opening(reaching(there, { url }));
    expect(failure).toMatchObject({ _tag: "Rejected", message: expect.stringContaining(message) });
    expect(there.requests).toEqual([]);
  });
});

describe("a request", () => {
  it("brings the token of now, asked for each time", async () => {
    let asked = 0;
    const token = Effect.sync(() => {
      asked += 1;
      return Redacted.make(`t${asked}`);
    });
    const there = upstream(() => missing);
    await using(reaching(there, { token }), (store) => Effect.andThen(store.get([spec]), store.get([spec])));
    const sent = there.requests.map(({ headers }) => headers.get("authorization"));
    expect(sent.slice(-2)).toEqual(["Bearer t2", "Bearer t3"]);
    expect(new Set(sent.slice(0, -2))).toEqual(new Set(["Bearer t1"]));
  });

  it("is sent again where the upstream cannot answer, with the same operation", async () => {
    const there = upstream((_, count) => (count < 3 ? unavailable() : committed));
    await using(reaching(there), (store) => store.commit([put("# Spec\n")], "op-1"));
    expect(there.calls.map(({ input }) => input.operation)).toEqual(["op-1", "op-1", "op-1"]);
  });

  it("of a commit that stays unanswered says that its outcome is not known", async () => {
    const there = upstream(unavailable);
    const failure = await using(reaching(there), (store) =>
      Effect.flip(store.commit([put("# Spec\n")], "op-1")),
    );
    expect(failure).toMatchObject({
      _tag: "Unavailable",
      message: expect.stringContaining("Whether it was written is not known"),
    });
    expect(there.calls).toHaveLength(quickly.attempts);
  });

  it("that is not answered in time fails, and says so", async () => {
    const there = upstream(() => new Promise<Reply>(() => {}));
    const failure = await using(
      reaching(there, { deadlineMs: 40, retry: { ...quickly, attempts: 1 } }),
      (store) => Effect.flip(store.get([spec])),
    );
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "ETIMEDOUT" });
  });

  it("whose answer breaks off is sent again at once", async () => {
    const broken = () =>
      new Response(
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(new TextEncoder().encode('{"jsonrpc"'));
            controller.error(new TypeError("terminated"));
          },
        }),
        { headers: { "content-type": "application/json" } },
      );
    const there = upstream((_, count) => (count === 1 ? broken() : missing));
    await using(reaching(there), (store) => store.get([spec]));
    expect(there.calls).toHaveLength(2);
  });

  it.each([
    ["a document that is too large", [put("x".repeat(1001))], "has 1001 bytes"],
    [
      "too many documents",
      ["intent", "spec", "plan", "tasks"].map((kind) => put("x", kind)),
      "holds 3 documents",
    ],
    [
      "more than one request carries",
      ["intent", "spec", "plan"].map((kind) => put("\u0001".repeat(300), kind)),
      "carries 4000 bytes",
    ],
  ])("of %s is refused before it is sent", async (_, changes, message) => {
    const there = upstream(() => committed);
    const [first, ...others] = changes;
    if (first === undefined) throw new Error("no changes");
    const failure = await using(reaching(there), (store) =>
      Effect.flip(store.commit([first, ...others], "op-1")),
    );
    expect(failure).toMatchObject({ _tag: "Rejected", message: expect.stringContaining(message) });
    expect(there.calls).toEqual([]);
  });

  it("count: a project of 200 sessions with nine documents each is opened with four", async () => {
    const kinds = [
      "session",
      "state",
      "intent",
      "context",
      "spec",
      "plan",
      "tasks",
      "implementation",
      "feedback",
    ];
    const refs = Array.from({ length: 200 }, (_, session) =>
      kinds.map((kind) => ({ project: "shop", session: `s${session}`, kind: kind as "spec" })),
    ).flat();
    const digest = digestOf("text\n");
    const there = upstream(
      ({ name, input }) =>
        name === "artifact_heads"
          ? {
              heads: refs.map((ref) => ({ ref, revision: "1", digest, removed: false })),
              cursor: "1",
              next: null,
            }
          : {
              documents: (input.refs as ReadonlyArray<object>).map((ref) => ({
                state: "present",
                ref,
                revision: "1",
                digest,
                content: "text\n",
              })),
            },
      { ...announcement, limits: { ...announcement.limits, refsPerGet: 600, headsPerPage: 2000 } },
    );
    const count = await using(reaching(there), (store) =>
      Effect.gen(function* () {
        const { heads } = yield* store.heads({ project: "shop" });
        return (yield* store.get(heads.map(({ ref }) => ref))).length;
      }),
    );
    expect(count).toBe(1800);
    expect(there.calls).toHaveLength(4);
  });
});

describe("a token", () => {
  const secret = "a-token-that-nobody-else-has";
  const quoting: ReadonlyArray<[string, () => Reply]> = [
    ["an HTTP error that quotes it", () => new Response(`bad token ${secret}`, { status: 401 })],
    [
      "a JSON-RPC error that quotes it",
      () =>
        new Response(
          JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: 1, message: `no ${secret}` } }),
          {
            status: 400,
          },
        ),
    ],
    ["a failure of a tool that quotes it", () => errorResult({ code: "rejected", message: `no ${secret}` })],
    [
      "a failure without a form that quotes it",
      () => ({ isError: true, content: [{ type: "text", text: `no ${secret}` }] }),
    ],
    ["a page that quotes it", () => new Response(secret, { headers: { "content-type": "text/plain" } })],
    ["a network that fails with it", () => Promise.reject(new TypeError(`fetch failed ${secret}`)) as never],
  ];

  it.each(quoting)("is in no failure and in no log: %s", async (_, reply) => {
    const lines: Array<unknown> = [];
    const logger = Logger.make((entry) => lines.push(entry));
    const there = upstream(reply);
    const token = Effect.succeed(Redacted.make(secret));
    const failure = await using(reaching(there, { token }), (store) =>
      Effect.flip(store.get([spec])).pipe(
        Effect.tap((told) => Effect.logError("failed", told)),
        Effect.provide(Logger.layer([logger])),
      ),
    );
    for (const text of [
      JSON.stringify(failure),
      String(failure),
      failure.message,
      inspect(failure, { depth: 12, showHidden: true }),
      inspect(lines, { depth: 12 }),
    ])
      expect(text).not.toContain(secret);
    expect(lines).toHaveLength(1);
  });

  it("goes nowhere but to the origin of the address", async () => {
    const sent: Array<[string, string | null]> = [];
    const there = upstream(() => missing);
    const leading: typeof globalThis.fetch = async (input, init) => {
      sent.push([new URL(String(input)).origin, new Headers(init?.headers).get("authorization")]);
      return new Response("", { status: 307, headers: { location: "https://elsewhere.example/mcp" } });
    };
    await opening(reaching({ ...there, fetch: leading }, { token: Effect.succeed(Redacted.make(secret)) }));
    expect(new Set(sent.map(([origin]) => origin))).toEqual(new Set(["https://artifacts.example"]));
  });
});

describe("the check", () => {
  const checked = (options: ArtifactCoreDesignStore.Options) =>
    Effect.runPromise(ArtifactCoreDesignStore.check(options, { project: "shop" }));

  it("says what to do where nobody listens", async () => {
    const fetch = () =>
      Promise.reject(
        new TypeError("fetch failed", { cause: Object.assign(new Error("no"), { code: "ECONNREFUSED" }) }),
      );
    const [first, ...others] = await checked(reaching({ fetch }));
    expect(first).toMatchObject({
      step: "credentials",
      outcome: "failed",
      message: "Artifact Core cannot be reached: nothing listens there.",
      hint: expect.stringContaining("https://artifacts.example/mcp"),
    });
    expect(others.map(({ outcome }) => outcome)).toEqual(["not-run", "not-run", "not-run"]);
  });

  it("says whom to ask where the token is not accepted", async () => {
    const [first] = await checked(reaching({ fetch: async () => new Response("", { status: 401 }) }));
    expect(first).toMatchObject({ outcome: "failed", hint: expect.stringContaining("token") });
  });

  it("names the tool that is missing", async () => {
    const there = upstream(() => missing);
    const checks = await checked(reaching(there));
    expect(checks.map(({ outcome }) => outcome)).toEqual(["passed", "failed", "not-run", "not-run"]);
    expect(checks[1]?.message).toContain("artifact_commit");
  });
});
