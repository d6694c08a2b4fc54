/** What an upstream says is never believed: names, digests, order and completeness are checked at the door. */
import { digestOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { announcement, errorResult, quickly, type Reply, reaching, upstream, using } from "./upstream.ts";

const spec = { project: "shop", session: "checkout", kind: "spec" } as const;
const plan = { ...spec, kind: "plan" } as const;
const put = { _tag: "Put", ref: spec, content: "# Spec\n", expect: "absent" } as const;

const head = (ref: object, more: object = {}) => ({
  ref,
  revision: "1",
  digest: digestOf("# Spec\n"),
  removed: false,
  ...more,
});
const present = (ref: object, content: string) => ({
  state: "present",
  ref,
  revision: "1",
  digest: digestOf(content),
  content,
});
const page = (heads: ReadonlyArray<object>, next: string | null = null, cursor = "1") => ({
  heads,
  cursor,
  next,
});

const failureOf = (reply: Reply, ask: "get" | "heads" | "commit", announced: unknown = announcement) =>
  using(reaching(upstream(() => (reply instanceof Response ? reply.clone() : reply), announced)), (store) => {
    const asked = {
      get: () => store.get([spec]),
      heads: () => store.heads({ project: "shop" }),
      commit: () => store.commit([put], "op-1"),
    }[ask]();
    return Effect.flip(asked as Effect.Effect<unknown, { readonly _tag: string; readonly message: string }>);
  });

describe("a listing", () => {
  it("is read page by page, the first page's cursor kept", async () => {
    const pages = [
      page([head(spec)], "p2", "7"),
      page([head(plan)], "p3", "8"),
      page([head({ ...spec, kind: "tasks" })], null, "9"),
    ];
    const there = upstream((_, count) => pages[count - 1] ?? page([]));
    const { heads, cursor } = await using(reaching(there), (store) => store.heads({ project: "shop" }, "3"));
    expect(heads.map(({ ref }) => ref.kind)).toEqual(["spec", "plan", "tasks"]);
    expect(cursor).toBe("7");
    expect(there.calls.map(({ input }) => input)).toEqual([
      { project: "shop", since: "3" },
      { project: "shop", since: "3", page: "p2" },
      { project: "shop", since: "3", page: "p3" },
    ]);
  });

  it("believes the later page about a document that is on two", async () => {
    const there = upstream((_, count) =>
      count === 1 ? page([head(spec), head(plan)], "p2") : page([head(spec, { revision: "2" })]),
    );
    const { heads } = await using(reaching(there), (store) => store.heads({ project: "shop" }));
    expect(heads.map(({ ref, revision }) => [ref.kind, revision])).toEqual([
      ["spec", "2"],
      ["plan", "1"],
    ]);
  });

  it.each<[string, Reply]>([
    ["that does not say whether it goes on", { heads: [], cursor: "1" }],
    ["without a cursor", { heads: [], next: null }],
    ["of another project", page([head({ ...spec, project: "other" })])],
    ["with a hostile session", page([head({ ...spec, session: "../../etc" })])],
    ["with a hostile claim", page([head({ ...spec, kind: "claim/../x" })])],
    ["with a digest that is none", page([head(spec, { digest: "sha256:abc" })])],
    ["with a removed document where none was asked for", page([head(spec, { removed: true })])],
    ["that leads in a circle", page([], "again")],
    ["that is an answer to something else", { documents: [] }],
    ["that is a conflict", errorResult({ code: "conflict", message: "no", refs: [spec] })],
  ])("%s is malformed", async (_, reply) => {
    expect((await failureOf(reply, "heads"))._tag).toBe("Malformed");
  });
});

describe("documents", () => {
  it("are asked for in batches, each once, and given in the order asked", async () => {
    const there = upstream(({ input }) => ({
      documents: (input.refs as ReadonlyArray<{ kind: string }>).map((ref) => present(ref, `${ref.kind}\n`)),
    }));
    const refs = ["intent", "spec", "plan", "tasks", "intent"].map(
      (kind) => ({ ...spec, kind }) as typeof spec,
    );
    const found = await using(reaching(there), (store) => store.get(refs));
    expect(found.map((one) => one._tag === "StoredDocument" && one.content)).toEqual([
      "intent\n",
      "spec\n",
      "plan\n",
      "tasks\n",
      "intent\n",
    ]);
    expect(there.calls.map(({ input }) => (input.refs as []).length)).toEqual([3, 1]);
  });

  it("that were put off are asked for again", async () => {
    const there = upstream(({ input }) => {
      const [first, ...others] = input.refs as ReadonlyArray<object>;
      return {
        documents: [present(first as object, "text\n"), ...others.map((ref) => ({ state: "deferred", ref }))],
      };
    });
    const found = await using(reaching(there), (store) => store.get([spec, plan]));
    expect(found.map(({ _tag, ref }) => [_tag, ref.kind])).toEqual([
      ["StoredDocument", "spec"],
      ["StoredDocument", "plan"],
    ]);
    expect(there.calls).toHaveLength(2);
  });

  it.each<[string, Reply]>([
    ["fewer than asked for", { documents: [] }],
    ["others than asked for", { documents: [present(plan, "text\n")] }],
    ["with another digest", { documents: [{ ...present(spec, "text\n"), content: "changed\n" }] }],
    ["all put off", { documents: [{ state: "deferred", ref: spec }] }],
    ["in an unknown state", { documents: [{ state: "elsewhere", ref: spec }] }],
    ["with a hostile name", { documents: [{ state: "missing", ref: { ...spec, project: "a/b" } }] }],
  ])("%s are malformed", async (_, reply) => {
    expect((await failureOf(reply, "get"))._tag).toBe("Malformed");
  });
});

describe("the answer to a commit", () => {
  it.each<[string, Reply]>([
    ["that says nothing of the change", { heads: [] }],
    ["about another document", { heads: [head(plan)] }],
    ["that says removed of what was put", { heads: [head(spec, { removed: true })] }],
    ["with the digest of another text", { heads: [head(spec, { digest: digestOf("other\n") })] }],
    [
      "that is a conflict about another document",
      errorResult({ code: "conflict", message: "no", refs: [plan] }),
    ],
    ["that is a conflict about none", errorResult({ code: "conflict", message: "no" })],
    ["that failed without saying how", { isError: true, content: [{ type: "text", text: "oops" }] }],
  ])("%s is malformed", async (_, reply) => {
    expect((await failureOf(reply, "commit"))._tag).toBe("Malformed");
  });

  it("may have another digest where the upstream does not keep bytes", async () => {
    const loose = { ...announcement, capabilities: { ...announcement.capabilities, byteExact: false } };
    const there = upstream(() => ({ heads: [head(spec, { digest: digestOf("rendered\n") })] }), loose);
    const result = await using(reaching(there), (store) => store.commit([put], "op-1"));
    expect(result.heads[0]?.digest).toBe(digestOf("rendered\n"));
  });
});

describe("a failure", () => {
  it.each([
    ["conflict", "RevisionConflict"],
    ["rejected", "Rejected"],
    ["unauthorized", "Unauthorized"],
    ["quota", "QuotaExceeded"],
    ["malformed", "Malformed"],
    ["unavailable", "Unavailable"],
  ])("with the code %s is %s", async (code, tag) => {
    const failure = await failureOf(errorResult({ code, message: "Told.", refs: [spec] }), "commit");
    expect(failure._tag).toBe(tag);
  });

  it.each([
    [401, "Unauthorized"],
    [403, "Unauthorized"],
    [404, "Rejected"],
    [413, "Rejected"],
    [418, "Rejected"],
    [302, "Rejected"],
    [429, "QuotaExceeded"],
    [500, "Unavailable"],
    [503, "Unavailable"],
  ])("over HTTP with the status %d is %s", async (status, tag) => {
    const reply = new Response("<html>", { status, headers: { location: "https://elsewhere.example/" } });
    expect((await failureOf(reply, "get"))._tag).toBe(tag);
  });

  it("is malformed where a page answers instead of MCP", async () => {
    const reply = new Response("<html>Sign in</html>", { headers: { "content-type": "text/html" } });
    expect((await failureOf(reply, "get"))._tag).toBe("Malformed");
  });

  it("is malformed where the answer breaks off inside its JSON", async () => {
    const reply = new Response('{"jsonrpc":"2.0","id":1,"res', {
      headers: { "content-type": "application/json" },
    });
    expect((await failureOf(reply, "get"))._tag).toBe("Malformed");
  });

  it("of a quota waits as long as the upstream asks", async () => {
    const there = upstream((_, count) =>
      count === 1
        ? new Response("", { status: 429, headers: { "retry-after": "3600" } })
        : { documents: [{ state: "missing", ref: spec }] },
    );
    const failure = await using(reaching(there, { retry: { ...quickly, budgetMs: 10 } }), (store) =>
      Effect.flip(store.get([spec])),
    );
    expect(failure).toMatchObject({ _tag: "QuotaExceeded", retryAfterMs: 3_600_000 });
    expect(there.calls).toHaveLength(1);
  });
});
