/** What a reader is given of pages that people work on. */
import { digestOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import { useNotion } from "./notion.ts";
import {
  commit,
  committing,
  failureOf,
  headOf,
  open,
  project,
  put,
  read,
  ref,
  remove,
  textOf,
} from "./store.ts";

const notion = useNotion();
const spec = ref("spec");

const room = () => {
  const { workspace } = notion.server;
  const integration = workspace.newIntegration();
  const options = notion.options(integration);
  const pageOf = (kind = "spec", session = "checkout") => {
    const [page] = workspace
      .pagesOf(`${project}::${session}::${kind}`)
      .filter(({ dataSource, inTrash }) => dataSource === integration.dataSource && !inTrash);
    if (page === undefined) throw new Error("no such page");
    return page;
  };
  return { workspace, integration, options, store: open(options), pageOf };
};

describe("a page that nobody edited", () => {
  it("gives back the exact text, whatever Notion makes of it", async () => {
    const { workspace, options, store, pageOf } = room();
    const text = "\ufeff# Spec\r\n\r\n\r\n* one  \r\n* two ~ &hellip; <!-- why -->\r\n\r\n|a|b|\r\n|-|-|\r\n";
    await commit(store, put(spec, text));
    expect(pageOf().body).toBe("# Spec\n- one\n- two \\~ …\n| a | b |\n| - | - |");
    expect(await textOf(store, spec)).toBe(text);
    workspace.now += 61_000;
    expect(await textOf(open(options), spec)).toBe(text);
  });

  it("is titled and named as the predecessor's pages are", async () => {
    const { options, pageOf } = room();
    const store = open({ ...options, titles: { plan: "The plan, at last" } });
    await commit(store, put(spec, "a\n"), put(ref("plan"), "a\n"), put(ref("project", null), "{}\n"));
    await commit(store, put(ref("claim/c1"), "{}\n"));
    const shown = (kind: string, session?: string) => {
      const { values } = pageOf(kind, session);
      return ["Name", "IDSE_ID", "Session", "Stage"].map((name) => values.get(name));
    };
    expect(shown("spec")).toEqual([
      "Specification – checkout",
      "shop::checkout::spec",
      "checkout",
      "Specification",
    ]);
    expect(shown("plan")[3]).toBe("The plan  at last");
    expect(shown("project", "__project__")).toEqual([
      "Project – shop",
      "shop::__project__::project",
      "__project__",
      "Project",
    ]);
    expect(shown("claim/c1")).toEqual([
      "Claim c1 – checkout",
      "shop::checkout::claim/c1",
      "checkout",
      "Claim",
    ]);
  });

  it("shows JSON and YAML in a code block", async () => {
    const { store, pageOf } = room();
    await commit(store, put(ref("state"), '{\n  "a": "```"\n}\n'), put(ref("profile"), "name: x\n"));
    expect(pageOf("state").body).toBe('````json\n{\n  "a": "```"\n}\n````');
    expect(pageOf("profile").body).toBe("```yaml\nname: x\n```");
  });
});

describe("a page that a person edited", () => {
  it.each([
    ["in the same minute", 0],
    ["later", 3_600_000],
  ])("is what they made of it, %s", async (_, after) => {
    const { workspace, options, store, pageOf } = room();
    const [{ revision }] = await commit(store, put(spec, "# Spec\n\n* one\n"));
    workspace.now += after;
    workspace.edit(pageOf(), (body) => body.replace("one", "two"));
    const theirs = "# Spec\n\n* two\n";
    for (const reader of [store, open(options)]) {
      const found = await read(reader, spec);
      expect(found).toMatchObject({ content: theirs, digest: digestOf(theirs) });
      expect(found?.revision).not.toBe(revision);
      expect(await headOf(reader, spec)).toMatchObject({
        revision: found?.revision,
        digest: digestOf(theirs),
      });
      workspace.now += 61_000;
    }
    expect(await committing(store, [put(spec, "mine\n", revision)])).toMatchObject({
      failure: { _tag: "RevisionConflict" },
    });
    const found = await read(store, spec);
    await commit(store, put(spec, "# Spec\n\n* three\n", found?.revision ?? ""));
    expect(await textOf(store, spec)).toBe("# Spec\n\n* three\n");
  });

  it("is the text again that it was when they take it back", async () => {
    const { workspace, store, pageOf } = room();
    const [{ revision }] = await commit(store, put(spec, "# Spec\n\n* one\n"));
    workspace.edit(pageOf(), (body) => body.replace("one", "two"));
    workspace.edit(pageOf(), (body) => body.replace("two", "one"));
    expect(await read(store, spec)).toMatchObject({ revision, content: "# Spec\n\n* one\n" });
  });

  it("gives JSON as they left it in its code block, or all that is there", async () => {
    const { workspace, store, pageOf } = room();
    const state = ref("state");
    await commit(store, put(state, '{"a": 1}\n'));
    workspace.edit(pageOf("state"), (body) => body.replace("1", "2"));
    expect(await textOf(store, state)).toBe('{"a": 2}\n');
    workspace.edit(pageOf("state"), (body) => `Look:\n${body}`);
    expect(await textOf(store, state)).toBe('Look:\n```json\n{"a": 2}\n```\n');
  });

  it("is listed and not given as content where it is empty now", async () => {
    const { workspace, store, pageOf } = room();
    await commit(store, put(spec, "# Spec\n"));
    workspace.edit(pageOf(), () => "");
    expect(await failureOf(store.get([spec]))).toMatchObject({
      _tag: "Malformed",
      message: expect.stringContaining("is empty now"),
    });
    const head = await headOf(store, spec);
    expect(head?.digest).toBe(digestOf(""));
    await commit(store, put(spec, "# Spec\n\nAgain.\n", head?.revision ?? ""));
    expect(await textOf(store, spec)).toBe("# Spec\n\nAgain.\n");
  });

  it("is gone when they move it to the trash, and back when they take it out", async () => {
    const { workspace, store, pageOf } = room();
    await commit(store, put(spec, "# Spec\n"));
    const page = pageOf();
    workspace.trash(page);
    expect(await textOf(store, spec)).toBeUndefined();
    expect(await headOf(store, spec)).toBeUndefined();
    page.inTrash = false;
    expect(await textOf(store, spec)).toBe("# Spec\n");
  });
});

describe("a page that a person made", () => {
  it("is a document by its name, and keeps the person's columns when it is written", async () => {
    const { workspace, integration, store } = room();
    const page = workspace.makePage(integration.dataSource, workspace.person, "# From the predecessor\n* a");
    page.values.set("IDSE_ID", "shop::checkout::spec");
    page.values.set("Status", "Draft");
    const other = workspace.makePage(integration.dataSource, workspace.person, "{}");
    other.values.set("IDSE_ID", "shop::__project__::session_state");
    const found = await read(store, spec);
    expect(found?.content).toBe("# From the predecessor\n- a\n");
    expect((await Effect.runPromise(store.heads({ project }))).heads).toHaveLength(1);
    await commit(store, put(spec, "# Ours\n\n* b\n", found?.revision ?? ""));
    expect(await textOf(store, spec)).toBe("# Ours\n\n* b\n");
    expect(page.values.get("Status")).toBe("Draft");
  });

  it("as a copy of another counts only where the other is not", async () => {
    const { workspace, store, pageOf } = room();
    const [{ revision }] = await commit(store, put(spec, "# Spec\n"));
    const page = pageOf();
    workspace.now += 61_000;
    const copy = workspace.duplicate(page);
    workspace.edit(copy, () => "# Copy");
    expect(await read(store, spec)).toMatchObject({ revision, content: "# Spec\n" });
    expect((await Effect.runPromise(store.heads({ project }))).heads).toHaveLength(1);
    expect(await committing(store, [remove(spec, revision)])).toMatchObject({
      failure: { _tag: "Rejected", message: expect.stringContaining("second page") },
    });
    workspace.trash(page);
    expect(await textOf(store, spec)).toBe("# Copy\n");
  });
});

describe("an answer that is not whole", () => {
  it("is a failure where the page is truncated or parts of it are missing", async () => {
    const { workspace, store, pageOf } = room();
    const [{ revision }] = await commit(store, put(spec, "# Spec, and some more text\n"));
    const page = pageOf();
    workspace.edit(page, (body) => `${body}.`);
    for (const given of ["truncated", "without blocks"] as const) {
      page.given = given;
      const failure = { _tag: "Malformed", message: expect.stringContaining("only a part") };
      expect(await failureOf(store.get([spec]))).toMatchObject(failure);
      expect(await failureOf(store.heads({ project }))).toMatchObject(failure);
      expect(await committing(store, [put(spec, "mine\n", revision)])).toMatchObject({ failure });
      expect(page.body).toContain("some more text");
    }
  });

  it("is a failure where the listing is incomplete, and never an empty project", async () => {
    const { store } = room();
    await commit(store, put(spec, "# Spec\n"));
    notion.server.manners.listsIncompletely = true;
    expect(await failureOf(store.heads({ project }))).toMatchObject({ _tag: "Malformed" });
    expect(await failureOf(store.get([spec]))).toMatchObject({ _tag: "Malformed" });
  });

  it("is a failure where Notion does not say what comes next, or says it again", async () => {
    const { options } = room();
    for (const next_cursor of [null, "again"]) {
      const fetch = async () => Response.json({ results: [], has_more: true, next_cursor });
      expect(await failureOf(open({ ...options, fetch }).heads({ project }))).toMatchObject({
        _tag: "Malformed",
        message: expect.stringContaining("does not say where"),
      });
    }
  });

  it("is a failure where Notion lists pages of another data source", async () => {
    const { workspace, integration, options, store } = room();
    await commit(store, put(spec, "# Spec\n"));
    const other = workspace.newDataSource();
    const elsewhere = open({
      ...options,
      dataSource: other.id,
      fetch: (input, init) => fetch(String(input).replace(other.id, integration.dataSource.id), init),
    });
    expect(await failureOf(elsewhere.get([spec]))).toMatchObject({
      _tag: "Malformed",
      message: expect.stringContaining("of elsewhere"),
    });
  });

  it("is a failure where the integration may not read what it lists", async () => {
    const { integration, store } = room();
    await commit(store, put(spec, "# Spec\n"));
    integration.mayRead = false;
    expect(await failureOf(store.heads({ project }))).toMatchObject({
      _tag: "Unauthorized",
      message: expect.stringContaining("capabilities"),
    });
  });

  it("is a failure where somebody changed the columns that this store keeps", async () => {
    const { workspace, store, pageOf } = room();
    await commit(store, put(spec, "# Spec\n"));
    const page = pageOf();
    for (const [column, value] of [
      ["IDSE Source", "z1:nonsense"],
      ["IDSE Digest", digestOf("other")],
      ["IDSE Record", "mine"],
      ["IDSE Pending", "{}"],
    ] as const) {
      const before = page.values.get(column) ?? null;
      workspace.fillIn(page, column, value);
      expect(await failureOf(store.get([spec]))).toMatchObject({ _tag: "Malformed" });
      workspace.fillIn(page, column, before);
    }
    expect(await textOf(store, spec)).toBe("# Spec\n");
    // Cleared, the page is what a person made.
    workspace.fillIn(page, "IDSE Record", "");
    expect(await textOf(store, spec)).toBe("# Spec\n");
  });
});

describe("names", () => {
  it("that differ in case alone are two documents, though Notion compares without case", async () => {
    const { store } = room();
    await commit(store, put(ref("spec", "Beta"), "large\n"));
    expect(await textOf(store, ref("spec", "beta"))).toBeUndefined();
    await commit(store, put(ref("spec", "beta"), "small\n"));
    expect(await textOf(store, ref("spec", "Beta"))).toBe("large\n");
    expect(await textOf(store, ref("spec", "beta"))).toBe("small\n");
    const { heads } = await Effect.runPromise(store.heads({ project, sessions: ["beta"] }));
    expect(heads).toHaveLength(1);
  });

  it("of columns may be others", async () => {
    const { workspace } = notion.server;
    const columns = [
      ["Kennung", "rich_text"],
      ["Sitzung", "rich_text"],
      ["Stufe", "select"],
      ["IDSE Version", "number"],
      ["IDSE Digest", "rich_text"],
      ["IDSE Record", "rich_text"],
      ["IDSE Source", "rich_text"],
      ["IDSE Pending", "rich_text"],
    ] as const;
    const integration = workspace.newIntegration(workspace.newDataSource(columns));
    const properties = { id: "Kennung", session: "Sitzung", stage: "Stufe" };
    const store = open(notion.options(integration, { properties }));
    await commit(store, put(spec, "a\n"));
    expect(await textOf(store, spec)).toBe("a\n");
    const plain = open(notion.options(integration));
    expect(await failureOf(plain.get([spec]))).toMatchObject({ _tag: "Rejected" });
  });
});
