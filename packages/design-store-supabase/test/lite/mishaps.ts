import { inspect } from "node:util";
import { newOperation } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import { migrations, SupabaseDesignStore } from "../../src/index.ts";
import { credential, hurried, newTenant, optionsOf } from "../instance.ts";
import { unanswered } from "../unanswered.ts";
import { commit, documentRef, failureOf, project, put, run, type Started, storeOf } from "./words.ts";

export const mishaps = (started: Started): void => {
  const versionOf = async (tenant: string) =>
    (await started().sql(`select version::int from idse_documents where tenant = '${tenant}'`))[0]?.version;

  describe("a commit whose answer is lost", () => {
    it("is sent again, answered as the first time, and written once", async () => {
      const tenant = newTenant();
      const { fetch, loseNextAnswer, commits } = unanswered();
      const store = await storeOf(started(), tenant, { fetch });
      loseNextAnswer();
      const { heads } = await run(commit(store, put("1\n")));
      expect(commits()).toBe(2);
      expect(await versionOf(tenant)).toBe(1);
      expect((await run(store.heads({ project }))).heads).toEqual(heads);
    });

    it("is told for unknown where no answer ever comes, and succeeds later under the same operation", async () => {
      const tenant = newTenant();
      const { fetch, loseNextAnswer, commits } = unanswered();
      const store = await storeOf(started(), tenant, { fetch });
      const operation = newOperation();
      loseNextAnswer(hurried.attempts);
      const failure = await failureOf(store.commit([put("1\n")], operation));
      expect(failure).toMatchObject({
        _tag: "Unavailable",
        code: "UND_ERR_SOCKET",
        message: expect.stringContaining("Whether the change was written is not known"),
      });
      expect(commits()).toBe(3);
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content: "1\n" }]);
      const { heads } = await run(store.commit([put("1\n")], operation));
      expect(await versionOf(tenant)).toBe(1);
      expect((await run(store.heads({ project }))).heads).toEqual(heads);
    });
  });

  describe("a check", () => {
    const checked = (more: Partial<SupabaseDesignStore.Options> = {}) =>
      run(SupabaseDesignStore.check(optionsOf(started(), newTenant(), more), { project }));
    const outcomes = (checks: Awaited<ReturnType<typeof checked>>) => checks.map(({ outcome }) => outcome);

    it("passes where everything is there, and leaves no document", async () => {
      const tenant = newTenant();
      const checks = await run(SupabaseDesignStore.check(optionsOf(started(), tenant), { project }));
      expect(outcomes(checks)).toEqual(["passed", "passed", "passed", "passed"]);
      expect((await run((await storeOf(started(), tenant)).heads({ project }))).heads).toEqual([]);
    });

    it("says how to get a token where the one given is not enough", async () => {
      const checks = await checked({ token: credential(started().tokenOf({})) });
      expect(outcomes(checks)).toEqual(["failed", "not-run", "not-run", "not-run"]);
      expect(checks[0]).toMatchObject({
        message: expect.stringContaining("no claim tenant_id"),
        hint: expect.stringContaining("docs/stores/supabase.md"),
      });
    });

    it("says which command prints the SQL where it was not run", async () => {
      await started().sql("drop function idse_about()");
      try {
        const checks = await checked();
        expect(outcomes(checks)).toEqual(["passed", "failed", "not-run", "not-run"]);
        expect(checks[1]?.hint).toContain("idse store migrate --print");
      } finally {
        for (const { sql } of migrations) await started().sql(sql);
      }
    });

    it("says so where an older migration was run", async () => {
      await started().sql(
        `create or replace function idse_about() returns jsonb language sql stable
         as $$ select jsonb_build_object('migration', 0, 'tenant', idse_tenant()) $$`,
      );
      try {
        const checks = await checked();
        expect(outcomes(checks)).toEqual(["passed", "failed", "not-run", "not-run"]);
        expect(checks[1]?.hint).toContain("idse store migrate --print");
      } finally {
        for (const { sql } of migrations) await started().sql(sql);
      }
    });

    it("says what to look at where nobody answers, and where the address is none", async () => {
      const nobody = await checked({ url: "http://127.0.0.1:1" });
      expect(nobody[0]).toMatchObject({ outcome: "failed", hint: expect.stringContaining("address") });
      const nowhere = await checked({ url: "not an address" });
      expect(nowhere[0]).toMatchObject({ outcome: "failed", message: expect.stringContaining("https://") });
    });
  });

  it("no failure shows the key or the token, however it is printed", async () => {
    const { tokenOf, url } = started();
    const canary = "CANARY";
    const key = `sb_publishable_${canary}`;
    const tokens = [
      tokenOf({ tenant_id: "x", canary: canary.repeat(20) }, "forged"),
      tokenOf({ canary: canary.repeat(20) }),
      `${canary}\n`,
      canary,
    ];
    /** Says everything back that it was told, as a careless server would. */
    const echo: typeof globalThis.fetch = async (_, init) => {
      const headers = JSON.stringify(init?.headers);
      return Response.json(
        { code: headers, message: headers, details: headers, hint: headers },
        { status: 400 },
      );
    };
    const throwing: typeof globalThis.fetch = async (_, init) => {
      throw new TypeError(`cannot send ${JSON.stringify(init?.headers)}`);
    };
    const printed: Array<string> = [];
    for (const token of tokens)
      for (const fetch of [globalThis.fetch, echo, throwing]) {
        const options = {
          ...optionsOf(started(), "unused"),
          url,
          fetch,
          key: credential(key),
          token: credential(token),
        };
        const store = await run(SupabaseDesignStore.make(options));
        const failures = [
          await failureOf(store.get([documentRef()])),
          await failureOf(store.heads({ project })),
          await failureOf(commit(store, put("x\n"))),
          ...(await run(SupabaseDesignStore.check(options, { project }))),
          options,
        ];
        for (const failure of failures)
          printed.push(
            JSON.stringify(failure),
            String(failure),
            inspect(failure, { depth: 20, showHidden: true }),
            ...("message" in failure ? [failure.message] : []),
          );
      }
    expect(printed.length).toBeGreaterThan(200);
    // Their beginnings too: a text that is cut may be cut inside of one.
    const secrets = [key, ...tokens.map((token) => token.trim())].map((secret) => secret.slice(0, 24));
    for (const text of printed) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(printed.join("\n")).toContain("<redacted>");
  });
};
