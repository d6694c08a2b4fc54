/** A person edits in Notion between any two requests of a commit. */
import { type Change, Unavailable } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { useNotion } from "./notion.ts";
import { commit, committing, headOf, open, project, put, read, ref, remove, textOf } from "./store.ts";

const notion = useNotion();
const spec = ref("spec");
const plan = ref("plan");
const idOfSpec = `${project}::checkout::spec`;
const theirs = "A person wrote this.";

interface Outcome {
  /** `Success`, or the tag of the failure. */
  readonly tag: string;
  readonly revision: string | undefined;
  readonly text: string | undefined;
  readonly listed: string | undefined;
  readonly preImages: ReadonlyArray<string>;
  readonly requests: number;
}

/** Makes two documents, commits to them while a person edits the spec before request `at`, and looks what became of it. */
const outcomeOf = async (
  changesFor: (revisions: { spec: string; plan: string }) => [Change, ...Array<Change>],
  at: number,
  before: "documents" | "nothing" = "documents",
): Promise<Outcome> => {
  const { server } = notion;
  const { workspace } = server;
  const integration = workspace.newIntegration();
  const preImages: Array<string> = [];
  const options = notion.directly(integration, {
    keepPreImage: (_, text) => Effect.sync(() => void preImages.push(text)),
  });
  const store = open(options);
  const heads =
    before === "nothing"
      ? []
      : await commit(store, put(spec, "# First\n\n* one\n* two\n"), put(plan, "# Plan\n\nFirst.\n"));
  // An edit in a later minute than the last write, which is the easier case, and in the same one.
  workspace.now += 61_000;
  server.reset({
    before: ({ number }) => {
      const [page] = workspace.pagesOf(idOfSpec).filter((one) => one.dataSource === integration.dataSource);
      if (number === at && page !== undefined) workspace.edit(page, (body) => `${body}\n${theirs}`);
    },
  });
  const answer = await committing(
    store,
    changesFor({ spec: heads[0]?.revision ?? "", plan: heads[1]?.revision ?? "" }),
  );
  const requests = server.log.length;
  server.reset();
  // Long after, and in another process, where only Notion itself can tell.
  workspace.now += 600_000;
  const later = open(options);
  const found = await Effect.runPromise(Effect.result(later.get([spec])));
  const [document] = found._tag === "Success" ? found.success : [];
  const text = document?._tag === "StoredDocument" ? document.content : undefined;
  return {
    tag: answer._tag === "Success" ? "Success" : answer.failure._tag,
    revision: answer._tag === "Success" ? answer.success.heads[0]?.revision : undefined,
    text,
    listed: (await headOf(later, spec))?.revision,
    preImages,
    requests,
  };
};

const everyMoment = async (run: (at: number) => Promise<Outcome>): Promise<ReadonlyArray<Outcome>> => {
  const { requests } = await run(0);
  expect(requests).toBeGreaterThan(3);
  const outcomes: Array<Outcome> = [];
  for (let at = 1; at <= requests; at += 1) outcomes.push(await run(at));
  return outcomes;
};

const second = "# Second\n\n* three\n* four\n";

describe("a person who edits a page while it is written", () => {
  it("never loses what they wrote, and the writer is told", async () => {
    const outcomes = await everyMoment((at) =>
      outcomeOf(({ spec: revision }) => [put(spec, second, revision)], at),
    );
    const tags = outcomes.map(({ tag, text, preImages }) => {
      expect([text, ...preImages].join("\n")).toContain(theirs);
      expect(tag).not.toBe("Success");
      return tag;
    });
    // Before the body was written nothing of ours is there; after, theirs stands on top of it.
    expect(new Set(tags)).toEqual(new Set(["RevisionConflict", "Malformed"]));
    for (const { tag, text } of outcomes) expect(text?.includes("Second")).toBe(tag === "Malformed");
  });

  it("never loses what they wrote in a page that is being made", async () => {
    const outcomes = await everyMoment((at) => outcomeOf(() => [put(spec, second)], at, "nothing"));
    for (const { tag, text } of outcomes) {
      if (tag === "Success") expect(text).toBe(second);
      else expect(text).toContain(theirs);
    }
    expect(outcomes.map(({ tag }) => tag)).toContain("Malformed");
  });

  it("takes the page out of the trash again by having edited it", async () => {
    const outcomes = await everyMoment((at) =>
      outcomeOf(({ spec: revision }) => [remove(spec, revision)], at),
    );
    for (const { tag, text } of outcomes) {
      if (tag === "RevisionConflict") expect(text).toContain(theirs);
      else expect([tag, text]).toEqual(["Success", undefined]);
    }
    expect(outcomes.filter(({ tag }) => tag === "RevisionConflict").length).toBeGreaterThan(3);
  });

  it("leaves a commit of several documents readable, and tells what of it was written", async () => {
    const outcomes = await everyMoment((at) =>
      outcomeOf(
        (revisions) => [put(plan, "# Plan\n\nSecond.\n", revisions.plan), put(spec, second, revisions.spec)],
        at,
      ),
    );
    for (const { tag, text, preImages } of outcomes) {
      expect(text).toBeDefined();
      expect([text, ...preImages].join("\n")).toContain(theirs);
      expect(["RevisionConflict", "Malformed", "Success"]).toContain(tag);
    }
  });

  it("does not keep the other documents of a commit from being written", async () => {
    const { server } = notion;
    const integration = server.workspace.newIntegration();
    const store = open(notion.directly(integration));
    server.reset({
      before: ({ endpoint }) => {
        const [page] = server.workspace
          .pagesOf(idOfSpec)
          .filter((one) => one.dataSource === integration.dataSource);
        // Right after it was written to the end, and before the last look at it.
        if (endpoint === "getPageMarkdown" && page?.values.get("IDSE Record") && !page.body.includes(theirs))
          server.workspace.edit(page, (body) => `${body}\n${theirs}`);
      },
    });
    const answer = await committing(store, [put(spec, second), put(plan, "# Plan\n")]);
    server.reset();
    expect(answer).toMatchObject({
      failure: { _tag: "Malformed", message: expect.stringContaining("somebody edits it") },
    });
    expect(await textOf(store, spec)).toContain(theirs);
    expect(await textOf(store, plan)).toBe("# Plan\n");
  });

  it("is overwritten in one moment alone where Notion finds no text of several lines", async () => {
    const { server } = notion;
    server.manners.findsOnlyLines = true;
    const outcomes = await everyMoment((at) =>
      outcomeOf(({ spec: revision }) => [put(spec, second, revision)], at),
    );
    const lost = outcomes.filter(({ text, preImages }) => ![text, ...preImages].join("\n").includes(theirs));
    expect(lost.map(({ tag }) => tag)).toEqual(["Success"]);
  });
});

describe("what is written over", () => {
  it("is told to the keeper first, as it reads, and stays where the keeper fails", async () => {
    const { workspace } = notion.server;
    const integration = workspace.newIntegration();
    const kept: Array<readonly [string, string]> = [];
    const store = open(
      notion.directly(integration, {
        keepPreImage: (document, text) => Effect.sync(() => void kept.push([document.kind, text])),
      }),
    );
    const [first, other] = await commit(store, put(spec, "# Spec\n\n* one\n"), put(plan, "# Plan\n"));
    expect(kept).toEqual([]);
    const [page] = workspace.pagesOf(idOfSpec).filter((one) => one.dataSource === integration.dataSource);
    if (page === undefined || other === undefined) throw new Error("two pages");
    await commit(store, put(spec, "# Spec\n\n* two\n", first.revision));
    workspace.edit(page, (body) => body.replace("two", "three"));
    const edited = await read(store, spec);
    await commit(
      store,
      put(spec, "# Spec\n\n* four\n", edited?.revision ?? ""),
      remove(plan, other.revision),
    );
    expect(kept).toEqual([
      ["spec", "# Spec\n\n* one\n"],
      ["spec", "# Spec\n\n* three\n"],
      ["plan", "# Plan\n"],
    ]);

    const full = new Unavailable({ store: "the keeper", operation: "keep", message: "The disk is full." });
    const careful = open(notion.directly(integration, { keepPreImage: () => Effect.fail(full) }));
    const current = await read(store, spec);
    notion.server.reset();
    expect(
      await committing(careful, [put(spec, "# Gone\n", current?.revision ?? ""), put(plan, "x\n")]),
    ).toMatchObject({
      failure: full,
    });
    expect(notion.server.log.filter((name) => !/^get|^query/.test(name))).toEqual([]);
    expect(await textOf(store, spec)).toBe("# Spec\n\n* four\n");
  });
});

describe("a person who fills in a column", () => {
  it("changes no document, and none of their columns is written", async () => {
    const { workspace } = notion.server;
    const integration = workspace.newIntegration();
    const store = open(notion.directly(integration));
    const [{ revision }] = await commit(store, put(spec, "* one\n"));
    const [page] = workspace.pagesOf(idOfSpec).filter((one) => one.dataSource === integration.dataSource);
    if (page === undefined) throw new Error("no page");
    workspace.fillIn(page, "Status", "In Review");
    workspace.fillIn(page, "Name", "Our checkout");
    workspace.now += 120_000;
    expect(await read(store, spec)).toMatchObject({ revision, content: "* one\n" });
    expect((await headOf(store, spec))?.revision).toBe(revision);
    const [next] = await commit(store, put(spec, "* two\n", revision));
    expect([page.values.get("Status"), page.values.get("Name")]).toEqual(["In Review", "Our checkout"]);
    expect(await textOf(store, spec)).toBe("* two\n");
    expect((await headOf(store, spec))?.revision).toBe(next.revision);
  });
});
