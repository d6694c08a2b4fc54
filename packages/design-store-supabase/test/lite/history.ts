import { newOperation } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { migrations } from "../../src/index.ts";
import { newTenant } from "../instance.ts";
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

export const history = (started: Started): void => {
  const documentOf = async (tenant: string) => {
    const [row] = await started().sql(
      `select version::int, seq::int, content, removed from idse_documents where tenant = '${tenant}'`,
    );
    return row;
  };

  describe("a document", () => {
    it("is kept as a removal without its text, and its version grows over being made again", async () => {
      const tenant = newTenant();
      const store = await storeOf(started(), tenant);
      const first = await revisionAfter(store, put("1\n"));
      expect(await documentOf(tenant)).toEqual({ version: 1, seq: 1, content: "1\n", removed: false });
      await run(commit(store, remove(first)));
      expect(await documentOf(tenant)).toEqual({ version: 2, seq: 2, content: "", removed: true });
      const again = await revisionAfter(store, put("1\n"));
      expect(await documentOf(tenant)).toEqual({ version: 3, seq: 3, content: "1\n", removed: false });
      expect(again).not.toBe(first);
    });

    it("that holds NUL is kept as base64, and every other as it is", async () => {
      const tenant = newTenant();
      const store = await storeOf(started(), tenant);
      const content = "\ufeffa\0b — 👩‍👩‍👧\r\n\0";
      const revision = await revisionAfter(store, put(content));
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content }]);
      expect((await documentOf(tenant))?.content).toBe(Buffer.from(content).toString("base64"));
      await run(commit(store, put("AGEA", revision)));
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content: "AGEA" }]);
    });
  });

  describe("the sequence", () => {
    it("is the order of the commits, without a gap, whoever writes at once", async () => {
      const tenant = newTenant();
      const store = await storeOf(started(), tenant);
      const writes = Array.from({ length: 20 }, (_, index) =>
        commit(
          store,
          put("a\n", null, documentRef("spec", `s${index}`)),
          put("b\n", null, documentRef("plan", `s${index}`)),
        ),
      );
      await run(Effect.all(writes, { concurrency: "unbounded" }));
      const rows = await started().sql(
        `select operation.number::int, array_agg(document.seq::int order by document.seq) as seqs
         from idse_operations as operation
         cross join lateral jsonb_array_elements(operation.answer -> 'heads') as head
         join idse_documents as document
           on document.tenant = operation.tenant and document.session = head -> 'ref' ->> 'session'
           and document.kind = head -> 'ref' ->> 'kind'
         where operation.tenant = '${tenant}' group by operation.number order by operation.number`,
      );
      const wanted = Array.from({ length: 20 }, (_, index) => ({
        number: index + 1,
        seqs: [2 * index + 1, 2 * index + 2],
      }));
      expect(rows).toEqual(wanted);
    });

    it("shows a reader every commit whole and none twice, while others write", async () => {
      const tenant = newTenant();
      const [store, reader] = await Promise.all([storeOf(started(), tenant), storeOf(started(), tenant)]);
      const sessions = Array.from({ length: 24 }, (_, index) => `s${index}`);
      const pair = (session: string) => [documentRef("spec", session), documentRef("plan", session)] as const;
      const seen: Array<string> = [];
      let { cursor } = await run(reader.heads({ project }));
      let writing = true;
      const write = Effect.all(
        sessions.map((session) => {
          const [spec, plan] = pair(session);
          return commit(store, put("a\n", null, spec), put("b\n", null, plan));
        }),
        { concurrency: "unbounded", discard: true },
      ).pipe(Effect.ensuring(Effect.sync(() => (writing = false))));
      const follow = Effect.gen(function* () {
        for (let last = false; !last; ) {
          last = !writing;
          const answer = yield* reader.heads({ project }, cursor);
          const keys = answer.heads.map(({ ref }) => refKey(ref));
          for (const { ref } of answer.heads)
            if (ref.session !== null)
              for (const one of pair(ref.session)) expect(keys).toContain(refKey(one));
          seen.push(...keys);
          cursor = answer.cursor;
        }
      });
      await run(Effect.all([write, follow], { concurrency: "unbounded" }));
      expect(seen.sort()).toEqual(sessions.flatMap((session) => pair(session).map(refKey)).sort());
    });

    it("has no cursor from before and none from ahead", async () => {
      const tenant = newTenant();
      const store = await storeOf(started(), tenant);
      const { cursor: empty } = await run(store.heads({ project }));
      await run(commit(store, put("1\n")));
      const { cursor } = await run(store.heads({ project }));
      expect((await run(store.heads({ project }, empty))).heads).toHaveLength(1);
      const ahead = cursor.replace(/\d+$/, "2");
      const wrong = [ahead, "", "1", "x", "-1", `${cursor}0000000000000000000`, cursor.replace(/^./, "z")];
      for (const one of wrong) expect((await failureOf(store.heads({ project }, one)))._tag).toBe("Rejected");
    });
  });

  describe("an operation", () => {
    it("is remembered until ten thousand others came, and repeated after that it is a conflict, not a second write", async () => {
      const tenant = newTenant();
      const [store, other] = await Promise.all([storeOf(started(), tenant), storeOf(started(), newTenant())]);
      const [first, second] = [newOperation(), newOperation()];
      const elsewhere = other.commit([put("1\n")], first);
      const theirs = await run(elsewhere);
      const making = store.commit([put("1\n")], first);
      const answer = await run(making);
      const revision = answer.heads[0]?.revision ?? "";
      await started().sql(
        `insert into idse_operations (tenant, operation, number, answer)
         select '${tenant}', 'other ' || number, number, '{}' from generate_series(2, 9999) as number;
         update idse_tenants set commits = 9999 where tenant = '${tenant}'`,
      );
      await run(commit(store, put("other\n", null, documentRef("plan"))));
      expect(await run(making)).toEqual(answer);
      await run(store.commit([put("2\n", revision)], second));
      expect((await failureOf(making))._tag).toBe("RevisionConflict");
      expect(await run(elsewhere)).toEqual(theirs);
      const [count] = await started().sql(
        `select count(*)::int, min(number)::int, max(number)::int from idse_operations where tenant = '${tenant}'`,
      );
      expect(count).toEqual({ count: 10_000, min: 2, max: 10_001 });
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content: "2\n" }]);
    });

    it("cannot be used for another change", async () => {
      const store = await storeOf(started(), newTenant());
      const operation = newOperation();
      await run(store.commit([put("1\n")], operation));
      for (const change of [put("2\n"), put("1\n", null, documentRef("plan"))])
        expect(await failureOf(store.commit([change], operation))).toMatchObject({
          _tag: "Rejected",
          message: expect.stringContaining("another change"),
        });
      expect(await run(store.get([documentRef()]))).toMatchObject([{ content: "1\n" }]);
    });
  });

  it("stays as it was when the migration is run again", async () => {
    const store = await storeOf(started(), newTenant());
    await run(commit(store, put("1\n")));
    const before = [await run(store.get([documentRef()])), await run(store.heads({ project }))];
    for (const { sql } of migrations) await started().sql(sql);
    expect([await run(store.get([documentRef()])), await run(store.heads({ project }))]).toEqual(before);
  });
};
