/** The check of a database, and setting one up. */
import type { StoreCheck } from "@idse/design-store";
import { describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { NotionDesignStore } from "../src/index.ts";
import { useNotion } from "./notion.ts";
import { commit, failureOf, open, project, put, ref, textOf } from "./store.ts";

const notion = useNotion();

const check = (options: NotionDesignStore.Options) =>
  Effect.runPromise(NotionDesignStore.check(options, { project }));

const outcomes = (checks: ReadonlyArray<StoreCheck>) => checks.map(({ outcome }) => outcome);
const failed = (checks: ReadonlyArray<StoreCheck>) => checks.find(({ outcome }) => outcome === "failed");

describe("a check", () => {
  it("passes where everything is in place, and leaves nothing behind", async () => {
    const { workspace } = notion.server;
    const integration = workspace.newIntegration();
    const checks = await check(notion.options(integration));
    expect(outcomes(checks)).toEqual(["passed", "passed", "passed", "passed"]);
    expect(checks[0]?.message).toBe("Connected as IDSE to the workspace Acme.");
    const left = [...workspace.pages.values()].filter(
      ({ dataSource, inTrash }) => dataSource === integration.dataSource && !inTrash,
    );
    expect(left).toEqual([]);
  });

  it("says where to get a token", async () => {
    const options = notion.options(notion.server.workspace.newIntegration());
    const checks = await check({ ...options, token: Effect.succeed(Redacted.make("ntn_wrong")) });
    expect(outcomes(checks)).toEqual(["failed", "not-run", "not-run", "not-run"]);
    expect(failed(checks)?.hint).toContain("NOTION_TOKEN");
  });

  it("says how to share a database", async () => {
    const { workspace } = notion.server;
    const options = notion.options(workspace.newIntegration());
    const checks = await check({ ...options, dataSource: workspace.newDataSource().id });
    expect(outcomes(checks)).toEqual(["passed", "failed", "not-run", "not-run"]);
    expect(failed(checks)?.hint).toContain("Connections");
  });

  it("names each column that is missing, and what adds them", async () => {
    const { workspace } = notion.server;
    const bare = workspace.newDataSource([["IDSE_ID", "rich_text"]]);
    const checks = await check(notion.options(workspace.newIntegration(bare)));
    expect(failed(checks)?.message).toBe(
      "The database lacks the columns Session (Text), Stage (Select), IDSE Version (Number), IDSE Digest (Text), IDSE Record (Text), IDSE Source (Text), IDSE Pending (Text).",
    );
    expect(failed(checks)?.hint).toContain("idse store migrate");
  });

  it("names a column of another type", async () => {
    const { workspace } = notion.server;
    const odd = workspace.newDataSource([["Stage", "rich_text"]]);
    const checks = await check(notion.options(workspace.newIntegration(odd)));
    expect(failed(checks)?.message).toContain("with another type: Stage (Select)");
    expect(failed(checks)?.hint).toContain("Rename");
  });

  it("says which capabilities are missing", async () => {
    const integration = notion.server.workspace.newIntegration();
    notion.server.reset({
      refuse: ({ endpoint }) =>
        endpoint === "createPage"
          ? { status: 403, code: "restricted_resource", message: "Insufficient permissions." }
          : undefined,
    });
    const checks = await check(notion.options(integration));
    expect(outcomes(checks)).toEqual(["passed", "passed", "passed", "failed"]);
    expect(failed(checks)?.hint).toContain("capabilities");
  });
});

describe("setting up", () => {
  it("adds what is missing, touches no other column, and does nothing the second time", async () => {
    const { workspace } = notion.server;
    const dataSource = workspace.newDataSource([["IDSE_ID", "rich_text"]]);
    const options = notion.options(workspace.newIntegration(dataSource));
    const { added } = await Effect.runPromise(NotionDesignStore.setUp(options));
    expect(added).toEqual([
      "Session",
      "Stage",
      "IDSE Version",
      "IDSE Digest",
      "IDSE Record",
      "IDSE Source",
      "IDSE Pending",
    ]);
    expect([...dataSource.columns.keys()].slice(0, 3)).toEqual(["Name", "Status", "IDSE_ID"]);
    expect(await Effect.runPromise(NotionDesignStore.setUp(options))).toEqual({ added: [] });
    const store = open(options);
    await commit(store, put(ref("spec"), "a\n"));
    expect(await textOf(store, ref("spec"))).toBe("a\n");
  });

  it("refuses a column of another type", async () => {
    const { workspace } = notion.server;
    const dataSource = workspace.newDataSource([["IDSE Record", "number"]]);
    const failure = await failureOf(
      NotionDesignStore.setUp(notion.options(workspace.newIntegration(dataSource))),
    );
    expect(failure).toMatchObject({
      _tag: "Rejected",
      message: expect.stringContaining("IDSE Record (Text)"),
    });
    expect([...dataSource.columns.keys()]).toEqual(["Name", "Status", "IDSE Record"]);
  });
});

describe("an address", () => {
  it("that is none is refused before anything is sent", async () => {
    const options = notion.options(notion.server.workspace.newIntegration(), { dataSource: "our database" });
    expect(await failureOf(open(options).get([ref("spec")]))).toMatchObject({
      _tag: "Rejected",
      message: expect.stringContaining('"our database" names no data source'),
    });
    expect(notion.server.log).toEqual([]);
  });

  it("of a database with several data sources asks for one of them", async () => {
    const { workspace } = notion.server;
    const integration = workspace.newIntegration();
    const { dataSource } = integration;
    const twin = { ...workspace.newDataSource(), databaseId: dataSource.databaseId };
    workspace.newIntegration(twin);
    const address = `https://app.notion.com/p/${dataSource.databaseId.replaceAll("-", "")}`;
    const failure = await failureOf(
      open(notion.options(integration, { dataSource: address })).get([ref("spec")]),
    );
    expect(failure).toMatchObject({ _tag: "Rejected" });
    for (const { id } of [dataSource, twin]) expect(failure.message).toContain(`collection://${id}`);
  });
});
