import { Unauthorized } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { SupabaseDesignStore } from "../src/index.ts";
import { answering, json } from "./answers.ts";
import { credential } from "./instance.ts";

const ref = { project: "shop", session: "checkout", kind: "spec" } as const;
const nothing = () => json({ documents: [null] });

describe("the address", () => {
  const asked = async (url: string) => {
    const { store, asked: requests } = answering(nothing, { url });
    await Effect.runPromise(store.get([ref]));
    return requests[0]?.url;
  };

  it("of a project leads to its REST interface, and any other is taken as it is", async () => {
    expect(await asked("https://abc.supabase.co")).toBe("https://abc.supabase.co/rest/v1/rpc/idse_get");
    expect(await asked("https://abc.supabase.co/")).toBe("https://abc.supabase.co/rest/v1/rpc/idse_get");
    expect(await asked("https://abc.supabase.co/rest/v1/")).toBe(
      "https://abc.supabase.co/rest/v1/rpc/idse_get",
    );
    expect(await asked("http://10.0.0.1:3000/api?x=1#y")).toBe("http://10.0.0.1:3000/api/rpc/idse_get");
  });

  it("is refused where it is none, or holds a password that it then never shows", async () => {
    const refused = (url: string) =>
      Effect.runPromise(
        Effect.flip(SupabaseDesignStore.make({ url, key: credential("k"), token: credential("t") })),
      );
    for (const url of ["", "abc.supabase.co", "file:///etc/passwd", "postgres://u:p@h/db"])
      expect((await refused(url))._tag).toBe("Rejected");
    const failure = await refused("https://me:hunter2@abc.supabase.co");
    expect(failure).toMatchObject({ _tag: "Rejected", message: expect.stringContaining("password") });
    expect(JSON.stringify(failure)).not.toContain("hunter2");
  });
});

describe("a request", () => {
  it("carries key and token in headers alone, names the schema, and follows no redirect", async () => {
    const { store, asked } = answering(nothing, { schema: "documents" });
    await Effect.runPromise(store.get([ref]));
    const [request] = asked;
    expect(request?.headers.get("apikey")).toBe("sb_publishable_x");
    expect(request?.headers.get("authorization")).toBe("Bearer aaa.bbb.ccc");
    expect(request?.headers.get("content-profile")).toBe("documents");
    expect(request?.redirect).toBe("manual");
    expect(`${request?.url}${JSON.stringify(request?.body)}`).not.toMatch(/sb_publishable_x|aaa\.bbb/);
  });

  it("has no key where there is none", async () => {
    const { store, asked } = answering(nothing, { key: credential("") });
    await Effect.runPromise(store.get([ref]));
    expect(asked[0]?.headers.has("apikey")).toBe(false);
  });

  it("asks for the token anew each time, so that one may expire", async () => {
    let tokens = 0;
    const token = Effect.sync(() => {
      tokens += 1;
      return Redacted.make(`token.${tokens}`);
    });
    const { store, asked } = answering((_, count) => (count === 1 ? json({}, 503) : nothing()), { token });
    await Effect.runPromise(store.get([ref]));
    expect(asked.map(({ headers }) => headers.get("authorization"))).toEqual([
      "Bearer token.1",
      "Bearer token.2",
    ]);
  });

  it("is not sent without a token, nor with one that a header cannot carry", async () => {
    const none = Effect.fail(new Unauthorized({ store: "supabase", operation: "open", message: "none" }));
    for (const token of [
      none,
      credential(""),
      credential("two words"),
      credential("line\nend"),
      credential("ключ"),
    ]) {
      const { store, asked } = answering(nothing, { token });
      const failure = await Effect.runPromise(Effect.flip(store.get([ref])));
      expect(failure._tag).toBe("Unauthorized");
      expect(failure.message).not.toMatch(/two words|line\nend|ключ/);
      expect(asked).toEqual([]);
    }
  });

  it("is not sent for names that may not exist, nor for nothing", async () => {
    const { store, asked } = answering(nothing);
    const unsafe = { ...ref, session: "../x" };
    const change = { _tag: "Put", ref: unsafe, content: "x", expect: "absent" } as const;
    const refused = [
      Effect.asVoid(store.get([ref, unsafe])),
      Effect.asVoid(store.heads({ project: ".." })),
      Effect.asVoid(store.commit([change], "o")),
    ];
    for (const effect of refused)
      expect(await Effect.runPromise(Effect.flip(effect))).toMatchObject({ _tag: "Rejected" });
    expect(await Effect.runPromise(store.get([]))).toEqual([]);
    expect(asked).toEqual([]);
  });
});
