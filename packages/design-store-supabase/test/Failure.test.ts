import type { StoreFailure } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { answering, json, type Reply, text } from "./answers.ts";

const ref = { project: "shop", session: "checkout", kind: "spec" } as const;

const failureAfter = async (reply: Reply) => {
  const { store, asked } = answering(reply);
  const failure = await Effect.runPromise(Effect.flip(store.get([ref])));
  return { failure, requests: asked.length };
};

const pgrst = (status: number, code: string, message = "m"): Reply => {
  return () => json({ code, message, details: null, hint: null }, status);
};

const html = "<html><body>Cloudflare says no, and who asked</body></html>";

const table: ReadonlyArray<
  readonly [what: string, reply: Reply, tag: StoreFailure["_tag"], message: RegExp, requests: number]
> = [
  [
    "a key of another project",
    () => json({ message: "Invalid API key" }, 401),
    "Unauthorized",
    /The key is not accepted: Invalid API key\./,
    1,
  ],
  [
    "a token of another project",
    pgrst(401, "PGRST301", "No suitable key"),
    "Unauthorized",
    /The token is not accepted: No suitable key/,
    1,
  ],
  ["no token", pgrst(401, "PGRST302"), "Unauthorized", /No token was sent/, 1],
  ["an old token", pgrst(401, "PGRST303", "JWT expired"), "Unauthorized", /has expired/, 1],
  [
    "an old token, as older servers say it",
    pgrst(401, "PGRST301", "JWT expired"),
    "Unauthorized",
    /has expired/,
    1,
  ],
  ["a token without a tenant", pgrst(403, "PT403"), "Unauthorized", /no claim tenant_id/, 1],
  ["a role that may not", pgrst(403, "42501"), "Unauthorized", /The role of this token/, 1],
  [
    "a gateway that forbids",
    () => text(html, 403),
    "Unauthorized",
    /Access is refused: no reason was given\./,
    1,
  ],
  ["no function", pgrst(404, "PGRST202"), "Rejected", /idse store migrate --print/, 1],
  ["no function, as Postgres says it", pgrst(404, "42883"), "Rejected", /idse store migrate --print/, 1],
  ["no table", pgrst(404, "42P01"), "Rejected", /idse store migrate --print/, 1],
  ["no such schema", pgrst(406, "PGRST106"), "Rejected", /idse store migrate --print/, 1],
  ["nothing at the address", () => text("", 404), "Rejected", /or correct the address/, 1],
  ["another API at the address", () => json([], 404), "Rejected", /or correct the address/, 1],
  [
    "a redirect",
    () => text("", 301, { location: "https://elsewhere.example.org" }),
    "Rejected",
    /redirect/,
    1,
  ],
  [
    "a request that is too large",
    () => text("Payload Too Large", 413),
    "Rejected",
    /too large for the server/,
    1,
  ],
  [
    "a request that makes no sense",
    pgrst(400, "22P02", "invalid input"),
    "Rejected",
    /invalid input \(22P02\)/,
    1,
  ],
  [
    "a conflict about nothing that was asked",
    pgrst(409, "23505", "duplicate key"),
    "Rejected",
    /duplicate key/,
    1,
  ],
  [
    "too many requests",
    () => json({ message: "slow down" }, 429, { "retry-after": "0" }),
    "QuotaExceeded",
    /no more requests/,
    3,
  ],
  ["a full disk", pgrst(405, "25006"), "QuotaExceeded", /disk is full/, 3],
  ["a statement that took too long", pgrst(500, "57014"), "Unavailable", /57014/, 3],
  ["a transaction that lost", pgrst(409, "40001"), "Unavailable", /40001/, 3],
  [
    "a database that is away",
    pgrst(503, "PGRST001", "no connection"),
    "Unavailable",
    /no connection \(PGRST001\)/,
    3,
  ],
  ["a gateway in trouble", () => text(html, 502), "Unavailable", /failed: no reason was given \(502\)\./, 3],
  ["a gateway that grew tired", () => text("", 408), "Unavailable", /\(408\)/, 3],
  ["a gateway that waited", () => json("nonsense", 504), "Unavailable", /\(504\)/, 3],
  ["a page instead of an answer", () => text(html, 200), "Malformed", /not JSON/, 1],
  ["an empty answer", () => text("", 200), "Malformed", /no answer of idse_get/, 1],
  ["another answer", () => json({ documents: "none" }), "Malformed", /at documents/, 1],
];

describe("a refusal", () => {
  it.each(table)("%s", async (_, reply, tag, message, requests) => {
    const { failure, requests: sent } = await failureAfter(reply);
    expect(failure).toMatchObject({ _tag: tag, store: "supabase", operation: "get" });
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toMatch(/Cloudflare|\.\.$/);
    expect(sent).toBe(requests);
  });

  it("quotes no document in its cause", async () => {
    const details = "Failing row contains (secret plans).";
    const { failure } = await failureAfter(() => json({ code: "23514", message: "check", details }, 400));
    expect(failure.cause).toEqual({ status: 400, code: "23514", message: "check" });
  });

  it("says when to come again, in seconds or as a date, and is not asked before", async () => {
    const hour = 3_600_000;
    const date = new Date(Date.now() + hour).toUTCString();
    for (const header of ["3600", date]) {
      const { failure, requests } = await failureAfter(() => json({}, 429, { "retry-after": header }));
      if (failure._tag !== "QuotaExceeded") throw new Error(failure._tag);
      expect(Math.abs((failure.retryAfterMs ?? 0) - hour)).toBeLessThan(60_000);
      expect(requests).toBe(1);
    }
    const { failure } = await failureAfter(() => json({}, 429, { "retry-after": "soon" }));
    expect(failure).not.toHaveProperty("retryAfterMs");
  });
});

describe("a server that does not answer", () => {
  it("is unavailable, with the code of the system", async () => {
    const { failure, requests } = await failureAfter(() => {
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect refused"), { code: "ECONNREFUSED" }),
      });
    });
    expect(failure).toMatchObject({
      _tag: "Unavailable",
      code: "ECONNREFUSED",
      message: "Supabase cannot be reached: connect refused (ECONNREFUSED).",
    });
    expect(requests).toBe(3);
  });

  it("is unavailable where the answer breaks off, and its half is never read", async () => {
    const { failure } = await failureAfter(() => {
      const broken = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('{"documents":[null]'));
          controller.error(new Error("socket hang up"));
        },
      });
      return new Response(broken, { status: 200 });
    });
    expect(failure).toMatchObject({ _tag: "Unavailable" });
  });

  it("is given up after the deadline, and the request with it", async () => {
    let aborted = false;
    const { store, asked } = answering(() => new Promise(() => undefined), {
      deadlineMs: 5,
      retry: { attempts: 2, budgetMs: 1000, firstDelayMs: 1 },
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => {
            aborted = true;
            reject(init.signal?.reason);
          });
        }),
    });
    const failure = await Effect.runPromise(Effect.flip(store.get([ref])));
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "ETIMEDOUT" });
    expect(aborted).toBe(true);
    expect(asked).toEqual([]);
  });
});
