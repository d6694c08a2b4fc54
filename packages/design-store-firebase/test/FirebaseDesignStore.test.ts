import { type DesignStoreService, newOperation, Rejected, RevisionConflict } from "@idse/design-store";
import { type DocumentRef, refKey, stages } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  commit,
  commitOne,
  countingFetch,
  documentRef,
  failureOf,
  losingFetch,
  newTenant,
  project,
  put,
  quick,
  remove,
  run,
  useLoopback,
  verbOf,
} from "./stores.ts";

const { store, freezing } = useLoopback();

const intent = documentRef("intent");
const spec = documentRef("spec");

const contentOf = async (of: DesignStoreService, ref: DocumentRef): Promise<string | null> => {
  const [found] = await run(of.get([ref]));
  return found?._tag === "StoredDocument" ? found.content : null;
};

describe("two hundred sessions of nine documents", () => {
  const kinds = [...stages, "session", "state"] as const;
  const refs = Array.from({ length: 200 }, (_, session) =>
    kinds.map((kind) => documentRef(kind, `session-${session}`)),
  ).flat();
  const tenant = newTenant();
  const counted = countingFetch();
  const open = () => store({ tenant, fetch: counted.fetch });

  it("are written in as many commits as five hundred writes each take, at two requests a commit", async () => {
    const writing = await open();
    for (let from = 0; from < refs.length; from += 450) {
      const [first, ...others] = refs.slice(from, from + 450).map((ref) => put(ref, `# ${refKey(ref)}\n`));
      if (first !== undefined) await commit(writing, first, ...others);
    }
    expect(counted.take()).toEqual(Array.from({ length: 4 }, () => ["batchGet", "commit"]).flat());
  });

  it("are listed in two requests and read in six", async () => {
    const reading = await open();
    const { heads, cursor } = await run(reading.heads({ project }));
    expect(heads.length).toBe(1800);
    expect(counted.take()).toEqual(["runQuery", "runQuery"]);
    const found = await run(reading.get(heads.map(({ ref }) => ref)));
    expect(
      found.every((one) => one._tag === "StoredDocument" && one.content === `# ${refKey(one.ref)}\n`),
    ).toBe(true);
    expect(counted.take()).toEqual(Array.from({ length: 6 }, () => "batchGet"));
    expect((await run(reading.heads({ project }, cursor))).heads).toEqual([]);
    expect(counted.take()).toEqual(["runQuery"]);
  });

  it("cost one session's documents where one session is listed", async () => {
    const listed: number[] = [];
    const reading = await store({
      tenant,
      fetch: async (input, init) => {
        const response = await globalThis.fetch(input, init);
        listed.push(JSON.parse(await response.clone().text()).length);
        return response;
      },
    });
    const { heads, cursor } = await run(reading.heads({ project, sessions: ["session-7"] }));
    expect(heads.map(({ ref }) => ref.session)).toEqual(kinds.map(() => "session-7"));
    expect(listed).toEqual([kinds.length + 1]);
    expect((await run(reading.heads({ project }, cursor))).heads).toEqual([]);
  });

  it("are all listed where more is asked for than one narrow answer holds", async () => {
    const reading = await open();
    const { heads } = await run(reading.heads({ project, kinds: stages }));
    expect(heads.length).toBe(1400);
    expect(counted.take()).toEqual(["runQuery", "runQuery", "runQuery"]);
  });

  it("are listed as they are last, when some are written between two pages", async () => {
    const [early, late] = [documentRef("plan", "session-0"), documentRef("plan", "session-199")];
    const writing = await open();
    let pages = 0;
    const reading = await store({
      tenant,
      fetch: async (input, init) => {
        const response = await globalThis.fetch(input, init);
        if (verbOf(input) === "runQuery" && ++pages === 1)
          for (const ref of [early, late]) {
            const [found] = await run(writing.get([ref]));
            if (found?._tag === "StoredDocument") await commitOne(writing, put(ref, "new\n", found.revision));
          }
        return response;
      },
    });
    const { heads, cursor } = await run(reading.heads({ project }));
    const now = await run(writing.get([early, late]));
    expect(heads.length).toBe(1800);
    for (const found of now)
      expect(heads.find(({ ref }) => refKey(ref) === refKey(found.ref))).toMatchObject({
        digest: "digest" in found ? found.digest : null,
      });
    expect((await run(writing.heads({ project }, cursor))).heads).toEqual([]);
  });
});

describe("writers of one project", () => {
  const refs = Array.from({ length: 20 }, (_, session) => documentRef("spec", `s${session}`));

  it("all succeed with different documents, and one who follows them misses none", async () => {
    const writing = await store();
    const seen = new Map<string, string>();
    let cursor = (await run(writing.heads({ project }))).cursor;
    const follow = async (): Promise<void> => {
      const answer = await run(writing.heads({ project }, cursor));
      for (const { ref, revision } of answer.heads) seen.set(refKey(ref), revision);
      cursor = answer.cursor;
    };
    let writers = true;
    const write = async (ref: DocumentRef) =>
      [refKey(ref), await commitOne(writing, put(ref, "text\n"))] as const;
    const written = Promise.all(refs.map(write)).finally(() => {
      writers = false;
    });
    while (writers) await follow();
    await follow();
    expect([...seen].sort()).toEqual((await written).sort());
  });
});

describe("a tenant", () => {
  const names = [
    "acme",
    "acme/other",
    "acme~2Fother",
    "acme%2Fother",
    "..",
    "__acme__",
    "t.acme",
    "Acme",
    "アクメ",
    "a".repeat(2000),
  ];

  it("sees its own documents and nobody else's, whatever it is called", async () => {
    const suffix = newTenant();
    const stores = await Promise.all(names.map((name) => store({ tenant: `${name}${suffix}` })));
    for (const [index, one] of stores.entries()) await commit(one, put(spec, `of ${index}\n`));
    const found = await Promise.all(stores.map((one) => contentOf(one, spec)));
    expect(found).toEqual(names.map((_, index) => `of ${index}\n`));
    for (const one of stores) expect((await run(one.heads({ project }))).heads.length).toBe(1);
  });

  it("cannot be left by a name that climbs", async () => {
    const suffix = newTenant();
    const victim = await store({ tenant: suffix });
    await commit(victim, put(spec, "mine\n"));
    for (const tenant of [`x/../${suffix}`, `../idseTenants/t.${suffix}`, `x/idseProjects/p.${project}`])
      expect(await contentOf(await store({ tenant }), spec)).toBeNull();
  });

  it("does not share operations with another", async () => {
    const [one, other] = [await store(), await store()];
    const operation = newOperation();
    await run(one.commit([put(spec, "one\n")], operation));
    await run(other.commit([put(spec, "other\n")], operation));
    expect([await contentOf(one, spec), await contentOf(other, spec)]).toEqual(["one\n", "other\n"]);
  });
});

describe("a commit", () => {
  it("goes through several projects or none", async () => {
    const writing = await store();
    const there = { ...spec, project: "other" };
    const first = await commitOne(writing, put(there, "there\n"));
    await commit(writing, put(spec, "here\n"), put(there, "again\n", first));
    expect([await contentOf(writing, spec), await contentOf(writing, there)]).toEqual(["here\n", "again\n"]);
    const failure = await failureOf(
      writing.commit([put(intent, "x\n"), put(there, "x\n", first)], newOperation()),
    );
    expect(failure).toMatchObject({ _tag: "RevisionConflict", refs: [there] });
    expect(await contentOf(writing, intent)).toBeNull();
  });

  it("is settled by its operation where the answer was lost", async () => {
    const { fetch, loseNextAnswer } = losingFetch();
    const counted = countingFetch(fetch);
    const writing = await store({ fetch: counted.fetch });
    loseNextAnswer();
    const operation = newOperation();
    const first = await run(writing.commit([put(spec, "text\n")], operation));
    expect(counted.take()).toEqual(["batchGet", "commit", "commit", "batchGet"]);
    expect(await run(writing.commit([put(spec, "text\n")], operation))).toEqual(first);
    const [found] = await run(writing.get([spec]));
    expect(found).toMatchObject({ revision: first.heads[0]?.revision });
  });

  it("may be sent again by its caller where every answer was lost", async () => {
    const { fetch, loseNextAnswer } = losingFetch();
    const writing = await store({ fetch });
    loseNextAnswer(quick.attempts);
    const operation = newOperation();
    const lost = await failureOf(writing.commit([put(spec, "text\n")], operation));
    expect(lost).toMatchObject({ _tag: "Unavailable", code: "ECONNRESET" });
    const { heads } = await run(writing.commit([put(spec, "text\n")], operation));
    const [found] = await run(writing.get([spec]));
    expect(found).toMatchObject({ revision: heads[0]?.revision });
  });

  it("does not take a removed document for one that is there", async () => {
    const writing = await store();
    const made = await commitOne(writing, put(spec, "text\n"));
    const gone = await commitOne(writing, remove(spec, made));
    for (const change of [put(spec, "x\n", gone), remove(spec, gone)])
      expect(await failureOf(writing.commit([change], newOperation()))).toBeInstanceOf(RevisionConflict);
    expect(await contentOf(writing, spec)).toBeNull();
  });

  it("tells two commits of one moment apart", async () => {
    await freezing(async () => {
      const writing = await store();
      const first = await commitOne(writing, put(spec, "first\n"));
      const second = await commitOne(writing, put(spec, "second\n", first));
      expect(first.split("@")[1]).toBe(second.split("@")[1]);
      for (const change of [put(spec, "stale\n", first), remove(spec, first)])
        expect(await failureOf(writing.commit([change], newOperation()))).toBeInstanceOf(RevisionConflict);
      expect(await contentOf(writing, spec)).toBe("second\n");
    });
  });

  it("takes a revision of another store for a stale one", async () => {
    const writing = await store();
    await commit(writing, put(spec, "text\n"));
    for (const revision of ["r1:abc", "", "1@yesterday", "1@2026-11-23T00:43:31Z/../x"])
      expect(await failureOf(writing.commit([put(spec, "x\n", revision)], newOperation()))).toBeInstanceOf(
        RevisionConflict,
      );
  });

  it("is refused with a sentence where it is too large, and nothing is sent but a look", async () => {
    const counted = countingFetch();
    const writing = await store({ fetch: counted.fetch });
    const many = Array.from({ length: 499 }, (_, session) => put(documentRef("spec", `s${session}`), "x\n"));
    const heavy = Array.from({ length: 11 }, (_, session) =>
      put(documentRef("spec", `s${session}`), "x".repeat(1_000_000)),
    );
    const sentences: string[] = [];
    for (const changes of [[put(spec, "é".repeat(500_001))], many, heavy]) {
      const [first, ...others] = changes;
      if (first === undefined) continue;
      const failure = await failureOf(writing.commit([first, ...others], newOperation()));
      expect(failure).toBeInstanceOf(Rejected);
      sentences.push(failure.message);
    }
    expect(sentences).toEqual([
      expect.stringContaining("demo/alpha/spec has 1000002 bytes"),
      expect.stringContaining("this takes 501"),
      expect.stringContaining("bytes at most"),
    ]);
    expect(counted.take()).not.toContain("commit");
    const [largest] = await commit(writing, put(spec, "x".repeat(1_000_000)));
    expect(largest?.removed).toBe(false);
  });
});

describe("a name", () => {
  it("with half a character in it is refused", async () => {
    const reading = await store();
    const half = documentRef("spec", "a\ud800");
    const failures = [
      await failureOf(reading.get([half])),
      await failureOf(reading.heads({ project: "a\ud800" })),
      await failureOf(reading.commit([put(half, "x\n")], newOperation())),
    ];
    expect(failures.map(({ _tag }) => _tag)).toEqual(["Rejected", "Rejected", "Rejected"]);
  });

  it("that is too long for an id is kept all the same", async () => {
    const writing = await store();
    const refs = ["計", "画"].map((end) => documentRef("spec", "設".repeat(254) + end));
    for (const ref of refs) await commit(writing, put(ref, `${ref.session}\n`));
    expect(await Promise.all(refs.map((ref) => contentOf(writing, ref)))).toEqual(
      refs.map(({ session }) => `${session}\n`),
    );
    const { heads } = await run(writing.heads({ project }));
    expect(heads.map(({ ref }) => ref)).toEqual(refs);
  });
});

it("refuses a cursor of another store, also one that counted as far", async () => {
  const [one, other] = [await store(), await store()];
  for (const each of [one, other]) await commit(each, put(spec, "text\n"));
  const { cursor } = await run(other.heads({ project }));
  for (const foreign of [cursor, "scan", "2"])
    expect(await failureOf(one.heads({ project }, foreign))).toBeInstanceOf(Rejected);
});
