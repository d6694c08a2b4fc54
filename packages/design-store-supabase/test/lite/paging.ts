import type { DesignStoreService } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as z from "zod";
import { newTenant } from "../instance.ts";
import {
  commit,
  counting,
  documentRef,
  failureOf,
  fill,
  project,
  put,
  remove,
  run,
  type Started,
  storeOf,
} from "./words.ts";

/** A proxy that hands over at most this many rows, as `max-rows` does with the rows of an answer. */
const cutting =
  (rows: number): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const body: unknown = await response.json();
    return Response.json(Array.isArray(body) ? body.slice(0, rows) : body, { status: response.status });
  };

/** A proxy that cuts the lists inside an answer. */
const truncating: typeof globalThis.fetch = async (input, init) => {
  const response = await globalThis.fetch(input, init);
  const body = z.record(z.string(), z.unknown()).parse(await response.json());
  const cut = Object.entries(body).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.slice(0, 100) : value,
  ]);
  return Response.json(Object.fromEntries(cut), { status: response.status });
};

const listed = async (store: DesignStoreService): Promise<ReadonlyArray<string>> =>
  (await run(store.heads({ project }))).heads.map(({ ref }) => ref.session ?? "").sort();

const sessions = (count: number) => Array.from({ length: count }, (_, index) => `s${index + 1}`);

export const paging = (started: Started): void => {
  describe("a listing", () => {
    it("is whole where the server gives a hundred rows at most, and through a proxy that does", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 250);
      const { publishableKey, tokenOf, url } = started();
      const rows = await fetch(`${url}/rest/v1/idse_documents?select=seq`, {
        headers: { apikey: publishableKey, authorization: `Bearer ${tokenOf({ tenant_id: tenant })}` },
      });
      expect(await rows.json()).toHaveLength(100);
      for (const fetch of [globalThis.fetch, cutting(100)]) {
        const store = await storeOf(started(), tenant, { fetch });
        expect(await listed(store)).toEqual(sessions(250).sort());
        const refs = sessions(250).map((session) => documentRef("spec", session));
        expect((await run(store.get(refs))).filter(({ _tag }) => _tag === "StoredDocument")).toHaveLength(
          250,
        );
      }
    });

    it("that comes cut is refused, and never taken for all there is", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 101);
      const store = await storeOf(started(), tenant, { fetch: truncating });
      expect((await failureOf(store.heads({ project })))._tag).toBe("Malformed");
    });

    it("of many pages is the state at its cursor, whatever changed while they were read", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 2500);
      const writer = await storeOf(started(), tenant);
      const { heads } = await run(writer.heads({ project, sessions: ["s1", "s2", "s2400"] }));
      const revisions = new Map(heads.map((head) => [head.ref.session, head.revision]));
      const revisionOf = (session: string) => revisions.get(session) ?? "";
      let requests = 0;
      const disturbed: typeof globalThis.fetch = async (input, init) => {
        requests += 1;
        if (requests === 2)
          await run(
            commit(
              writer,
              put("changed\n", revisionOf("s1"), documentRef("spec", "s1")),
              remove(revisionOf("s2"), documentRef("spec", "s2")),
              put("changed\n", revisionOf("s2400"), documentRef("spec", "s2400")),
              put("new\n", null, documentRef("spec", "new")),
            ),
          );
        return globalThis.fetch(input, init);
      };
      const reader = await storeOf(started(), tenant, { fetch: disturbed });
      const answer = await run(reader.heads({ project }));
      expect(requests).toBe(3);
      const after = await run(writer.heads({ project }));
      const bySession = (
        left: { ref: { session: string | null } },
        right: { ref: { session: string | null } },
      ) => ((left.ref.session ?? "") < (right.ref.session ?? "") ? -1 : 1);
      expect([...answer.heads].sort(bySession)).toEqual([...after.heads].sort(bySession));
      expect(answer.heads).toHaveLength(2500);
      expect(answer.cursor).toBe(after.cursor);
    });

    it("without a cursor is not longer for what was removed", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 1500);
      await started().sql(
        `update idse_documents set removed = true, content = '' where tenant = '${tenant}' and seq > 900`,
      );
      const { counts, fetch } = counting();
      expect(await listed(await storeOf(started(), tenant, { fetch }))).toEqual(sessions(900).sort());
      expect(counts).toEqual({ idse_heads: 1 });
    });

    it("since a cursor has pages too, and removals in them", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 1200);
      const store = await storeOf(started(), tenant);
      const { cursor } = await run(store.heads({ project, sessions: [] }));
      await started().sql(
        `update idse_documents set seq = seq + 1200, version = 2 where tenant = '${tenant}';
         update idse_documents set removed = true, content = '' where tenant = '${tenant}' and session in ('s7', 's1107');
         update idse_tenants set seq = 2400, commits = 2 where tenant = '${tenant}'`,
      );
      const { heads } = await run(store.heads({ project }, cursor));
      expect(heads).toHaveLength(1200);
      expect(heads.flatMap(({ ref, removed }) => (removed ? [ref.session] : []))).toEqual(["s7", "s1107"]);
    });
  });

  describe("reading", () => {
    it("opens a project of 200 sessions with 9 documents each by six requests", async () => {
      const tenant = newTenant();
      await fill(started(), tenant, 200);
      await started().sql(
        `insert into idse_documents (tenant, project, session, kind, version, seq, digest, encoding, content, removed)
         select tenant, project, session, kinds.kind, 1, 200 + 8 * (seq - 1) + kinds.number, digest, encoding, content, false
         from idse_documents cross join unnest(array['intent', 'context', 'plan', 'tasks', 'implementation', 'feedback',
           'session', 'state']) with ordinality as kinds (kind, number)
         where tenant = '${tenant}';
         update idse_tenants set seq = 1800 where tenant = '${tenant}'`,
      );
      const { counts, fetch } = counting();
      const store = await storeOf(started(), tenant, { fetch });
      const { heads } = await run(store.heads({ project }));
      const documents = await run(store.get(heads.map(({ ref }) => ref)));
      expect(documents.filter(({ _tag }) => _tag === "StoredDocument")).toHaveLength(1800);
      expect(counts).toEqual({ idse_heads: 2, idse_get: 4 });
    });

    it("of large documents takes more requests instead of one that is too large", async () => {
      const tenant = newTenant();
      const store = await storeOf(started(), tenant);
      const texts = ["a", "b", "c"].map((letter) => letter.repeat(2_500_000));
      const refs = texts.map((_, index) => documentRef("spec", `s${index}`));
      for (const [index, text] of texts.entries()) await run(commit(store, put(text, null, refs[index])));
      const { counts, fetch } = counting();
      const counted = await storeOf(started(), tenant, { fetch });
      const found = await run(counted.get([...refs, documentRef("plan", "s0")]));
      expect(found.map((one) => (one._tag === "Missing" ? null : one.content.slice(0, 1)))).toEqual([
        "a",
        "b",
        "c",
        null,
      ]);
      expect(counts).toEqual({ idse_get: 3 });
    });
  });
};
