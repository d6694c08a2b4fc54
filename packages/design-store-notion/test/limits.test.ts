/** Notion's limits and its bad days. */
import { randomBytes } from "node:crypto";
import { newOperation, patient } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Clock from "effect/Clock";
import * as Duration from "effect/Duration";
import * as Effect from "effect/Effect";
import { useNotion } from "./notion.ts";
import type { Passing, Refusal } from "./server/AnsweringNotion.ts";
import { commit, committing, failureOf, open, project, put, ref, textOf } from "./store.ts";

const notion = useNotion();
const [spec, plan, tasks] = [ref("spec"), ref("plan"), ref("tasks")];

const deadlineMs = 600_000;

/** A clock under which every wait is over at once and written down; deadlines never pass. */
const skipping = () => {
  const waits: Array<number> = [];
  const real = Effect.runSync(Clock.clockWith(Effect.succeed));
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => real.currentTimeMillisUnsafe(),
    currentTimeMillis: real.currentTimeMillis,
    currentTimeNanosUnsafe: () => real.currentTimeNanosUnsafe(),
    currentTimeNanos: real.currentTimeNanos,
    monotonicTimeNanosUnsafe: () => real.monotonicTimeNanosUnsafe(),
    monotonicTimeNanos: real.monotonicTimeNanos,
    sleep: (duration) => {
      const wait = Duration.toMillis(duration);
      if (wait >= deadlineMs) return Effect.never;
      waits.push(wait);
      return Effect.void;
    },
  };
  return { waits, skip: Effect.provideService(Clock.Clock, clock) };
};

const room = () => {
  const integration = notion.server.workspace.newIntegration();
  const options = notion.directly(integration);
  const pages = () =>
    [...notion.server.workspace.pages.values()].filter(
      ({ dataSource, inTrash }) => dataSource === integration.dataSource && !inTrash,
    );
  return { options, store: open(options), pages };
};

const refusing =
  (when: (passing: Passing) => boolean, refusal: Refusal) =>
  (passing: Passing): Refusal | undefined =>
    when(passing) ? refusal : undefined;

describe("a request that comes too early", () => {
  it.each([
    [429, "rate_limited"],
    [529, "service_overload"],
  ])("is sent again when Notion says, be it after more than a minute (%d)", async (status, code) => {
    const { options } = room();
    const { waits, skip } = skipping();
    notion.server.reset({ refuse: refusing(({ number }) => number === 1, { status, code, retryAfter: 90 }) });
    const store = open({ ...options, retry: patient, deadlineMs });
    const { heads } = await Effect.runPromise(skip(store.heads({ project })));
    expect(heads).toEqual([]);
    expect(waits).toEqual([90_000]);
  });

  it("fails at once where Notion asks for more patience than there is", async () => {
    const { options } = room();
    const { waits, skip } = skipping();
    const refusal = { status: 429, code: "rate_limited", retryAfter: 300 };
    notion.server.reset({ refuse: () => refusal });
    const store = open({ ...options, retry: patient, deadlineMs });
    expect(await failureOf(skip(store.heads({ project })))).toMatchObject({
      _tag: "QuotaExceeded",
      retryAfterMs: 300_000,
    });
    expect([waits, notion.server.log.length]).toEqual([[], 1]);
  });
});

describe("a commit on a bad day", () => {
  const changes = async (store: ReturnType<typeof open>) => {
    const [{ revision }] = await commit(store, put(spec, "# Old\n"));
    return [put(spec, "# New\n", revision), put(plan, "# Plan\n")] as const;
  };

  /** The first three are answered differently by this store; the others must be taken for one of them. */
  it.each([
    [429, "rate_limited", "wherever it comes"],
    [409, "conflict_error", "wherever it comes"],
    [502, "bad_gateway", "wherever it comes"],
    [529, "service_overload", "at times"],
    [500, "internal_server_error", "at times"],
    [503, "service_unavailable", "at times"],
    [504, "gateway_timeout", "at times"],
  ])("gets through a single %d (%s) %s, and writes once", async (status, code, often) => {
    const quiet = room();
    const first = await changes(quiet.store);
    notion.server.reset();
    await committing(quiet.store, [...first]);
    const requests = notion.server.log.length;
    const times = Array.from({ length: requests }, (_, index) => index + 1);

    for (const at of often === "at times" ? [1, 5, 8] : times) {
      const { store, pages } = room();
      const [one, two] = await changes(store);
      notion.server.reset({
        refuse: refusing(({ number }) => number === at, { status, code, retryAfter: 0 }),
      });
      const operation = newOperation();
      const answer = await committing(store, [one, two], operation);
      notion.server.reset();
      expect(answer._tag).toBe("Success");
      expect([await textOf(store, spec), await textOf(store, plan)]).toEqual(["# New\n", "# Plan\n"]);
      // The two documents and the session's manifest.
      expect(pages()).toHaveLength(3);
      const records = pages().flatMap(({ values }) =>
        String(values.get("IDSE Record") ?? "").split(operation),
      );
      expect(records).toHaveLength(5);
    }
  });

  it("says that it does not know where Notion stays away, and sends no more often than it may", async () => {
    const { store } = room();
    notion.server.reset({
      refuse: refusing(({ isRead }) => !isRead, { status: 503, code: "service_unavailable" }),
    });
    const failure = await failureOf(store.commit([put(spec, "a\n")], newOperation()));
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "service_unavailable" });
    expect(notion.server.log.filter((name) => name === "createPage")).toHaveLength(4);
  });

  it("goes on where it stopped when a quota cut it off, and writes nothing again", async () => {
    const { store } = room();
    const operation = newOperation();
    const all = [put(spec, "# Spec\n"), put(plan, "# Plan\n"), put(tasks, "# Tasks\n")] as const;
    notion.server.reset({
      refuse: refusing(({ writes, isRead }) => !isRead && writes >= 6, {
        status: 429,
        code: "rate_limited",
        retryAfter: 300,
      }),
    });
    const failure = await failureOf(store.commit([...all], operation));
    expect(failure).toMatchObject({ _tag: "QuotaExceeded", retryAfterMs: 300_000 });
    // A manifest, and two documents of two writes each.
    expect(notion.server.log.filter((name) => name === "createPage")).toHaveLength(4);
    notion.server.reset();
    expect((await committing(store, [...all], operation))._tag).toBe("Success");
    expect(notion.server.log.filter((name) => name === "createPage")).toHaveLength(1);
    expect(await textOf(store, tasks)).toBe("# Tasks\n");
  });

  it("waits until a new page is listed, and is not unsure whether there are two", async () => {
    const { store, pages } = room();
    notion.server.manners.lateListings = 1;
    await commit(store, put(spec, "a\n"));
    expect(await textOf(store, spec)).toBe("a\n");
    expect(pages()).toHaveLength(1);
    notion.server.manners.lateListings = 9;
    expect(await committing(store, [put(plan, "a\n")])).toMatchObject({
      failure: { _tag: "Unavailable", message: expect.stringContaining("does not list it yet") },
    });
  });
});

describe("a page whose making was not answered, nor listed", () => {
  it("is made again, and the first one goes to the trash", async () => {
    const { store, pages } = room();
    let isLost = false;
    notion.server.manners.lateListings = 1;
    notion.server.reset({
      loseAnswer: ({ endpoint }) => {
        const isFirst = endpoint === "createPage" && !isLost;
        if (isFirst) isLost = true;
        return isFirst;
      },
    });
    await commit(store, put(spec, "a\n"));
    expect(notion.server.log.filter((name) => name === "createPage")).toHaveLength(2);
    expect(pages()).toHaveLength(1);
    expect(await textOf(store, spec)).toBe("a\n");
  });
});

describe("an answer that is none", () => {
  it("is a failure of the right kind", async () => {
    const { options } = room();
    const answering = (answer: () => Promise<Response>) =>
      failureOf(open({ ...options, fetch: answer }).get([spec]));
    expect(await answering(async () => new Response("<html>", { status: 200 }))).toMatchObject({
      _tag: "Malformed",
    });
    expect(await answering(async () => new Response("<html>", { status: 502 }))).toMatchObject({
      _tag: "Unavailable",
      code: "http_502",
    });
    expect(await answering(async () => Response.json({ object: "list" }))).toMatchObject({
      _tag: "Malformed",
    });
    expect(
      await answering(async () => {
        throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
      }),
    ).toMatchObject({ _tag: "Unavailable", code: "ECONNREFUSED" });
  });

  it("is not waited for longer than the deadline, and the request is let go", async () => {
    const { options } = room();
    let aborted = 0;
    const fetch = (_: unknown, init?: { signal?: AbortSignal | null }) =>
      new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          aborted += 1;
          reject(new Error("aborted"));
        });
      });
    const failure = await failureOf(open({ ...options, fetch, deadlineMs: 5 }).get([spec]));
    expect(failure).toMatchObject({ _tag: "Unavailable", code: "ETIMEDOUT" });
    expect(aborted).toBe(4);
  });
});

describe("a limit that no waiting mends", () => {
  it("of rows is told in Notion's words, and not tried again", async () => {
    const { store } = room();
    const refusal = { status: 409, code: "row_limit_exceeded", message: "This database is full." };
    notion.server.reset({ refuse: refusing(({ endpoint }) => endpoint === "createPage", refusal) });
    expect(await committing(store, [put(spec, "a\n")])).toMatchObject({
      failure: { _tag: "Rejected", message: expect.stringContaining("This database is full.") },
    });
    expect(notion.server.log).toEqual(["queryDataSource", "createPage"]);
  });

  it("of size is known before anything is sent", async () => {
    const { store } = room();
    for (const text of ["x".repeat(240_001), randomBytes(75_000).toString("base64")]) {
      notion.server.reset();
      expect(await committing(store, [put(plan, "small\n"), put(spec, text)])).toMatchObject({
        failure: { _tag: "Rejected", message: expect.stringContaining("too large") },
      });
      expect(notion.server.log).toEqual([]);
    }
  });

  it("of size holds for documents that just fit, made and replaced", async () => {
    const { store } = room();
    const large = (word: string) => `${`${word} of a long document — with dashes.\n`.repeat(5000)}`;
    const [{ revision }] = await commit(store, put(spec, large("Line")));
    await commit(store, put(spec, large("Text"), revision));
    expect(await textOf(store, spec)).toBe(large("Text"));
    const noise = randomBytes(70_000).toString("base64");
    await commit(store, put(plan, noise));
    expect(await textOf(store, plan)).toBe(noise);
  });

  it("of a page that people made large is told before it is written over", async () => {
    const { store, pages } = room();
    const [{ revision }] = await commit(store, put(spec, "a\n"));
    const [page] = pages();
    if (page === undefined) throw new Error("one page");
    notion.server.workspace.edit(page, () => "y".repeat(300_000));
    expect(await committing(store, [put(spec, "b\n", revision)])).toMatchObject({
      failure: { _tag: "RevisionConflict" },
    });
    const [found] = await Effect.runPromise(store.get([spec]));
    const current = found?._tag === "StoredDocument" ? found.revision : "";
    expect(await committing(store, [put(spec, "b\n", current)])).toMatchObject({
      failure: { _tag: "Rejected", message: expect.stringContaining("has grown too large") },
    });
    expect(page.body).toHaveLength(300_000);
  });

  it("of a page with a child page in it leaves that page alone", async () => {
    const { store, pages } = room();
    const [{ revision }] = await commit(store, put(spec, "a\n"));
    const [page] = pages();
    if (page === undefined) throw new Error("one page");
    page.hasChildPage = true;
    expect(await committing(store, [put(spec, "b\n", revision)])).toMatchObject({
      failure: { _tag: "Rejected", message: expect.stringContaining("delete child pages") },
    });
    expect(page.body).toBe("a");
    expect(await textOf(store, spec)).toBe("a\n");
  });
});
