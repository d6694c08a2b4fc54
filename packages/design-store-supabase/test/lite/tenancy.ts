import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { migrations, SupabaseDesignStore } from "../../src/index.ts";
import { credential, newTenant, optionsOf } from "../instance.ts";
import {
  commit,
  documentRef,
  failureOf,
  project,
  put,
  remove,
  revisionAfter,
  run,
  type Started,
  storeOf,
} from "./words.ts";

const tables = ["idse_documents", "idse_operations", "idse_tenants"];

const functions: Readonly<Record<string, unknown>> = {
  idse_tenant: {},
  idse_about: {},
  idse_get: { refs: JSON.stringify([documentRef()]) },
  idse_heads: { scope: JSON.stringify({ project }), since: null, after: null, page: 10 },
  idse_commit: { changes: "[]", operation_id: "forbidden" },
};

export const tenancy = (started: Started): void => {
  /** A request as anybody could make one, past the client. */
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(`${started().url}/rest/v1/${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.text() };
  };
  const asMember = (tenant: string) => ({
    apikey: started().publishableKey,
    authorization: `Bearer ${started().tokenOf({ tenant_id: tenant })}`,
  });
  const outsiders = (): Readonly<Record<string, Record<string, string>>> => ({
    "nobody, with the publishable key": { apikey: started().publishableKey },
    "the secret key": { apikey: started().secretKey },
    "somebody without a tenant": {
      apikey: started().publishableKey,
      authorization: `Bearer ${started().tokenOf({})}`,
    },
    "somebody whose tenant is empty": {
      apikey: started().publishableKey,
      authorization: `Bearer ${started().tokenOf({ tenant_id: "" })}`,
    },
  });
  const rowsOf = (tenant: string) =>
    started().sql(
      `select to_jsonb(one) as row from idse_documents as one where tenant = '${tenant}'
       union all select to_jsonb(one) from idse_operations as one where tenant = '${tenant}'
       union all select to_jsonb(one) from idse_tenants as one where tenant = '${tenant}'`,
    );

  describe("a tenant", () => {
    it("sees, changes and removes nothing of another", async () => {
      const [mine, theirs] = [newTenant(), newTenant()];
      const [own, other] = await Promise.all([storeOf(started(), mine), storeOf(started(), theirs)]);
      const theirPlan = await revisionAfter(other, put("1\n", null, documentRef("plan")));
      await run(commit(other, put("2\n", theirPlan, documentRef("plan"))));
      const before = await rowsOf(theirs);
      const revision = await revisionAfter(own, put("mine\n"));
      expect(await rowsOf(theirs)).toEqual(before);
      expect(await run(other.get([documentRef()]))).toMatchObject([{ _tag: "Missing" }]);
      expect((await run(other.heads({ project }))).heads).toMatchObject([{ ref: documentRef("plan") }]);
      for (const change of [put("theirs\n", revision), remove(revision)])
        expect((await failureOf(commit(other, change)))._tag).toBe("RevisionConflict");
      await run(commit(other, put("theirs\n")));
      expect(await run(own.get([documentRef()]))).toMatchObject([{ content: "mine\n", revision }]);
    });

    it("cannot use the cursor of another, nor a revision of the same number", async () => {
      const [own, other] = await Promise.all([
        storeOf(started(), newTenant()),
        storeOf(started(), newTenant()),
      ]);
      const [mine] = await Promise.all([
        revisionAfter(own, put("mine\n")),
        revisionAfter(other, put("theirs\n")),
      ]);
      const { cursor } = await run(own.heads({ project }));
      expect(await failureOf(other.heads({ project }, cursor))).toMatchObject({
        _tag: "Rejected",
        message: expect.stringContaining("This cursor is not of this store"),
      });
      expect((await failureOf(commit(other, put("mine too\n", mine))))._tag).toBe("RevisionConflict");
    });

    it("cannot repeat the operation of another", async () => {
      const [own, other] = await Promise.all([
        storeOf(started(), newTenant()),
        storeOf(started(), newTenant()),
      ]);
      await run(own.commit([put("mine\n")], "one and the same"));
      await run(other.commit([put("theirs\n")], "one and the same"));
      expect(await run(other.get([documentRef()]))).toMatchObject([{ content: "theirs\n" }]);
    });

    it("is named by the token, whatever a body says", async () => {
      const [mine, theirs] = [newTenant(), newTenant()];
      const forged = { tenant: theirs, tenant_id: theirs };
      const change = {
        ...forged,
        ...documentRef(),
        expect: null,
        digest: `sha256:${"0".repeat(64)}`,
        encoding: "plain",
        content: "forged\n",
        removed: false,
      };
      const body = { changes: JSON.stringify([change]), operation_id: "forged" };
      expect((await ask("POST", "rpc/idse_commit", asMember(mine), body)).status).toBe(200);
      expect(await rowsOf(theirs)).toEqual([]);
      const scope = { scope: JSON.stringify({ project, ...forged }), since: null, after: null, page: 10 };
      const listed = await ask("POST", "rpc/idse_heads", asMember(theirs), scope);
      expect(JSON.parse(listed.body)).toMatchObject({ cursor: "0", count: 0, heads: [] });
      for (const name of ["tenant", "tenant_id"])
        expect(
          (await ask("POST", "rpc/idse_commit", asMember(mine), { ...body, [name]: theirs })).status,
        ).toBe(404);
    });
  });

  describe("without a tenant", () => {
    it("no function answers anybody, and each says why", async () => {
      for (const [who, headers] of Object.entries(outsiders()))
        for (const [name, body] of Object.entries(functions)) {
          const answer = await ask("POST", `rpc/${name}`, headers, body);
          expect([who, name, answer.status]).toEqual([who, name, who.startsWith("nobody") ? 401 : 403]);
          expect(answer.body).toMatch(/permission denied for function|has no claim tenant_id/);
        }
    });

    it("the client says which of them it is", async () => {
      const { tokenOf, secretKey } = started();
      const why = async (more: Partial<SupabaseDesignStore.Options>) => {
        const store = await storeOf(started(), "unused", more);
        const failures = await Promise.all([
          failureOf(store.get([documentRef()])),
          failureOf(store.heads({ project })),
          failureOf(commit(store, put("x\n"))),
        ]);
        expect(failures.map(({ _tag }) => _tag)).toEqual(["Unauthorized", "Unauthorized", "Unauthorized"]);
        return failures[0].message;
      };
      const expired = tokenOf({ tenant_id: "x", exp: Math.floor(Date.now() / 1000) - 60 });
      expect(await why({ token: credential("") })).toMatch(/There is no token/);
      expect(await why({ token: credential(tokenOf({})) })).toMatch(/no claim tenant_id/);
      expect(await why({ token: credential(expired) })).toMatch(/The token has expired/);
      expect(await why({ token: credential(tokenOf({ tenant_id: "x" }, "forged")) })).toMatch(
        /The token is not accepted.*signed by this project/,
      );
      expect(await why({ token: credential(tokenOf({ tenant_id: "x", role: "anon" })) })).toMatch(
        /The role of this token/,
      );
      expect(await why({ token: credential(tokenOf({ tenant_id: "x", role: "service_role" })) })).toMatch(
        /The role of this token/,
      );
      expect(await why({ key: credential("sb_publishable_of_another_project") })).toMatch(
        /The key is not accepted/,
      );
      expect(await why({ key: credential(secretKey), token: credential(tokenOf({})) })).toMatch(
        /no claim tenant_id|The role of this token/,
      );
    });
  });

  describe("the tables", () => {
    /** What each of these people may not do, and that it leaves no trace. */
    const tryToWrite = async (statuses: ReadonlyArray<number>) => {
      const tenant = newTenant();
      await run(commit(await storeOf(started(), tenant), put("kept\n")));
      const before = await rowsOf(tenant);
      expect(before).toHaveLength(3);
      const people = { ...outsiders(), "a member": asMember(tenant) };
      for (const [who, headers] of Object.entries(people))
        for (const table of tables)
          for (const [method, path, body] of [
            ["POST", table, { tenant }],
            ["PATCH", `${table}?tenant=eq.${tenant}`, { tenant: "elsewhere" }],
            ["DELETE", `${table}?tenant=eq.${tenant}`, undefined],
          ] as const) {
            const { status } = await ask(method, path, headers, body);
            expect(statuses).toContain(status);
            expect([who, method, table, await rowsOf(tenant)]).toEqual([who, method, table, before]);
          }
    };

    it("take no write from anybody", () => tryToWrite([401, 403]));

    it("are read by members alone, and each reads their own", async () => {
      const [mine, theirs] = [newTenant(), newTenant()];
      for (const tenant of [mine, theirs]) await run(commit(await storeOf(started(), tenant), put("kept\n")));
      const own = await ask("GET", "idse_documents?select=tenant", asMember(mine));
      expect(JSON.parse(own.body)).toEqual([{ tenant: mine }]);
      expect((await ask("GET", "idse_operations?select=tenant", asMember(mine))).status).toBe(403);
      for (const headers of Object.values(outsiders()))
        for (const table of tables) {
          const { status, body } = await ask("GET", `${table}?select=tenant`, headers);
          expect([401, 403]).toContain(status);
          expect(body).not.toMatch(new RegExp(`${mine}|${theirs}`));
        }
    });

    it("hold by row-level security alone where somebody has granted them", async () => {
      const { sql } = started();
      await sql("grant all on idse_documents, idse_operations, idse_tenants to anon, authenticated");
      try {
        const [mine, theirs] = [newTenant(), newTenant()];
        for (const tenant of [mine, theirs])
          await run(commit(await storeOf(started(), tenant), put("kept\n")));
        const before = [await rowsOf(mine), await rowsOf(theirs)];
        for (const table of tables) {
          const inserted = await ask("POST", table, asMember(mine), { tenant: mine });
          expect([table, inserted.status]).toEqual([table, 403]);
          for (const tenant of [mine, theirs]) {
            await ask("PATCH", `${table}?tenant=eq.${tenant}`, asMember(mine), { tenant: mine });
            await ask("DELETE", `${table}?tenant=eq.${tenant}`, asMember(mine));
          }
          const seen = JSON.parse((await ask("GET", `${table}?select=tenant`, asMember(mine))).body);
          expect([table, seen]).toEqual([table, table === "idse_operations" ? [] : [{ tenant: mine }]]);
        }
        expect([await rowsOf(mine), await rowsOf(theirs)]).toEqual(before);
      } finally {
        for (const migration of migrations) await sql(migration.sql);
      }
      await tryToWrite([401, 403]);
    });
  });

  it("tells a check which tenant it is for", async () => {
    const tenant = newTenant();
    const [credentials] = await Effect.runPromise(
      SupabaseDesignStore.check(optionsOf(started(), tenant), { project }),
    );
    expect(credentials?.message).toContain(tenant);
  });
};
