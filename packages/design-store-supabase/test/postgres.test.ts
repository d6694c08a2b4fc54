/**
 * The same claims against a real PostgreSQL with many connections, behind the same lite server, when somebody gives
 * one: IDSE_TEST_POSTGRES_URL, a superuser on a server that may be thrown away. It makes a database of its own there.
 */
import { randomUUID } from "node:crypto";
import { type DesignStoreService, newOperation } from "@idse/design-store";
import { designStoreContract } from "@idse/design-store-testkit";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import * as Effect from "effect/Effect";
import postgres from "postgres";
import { contractOptions, layerOf } from "./contractOptions.ts";
import { type Instance, newTenant, startLite } from "./instance.ts";
import { claims } from "./lite/index.ts";
import { commit, documentRef, project, put, revisionAfter, run, storeOf } from "./lite/words.ts";

const server = process.env.IDSE_TEST_POSTGRES_URL;

const onPostgres = (serverUrl: string): void => {
  const database = `idse_test_${randomUUID().replaceAll("-", "")}`;
  const databaseUrl = URL.parse(serverUrl);
  if (databaseUrl === null) throw new Error("IDSE_TEST_POSTGRES_URL is no URL");
  databaseUrl.pathname = `/${database}`;
  const server = postgres(serverUrl, { max: 1 });
  const owner = postgres(databaseUrl.href, { max: 2 });
  let instance: Instance;
  const started = () => instance;

  beforeAll(async () => {
    await server.unsafe(`create database ${database}`);
    instance = await startLite(databaseUrl.href);
  });
  afterAll(async () => {
    await instance.stop();
    await owner.end();
    await server.unsafe(`drop database ${database} with (force)`);
    await server.end();
  });

  designStoreContract(
    "the store in Supabase, on PostgreSQL,",
    () => layerOf(started),
    contractOptions(started),
  );
  claims(started);

  describe("twenty connections that commit at one moment", () => {
    /** Sends while somebody holds the tenant's row, and lets go once every connection waits for it. */
    const atOnce = async <A>(tenant: string, requests: ReadonlyArray<Effect.Effect<A>>) => {
      let waiting = 0;
      let sent: Promise<ReadonlyArray<A>> | undefined;
      await owner.begin(async (holding) => {
        await holding`select from idse_tenants where tenant = ${tenant} for update`;
        sent = run(Effect.all(requests, { concurrency: "unbounded" }));
        while (waiting < requests.length) {
          const [row] = await owner<Array<{ waiting: number }>>`
            select count(distinct pid)::int as waiting from pg_stat_activity
            where datname = ${database} and wait_event_type = 'Lock'`;
          waiting = row?.waiting ?? 0;
        }
      });
      return { waiting, answers: (await sent) ?? [] };
    };
    const withOneDocument = async (tenant: string): Promise<readonly [DesignStoreService, string]> => {
      const store = await storeOf(instance, tenant);
      return [store, await revisionAfter(store, put("start\n"))];
    };

    it("on one document have one winner", async () => {
      const tenant = newTenant();
      const [store, revision] = await withOneDocument(tenant);
      const { waiting, answers } = await atOnce(
        tenant,
        Array.from({ length: 20 }, (_, index) =>
          Effect.result(commit(store, put(`writer ${index}\n`, revision))),
        ),
      );
      expect(waiting).toBe(20);
      const winner = answers.findIndex(({ _tag }) => _tag === "Success");
      expect(answers.filter(({ _tag }) => _tag === "Success")).toHaveLength(1);
      for (const answer of answers)
        if (answer._tag === "Failure") expect(answer.failure._tag).toBe("RevisionConflict");
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content: `writer ${winner}\n` }]);
    });

    it("on twenty documents all write, numbered as they committed, and a reader misses none", async () => {
      const tenant = newTenant();
      const [store] = await withOneDocument(tenant);
      const { cursor } = await run(store.heads({ project }));
      const { waiting } = await atOnce(
        tenant,
        Array.from({ length: 20 }, (_, index) =>
          Effect.orDie(commit(store, put("text\n", null, documentRef("spec", `s${index}`)))),
        ),
      );
      expect(waiting).toBe(20);
      const { heads } = await run(store.heads({ project }, cursor));
      expect(new Set(heads.map(({ ref }) => ref.session)).size).toBe(20);
      const order = await owner<Array<{ seq: number; number: number }>>`
        select document.seq::int, operation.number::int
        from idse_documents as document join idse_operations as operation
          on operation.tenant = document.tenant
          and operation.answer @> jsonb_build_object('heads', jsonb_build_array(jsonb_build_object('revision',
            document.revision, 'ref', jsonb_build_object('session', document.session))))
        where document.tenant = ${tenant} order by document.seq`;
      expect(order.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
      expect(order.map(({ number }) => number)).toEqual(order.map(({ seq }) => seq));
    });

    it("under one operation write once", async () => {
      const tenant = newTenant();
      const [store, revision] = await withOneDocument(tenant);
      const operation = newOperation();
      const { waiting, answers } = await atOnce(
        tenant,
        Array.from({ length: 20 }, () => Effect.orDie(store.commit([put("once\n", revision)], operation))),
      );
      expect(waiting).toBe(20);
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      const [row] = await owner`select version::int from idse_documents where tenant = ${tenant}`;
      expect(row).toEqual({ version: 2 });
    });
  });
};

if (server === undefined || server === "")
  it("on PostgreSQL says that it was not run, and how it is", () => {
    const printed = jest.spyOn(process.stderr, "write");
    process.stderr.write("design-store-supabase on PostgreSQL: not run: set IDSE_TEST_POSTGRES_URL\n");
    expect(printed).toHaveBeenCalledWith(expect.stringContaining("not run: set IDSE_TEST_POSTGRES_URL"));
    printed.mockRestore();
  });
else onPostgres(server);
