/** What it costs: Notion takes about three requests a second. */
import { newOperation } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import type { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";
import type { Page } from "./server/Workspace.ts";
import { commit, open, project, put, ref, remove } from "./store.ts";

const notion = useNotion();
const kinds = [
  "intent",
  "context",
  "spec",
  "plan",
  "tasks",
  "implementation",
  "feedback",
  "session",
  "state",
] as const;

/** So many sessions, each a copy of one that was committed; nobody touched them for a minute. */
const projectOf = async (sessions: number) => {
  const { workspace } = notion.server;
  const integration = workspace.newIntegration();
  const options = notion.directly(integration);
  const [first, ...rest] = kinds.map((kind) => put(ref(kind, "s0"), `{"about": "${kind}"}\n`));
  if (first === undefined) throw new Error("no kinds");
  await commit(open(options), first, ...rest);
  const made = [...workspace.pages.values()].filter(
    ({ dataSource }) => dataSource === integration.dataSource,
  );
  const pages: Array<Page> = [...made];
  for (let index = 1; index < sessions; index += 1)
    for (const page of made) {
      const copy = workspace.makePage(page.dataSource, integration.id, page.body);
      for (const [name, value] of page.values) copy.values.set(name, value);
      copy.values.set("IDSE_ID", String(page.values.get("IDSE_ID")).replace("::s0::", `::s${index}::`));
      pages.push(copy);
    }
  workspace.now += 61_000;
  const refs: ReadonlyArray<DocumentRef> = Array.from({ length: sessions }, (_, index) =>
    kinds.map((kind) => ref(kind, `s${index}`)),
  ).flat();
  return { workspace, options, pages, refs };
};

const logged = async <A, E>(effect: Effect.Effect<A, E>): Promise<readonly [A, ReadonlyArray<string>]> => {
  notion.server.reset();
  const answer = await Effect.runPromise(effect);
  return [answer, [...notion.server.log]];
};

const bodies = (log: ReadonlyArray<string>) => log.filter((name) => name === "getPageMarkdown").length;

describe("a project of 200 sessions with 9 documents each", () => {
  it("is opened by one listing for a hundred pages, and no page is read that nobody edited", async () => {
    const { options, refs } = await projectOf(200);
    const store = open(options);
    // With a manifest for each session.
    const [{ heads }, listing] = await logged(store.heads({ project }));
    expect(heads).toHaveLength(1800);
    expect(listing).toEqual(Array.from({ length: 20 }, () => "queryDataSource"));
    const [found, reading] = await logged(store.get(refs));
    expect(found.filter(({ _tag }) => _tag === "StoredDocument")).toHaveLength(1800);
    expect(reading).toEqual(Array.from({ length: 20 }, () => "queryDataSource"));
  });
});

describe("a page that somebody may have edited", () => {
  it("is read once by a process, until it is edited again", async () => {
    const { workspace, options, pages } = await projectOf(2);
    const store = open(options);
    const [edited, touched] = pages.filter(({ values }) => String(values.get("IDSE_ID")).endsWith("spec"));
    if (edited === undefined || touched === undefined) throw new Error("two sessions");
    workspace.edit(edited, (body) => `${body}\nMore.`);
    workspace.fillIn(touched, "Status", "Locked");
    const [, fresh] = await logged(store.heads({ project }));
    expect(bodies(fresh)).toBe(2);
    // Within the minute of an edit nothing is certain.
    expect(bodies((await logged(store.heads({ project })))[1])).toBe(2);
    workspace.now += 61_000;
    expect(bodies((await logged(store.heads({ project })))[1])).toBe(2);
    expect(bodies((await logged(store.heads({ project })))[1])).toBe(0);
    expect(bodies((await logged(store.get([ref("spec", "s0"), ref("spec", "s1")])))[1])).toBe(0);
    expect(bodies((await logged(open(options).heads({ project })))[1])).toBe(2);
    workspace.edit(edited, (body) => `${body}\nStill more.`);
    const [{ heads }, again] = await logged(store.heads({ project }));
    expect(bodies(again)).toBe(1);
    expect(heads).toHaveLength(18);
  });

  it("is every page that this store wrote within the last minute", async () => {
    const { workspace, options } = await projectOf(1);
    const store = open(options);
    const [{ revision }] = await commit(store, put(ref("narrative", "s0"), "a\n"));
    expect(bodies((await logged(store.heads({ project })))[1])).toBe(1);
    workspace.now += 61_000;
    expect(bodies((await logged(store.heads({ project })))[1])).toBe(0);
    await commit(store, put(ref("narrative", "s0"), "b\n", revision));
    workspace.now += 61_000;
    expect(bodies((await logged(open(options).heads({ project })))[1])).toBe(0);
  });
});

describe("a commit", () => {
  const count = async (
    changes: Parameters<typeof commit> extends [unknown, ...infer C] ? C : never,
    options: NotionDesignStore.Options,
  ) => (await logged(open(options).commit(changes, newOperation())))[1].length;

  it("of one document costs six requests, seven where it is removed, and each further one five", async () => {
    const integration = notion.server.workspace.newIntegration();
    const options = notion.directly(integration);
    const spec = ref("spec");
    expect(await count([put(spec, "a\n")], options)).toBe(6);
    const head = async (kind: "spec" | "plan") =>
      (await Effect.runPromise(open(options).heads({ project, kinds: [kind] }))).heads[0]?.revision ?? "";
    expect(await count([put(spec, "b\n", await head("spec"))], options)).toBe(6);
    expect(await count([put(spec, "c\n", await head("spec")), put(ref("plan"), "a\n")], options)).toBe(14);
    expect(
      await count(
        [
          put(spec, "d\n", await head("spec")),
          put(ref("plan"), "b\n", await head("plan")),
          put(ref("tasks"), "a\n"),
        ],
        options,
      ),
    ).toBe(19);
    expect(await count([remove(spec, await head("spec"))], options)).toBe(7);
  });

  it("that is refused or was made before costs two at most", async () => {
    const options = notion.directly(notion.server.workspace.newIntegration());
    const operation = newOperation();
    const store = open(options);
    await Effect.runPromise(store.commit([put(ref("spec"), "a\n")], operation));
    expect((await logged(store.commit([put(ref("spec"), "a\n")], operation)))[1]).toEqual([
      "queryDataSource",
    ]);
    const [, refused] = await logged(Effect.result(store.commit([put(ref("spec"), "b\n")], newOperation())));
    expect(refused).toEqual(["queryDataSource", "getPageMarkdown"]);
  });
});

describe("an address", () => {
  it.each(["database", "view"] as const)("of a %s costs one request once", async (kind) => {
    const integration = notion.server.workspace.newIntegration();
    const { dataSource } = integration;
    const address =
      kind === "view"
        ? `view://${dataSource.databaseId}`
        : `https://www.notion.so/acme/Designs-${dataSource.databaseId.replaceAll("-", "")}?v=${dataSource.id}`;
    const store = open(notion.directly(integration, { dataSource: address }));
    const endpoint = kind === "view" ? "getView" : "getDatabase";
    expect((await logged(store.get([ref("spec")])))[1]).toEqual([endpoint, "queryDataSource"]);
    expect((await logged(store.get([ref("spec")])))[1]).toEqual(["queryDataSource"]);
  });
});
