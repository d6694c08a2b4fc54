/** Answers that have the right form and cannot be right. None of them may become content. */
import { digestOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { answering, json, type Reply } from "./answers.ts";

const ref = { project: "shop", session: "checkout", kind: "spec" } as const;
const digest = digestOf("text\n");
const document = { ref, revision: "1.x", digest, encoding: "plain", content: "text\n" };
const head = { ref, revision: "1.x", digest, removed: false, seq: "1" };
const page = { cursor: "c.1", count: 1, more: false, heads: [head] };

describe("documents", () => {
  const read = (documents: unknown) => {
    const { store } = answering(() => json({ documents }));
    return Effect.runPromise(Effect.result(store.get([ref])));
  };

  it("are taken where they fit", async () => {
    expect(await read([document])).toMatchObject({ success: [{ content: "text\n", revision: "1.x" }] });
    expect(await read([null])).toMatchObject({ success: [{ _tag: "Missing" }] });
  });

  it.each<readonly [what: string, documents: unknown]>([
    ["none", []],
    ["more than were asked for", [document, document]],
    ["another document", [{ ...document, ref: { ...ref, kind: "plan" } }]],
    ["another session's", [{ ...document, ref: { ...ref, session: "other" } }]],
    ["an unsafe name", [{ ...document, ref: { ...ref, session: "../x" } }]],
    ["a text that was cut", [{ ...document, content: "tex" }]],
    ["a text in an unknown form", [{ ...document, encoding: "rot13" }]],
    ["base64 that is no text", [{ ...document, encoding: "base64", content: "/w==" }]],
    ["a document without a text", [{ ...document, content: null }]],
  ])("are refused: %s", async (_, documents) => {
    expect(await read(documents)).toMatchObject({ failure: { _tag: "Malformed", operation: "get" } });
  });
});

describe("a listing", () => {
  const list = (...pages: ReadonlyArray<unknown>) => {
    const reply: Reply = (_, count) => json(pages[count - 1] ?? pages.at(-1));
    const { store, asked } = answering(reply);
    const scope = { project: "shop", kinds: ["spec", "plan"] } as const;
    return Effect.runPromise(Effect.result(store.heads(scope))).then((result) => ({ result, asked }));
  };
  const second = { ...head, ref: { ...ref, kind: "plan" }, seq: "2" };

  it("is taken page by page, each after the last row of the one before", async () => {
    const { result, asked } = await list(
      { ...page, more: true },
      { ...page, cursor: "c.9", heads: [second] },
    );
    expect(result).toMatchObject({ success: { cursor: "c.9", heads: [{ ref }, { ref: second.ref }] } });
    expect(asked.map(({ body }) => [body.since, body.after])).toEqual([
      [null, null],
      ["c.1", "1"],
    ]);
  });

  it.each<readonly [what: string, ...pages: ReadonlyArray<unknown>]>([
    ["fewer rows than it says", { ...page, count: 2 }],
    ["more to come after nothing", { ...page, count: 0, heads: [], more: true }],
    ["the same page for ever", { ...page, more: true }],
    ["rows out of order", { ...page, count: 2, heads: [second, head] }],
    ["another project's", { ...page, heads: [{ ...head, ref: { ...ref, project: "other" } }] }],
    ["a kind that nobody asked for", { ...page, heads: [{ ...head, ref: { ...ref, kind: "tasks" } }] }],
    ["an unsafe name", { ...page, heads: [{ ...head, ref: { ...ref, session: ".." } }] }],
    ["a row of no number", { ...page, heads: [{ ...head, seq: "first" }] }],
    ["no cursor", { ...page, cursor: undefined }],
  ])("is refused: %s", async (_, ...pages) => {
    expect((await list(...pages)).result).toMatchObject({
      failure: { _tag: "Malformed", operation: "heads" },
    });
  });
});

describe("a commit", () => {
  const write = (reply: Reply) => {
    const { store } = answering(reply);
    const change = { _tag: "Put", ref, content: "text\n", expect: "absent" } as const;
    return Effect.runPromise(Effect.result(store.commit([change], "operation")));
  };
  const { seq: _, ...made } = head;
  const conflict = (details: unknown) => () =>
    json(
      {
        code: "PT409",
        message: "m",
        details: typeof details === "string" ? details : JSON.stringify(details),
      },
      409,
    );

  it("is taken where the answer is about it, and so is a conflict", async () => {
    expect(await write(() => json({ heads: [made] }))).toMatchObject({ success: { heads: [made] } });
    expect(await write(conflict([ref]))).toMatchObject({
      failure: { _tag: "RevisionConflict", refs: [ref] },
    });
  });

  it.each<readonly [what: string, heads: unknown]>([
    ["nothing", []],
    ["two documents", [made, made]],
    ["another document", [{ ...made, ref: { ...ref, kind: "plan" } }]],
    ["another text", [{ ...made, digest: digestOf("other\n") }]],
    ["a removal", [{ ...made, removed: true }]],
  ])("is not taken for done where the answer is about %s", async (_, heads) => {
    expect(await write(() => json({ heads }))).toMatchObject({ failure: { _tag: "Rejected" } });
  });

  it.each<readonly [what: string, details: unknown]>([
    ["nothing", []],
    ["what is no JSON", "[{"],
    ["an unsafe name", [{ ...ref, session: "../x" }]],
    ["a document that was not in it", [{ ...ref, kind: "plan" }]],
  ])("is no conflict where the refusal names %s", async (_, details) => {
    expect(await write(conflict(details))).toMatchObject({ failure: { _tag: "Malformed" } });
  });
});
