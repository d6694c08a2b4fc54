/** What the store makes of answers. */
import {
  type DesignStoreService,
  Malformed,
  newOperation,
  QuotaExceeded,
  Rejected,
  Unauthorized,
  Unavailable,
} from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { FirebaseDesignStore } from "../src/index.ts";
import {
  type Answer,
  answering,
  counterFields,
  counterName,
  documentAt,
  errorAnswer,
  found,
  listed,
  nothingThere,
  readTime,
  spec,
  specFields,
  specName,
} from "./answering.ts";

const failing = <A, E>(effect: Effect.Effect<A, E>): Promise<E> => Effect.runPromise(Effect.flip(effect));

/** The failure of reading one document that is answered so. */
const reading = async (...answers: ReadonlyArray<Answer>) =>
  failing((await answering(answers)).store.get([spec]));

const listing = async (since: string | undefined, ...answers: ReadonlyArray<Answer>) =>
  failing((await answering(answers)).store.heads({ project: "demo" }, since));

const making = (store: DesignStoreService, operation = newOperation()) =>
  store.commit([{ _tag: "Put", ref: spec, content: "text\n", expect: "absent" }], operation);

describe("a request", () => {
  it("goes to the database with the token of the moment", async () => {
    let asked = 0;
    const token = Effect.sync(() => Redacted.make(`token-${++asked}`));
    const { store, sent } = await answering([nothingThere], { token, database: "other" });
    await Effect.runPromise(Effect.all([store.get([spec]), store.get([spec])]));
    expect(sent.map(({ url }) => url)).toEqual([
      "https://firestore.googleapis.com/v1/projects/demo-idse/databases/other/documents:batchGet",
      "https://firestore.googleapis.com/v1/projects/demo-idse/databases/other/documents:batchGet",
    ]);
    expect(sent.map(({ init }) => new Headers(init.headers).get("authorization"))).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
    expect(sent[0]?.init.redirect).toBe("manual");
  });

  it("goes to another address where one is named, with or without a slash at its end", async () => {
    for (const endpoint of ["http://127.0.0.1:8080", "http://127.0.0.1:8080/"]) {
      const { store, sent } = await answering([nothingThere], { endpoint });
      await Effect.runPromise(store.get([spec]));
      expect(sent[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/v1\/projects\//);
    }
  });

  it("is given up after the deadline, and its connection with it", async () => {
    let signal: AbortSignal | null | undefined;
    const never = (init: RequestInit) => {
      signal = init.signal;
      return new Promise<Response>(() => {});
    };
    const { store } = await answering([never], { deadlineMs: 10 });
    const failure = await failing(store.get([spec]));
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "ETIMEDOUT" });
    expect(signal?.aborted).toBe(true);
  });

  it("is sent again where that may help, and not where it cannot", async () => {
    const retry = { attempts: 3, budgetMs: 1_000, firstDelayMs: 1 };
    const patient = await answering([errorAnswer(503, "UNAVAILABLE"), new Error("cut"), nothingThere], {
      retry,
    });
    expect(await Effect.runPromise(patient.store.get([spec]))).toMatchObject([{ _tag: "Missing" }]);
    const refused = await answering([errorAnswer(403, "PERMISSION_DENIED")], { retry });
    await failing(refused.store.get([spec]));
    expect([patient.sent.length, refused.sent.length]).toEqual([3, 1]);
  });

  const unusable: ReadonlyArray<readonly [Partial<FirebaseDesignStore.Options>, string]> = [
    [{ projectId: "a/b" }, "no id of a Google Cloud project"],
    [{ database: "x/../y" }, "no id of a Firestore database"],
    [{ tenant: "" }, "tenant"],
    [{ tenant: "\ud800" }, "tenant"],
    [{ endpoint: "localhost:8080" }, "no address of Firestore"],
  ];
  it.each(unusable)("is never sent with options such as %j", async (options, problem) => {
    const failure = await failing(
      FirebaseDesignStore.make({
        projectId: "demo-idse",
        tenant: "acme",
        token: Effect.succeed(Redacted.make("x")),
        ...options,
      }),
    );
    expect(failure).toBeInstanceOf(Rejected);
    expect(failure.message).toContain(problem);
  });
});

describe("an error", () => {
  const html = (status: number) => new Response("<html>no</html>", { status });
  const table: ReadonlyArray<readonly [what: string, answer: Answer, failure: unknown]> = [
    ["a token that is not accepted", errorAnswer(401, "UNAUTHENTICATED"), Unauthorized],
    ["an account that may not", errorAnswer(403, "PERMISSION_DENIED"), Unauthorized],
    ["a database that is not there", errorAnswer(404, "NOT_FOUND"), Rejected],
    ["a request it does not take", errorAnswer(400, "INVALID_ARGUMENT"), Rejected],
    ["a database in another mode", errorAnswer(400, "FAILED_PRECONDITION"), Rejected],
    ["contention", errorAnswer(409, "ABORTED"), Unavailable],
    ["a used-up quota", errorAnswer(429, "RESOURCE_EXHAUSTED"), QuotaExceeded],
    ["a fault of its own", errorAnswer(500, "INTERNAL"), Unavailable],
    ["a server that is down", errorAnswer(503, "UNAVAILABLE"), Unavailable],
    ["a deadline of its own", errorAnswer(504, "DEADLINE_EXCEEDED"), Unavailable],
    ["an error of no known kind", errorAnswer(418, "TEAPOT"), Malformed],
    ["a proxy's page instead of an error", html(502), Unavailable],
    ["a proxy's refusal", html(401), Unauthorized],
    ["a redirect", html(302), Malformed],
    ["a captive portal", html(200), Malformed],
    ["no connection", new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }), Unavailable],
  ];
  it.each(table)("of %s has its own tag", async (_what, answer, failure) => {
    expect(await reading(answer)).toBeInstanceOf(failure);
  });

  it("says in how long to try again, where it is told", async () => {
    const limited = (after: string) =>
      errorAnswer(429, "RESOURCE_EXHAUSTED", "slow down", { "retry-after": after });
    expect(await reading(limited("7"))).toMatchObject({ retryAfterMs: 7_000 });
    expect(await reading(limited("Wed, 21 Oct 2015 07:28:00 GMT"))).toMatchObject({ retryAfterMs: 0 });
    expect(await reading(limited("soon"))).not.toHaveProperty("retryAfterMs");
    expect(await reading(errorAnswer(429, "RESOURCE_EXHAUSTED"))).not.toHaveProperty("retryAfterMs");
  });

  it("is one too when it comes after a part of the answer", async () => {
    const cut = Response.json([
      { found: documentAt(specName, specFields(1)), readTime },
      { error: { code: 503, status: "UNAVAILABLE", message: "cut" } },
    ]);
    expect(await reading(cut)).toBeInstanceOf(Unavailable);
  });

  it("names the code of the system where there is no connection", async () => {
    const failure = await reading(new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } }));
    expect(failure).toMatchObject({
      code: "ECONNREFUSED",
      message: "Firestore cannot be reached: ECONNREFUSED",
    });
  });
});

describe("an answer that cannot be right", () => {
  const cutOff = () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(`[{"missing":"${specName}"`));
          controller.error(new Error("connection reset"));
        },
      }),
    );

  it("is no missing document where a document was left out", async () => {
    const failure = await reading(Response.json([{ readTime }]));
    expect(failure).toMatchObject({ _tag: "Malformed", path: specName });
  });

  it("is no missing document where it ends early", async () => {
    expect(await reading(new Response(`[{"missing":"${specName}"`))).toBeInstanceOf(Malformed);
    expect(await reading(async () => cutOff())).toBeInstanceOf(Unavailable);
  });

  const documents: ReadonlyArray<readonly [what: string, fields: ReturnType<typeof specFields>]> = [
    ["another text than its digest says", { ...specFields(1), content: { stringValue: "other\n" } }],
    ["another document than was asked for", { ...specFields(1), kind: { stringValue: "plan" } }],
    ["a document of another project", { ...specFields(1), project: { stringValue: "other" } }],
    ["a name that leaves its folder", { ...specFields(1), session: { stringValue: "../x" } }],
    ["a field that somebody else filled", { ...specFields(1), seq: { stringValue: "1" } }],
    ["no text", { ...specFields(1), content: { nullValue: null } }],
  ];
  it.each(documents)("is no content where it holds %s", async (_what, fields) => {
    const failure = await reading(found(specName, fields));
    expect(failure).toMatchObject({ _tag: "Malformed", path: specName });
  });

  const rest = { ...counterFields(9), project: { stringValue: "other" } };
  const listings: ReadonlyArray<readonly [string, string | undefined, ReadonlyArray<Response>]> = [
    ["is empty without a word", undefined, [Response.json([])]],
    ["has no counter at its end", undefined, [listed(documentAt(specName, specFields(1))), listed()]],
    ["repeats itself", undefined, [listed(documentAt(specName, specFields(1)))]],
    [
      "goes backwards",
      undefined,
      [listed(documentAt(specName, specFields(5)), documentAt(`${specName}x`, specFields(3)))],
    ],
    [
      "has a counter that is behind",
      undefined,
      [listed(documentAt(specName, specFields(5)), documentAt(counterName, counterFields(4)))],
    ],
    ["has another project's counter", undefined, [listed(documentAt(counterName, rest))]],
    ["is of a store that was set back", "7@c0ffee", [listed()]],
  ];
  it.each(listings)("is no listing where it %s", async (_what, since, answers) => {
    expect(await listing(since, ...answers)).toBeInstanceOf(Malformed);
  });

  it("is a listing where it ends with the counter, however small its pages", async () => {
    const { store, sent } = await answering([
      listed(documentAt(specName, specFields(3))),
      listed(documentAt(counterName, counterFields(4))),
    ]);
    const { heads, cursor } = await Effect.runPromise(store.heads({ project: "demo" }));
    expect(heads.map(({ ref }) => ref)).toEqual([spec]);
    expect(cursor).toBe("4@c0ffee");
    expect(sent.length).toBe(2);
  });

  it("is one where nothing is new and the counter says so", async () => {
    const { store } = await answering([listed(documentAt(counterName, counterFields(4)))]);
    expect(await Effect.runPromise(store.heads({ project: "demo" }, "4@c0ffee"))).toEqual({
      heads: [],
      cursor: "4@c0ffee",
    });
  });

  it("is none where one session is listed without the counter", async () => {
    const { store } = await answering([listed(documentAt(specName, specFields(3)))]);
    expect(await failing(store.heads({ project: "demo", sessions: ["alpha"] }))).toBeInstanceOf(Malformed);
  });
});

describe("a commit", () => {
  const times = (count: number) =>
    Response.json({ writeResults: Array.from({ length: count }, () => ({ updateTime: readTime })) });

  it("does not know what became of it where no answer came", async () => {
    const { store } = await answering([nothingThere, new Error("reset")]);
    const failure = await failing(making(store));
    expect(failure).toBeInstanceOf(Unavailable);
    expect(failure.message).toContain("Whether it was written is not known");
  });

  const remembering =
    (operation: string, heads: unknown) =>
    async ({ body }: RequestInit): Promise<Response> => {
      const { documents } = JSON.parse(String(body));
      const fields = { operation: { stringValue: operation }, heads: { stringValue: JSON.stringify(heads) } };
      return Response.json(
        documents.map((name: string) =>
          name.includes("idseOperations") ? { found: documentAt(name, fields) } : { missing: name },
        ),
      );
    };
  const remembered = [{ ref: spec, seq: 1, digest: "sha256:x", removed: false }];
  const head = { ref: spec, revision: `1@${readTime}`, digest: "sha256:x", removed: false };

  const unreadable: ReadonlyArray<readonly [string, Response]> = [
    ["is no JSON", new Response("{")],
    ["tells of too few writes", times(2)],
  ];
  it.each(unreadable)("reads back where the answer %s", async (_what, answer) => {
    const operation = newOperation();
    const done = await answering([nothingThere, answer, remembering(operation, remembered)]);
    expect((await Effect.runPromise(making(done.store, operation))).heads).toEqual([head]);
    const undone = await answering([nothingThere, answer, nothingThere]);
    expect(await failing(making(undone.store, operation))).toBeInstanceOf(Malformed);
  });

  it("takes no other operation's memory for its own, and no memory that somebody bent", async () => {
    const operation = newOperation();
    const bent = [{ ...remembered[0], ref: { ...spec, session: "../x" } }];
    for (const answer of [remembering("other", remembered), remembering(operation, bent)])
      expect(await failing(making((await answering([answer])).store, operation))).toBeInstanceOf(Malformed);
  });

  it("gives up where others are always faster, and says that nothing was written", async () => {
    const alternating = (init: RequestInit) =>
      String(init.body).startsWith('{"writes"')
        ? Promise.resolve(errorAnswer(409, "ABORTED"))
        : nothingThere(init);
    const { store } = await answering([alternating]);
    const failure = await failing(making(store));
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "ABORTED" });
    expect(failure.message).toContain("Nothing was written");
  });

  it("is refused at once where the account may not write", async () => {
    const { store, sent } = await answering([nothingThere, errorAnswer(403, "PERMISSION_DENIED")]);
    expect(await failing(making(store))).toBeInstanceOf(Unauthorized);
    expect(sent.length).toBe(2);
  });
});
