/**
 * The contract against the real Notion, where a token is given: `NOTION_TOKEN` of an integration and
 * `NOTION_DATA_SOURCE`, a database that `idse store migrate` has set up and that is kept for this. Pages of the
 * contract's own projects are moved to its trash before each case.
 */
import { designStoreContract } from "@idse/design-store-testkit";
import { expect, it } from "@jest/globals";
import { Client } from "@notionhq/client";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import * as Redacted from "effect/Redacted";
import { notionVersion } from "../src/Exchange.ts";
import { NotionDesignStore } from "../src/index.ts";
import { NotionApi } from "../src/NotionApi.ts";
import { settingsOf } from "../src/Options.ts";
import { idOf } from "../src/PageName.ts";
import { commit, open, put, ref } from "./store.ts";

const { NOTION_TOKEN: token, NOTION_DATA_SOURCE: dataSource } = process.env;
const projects = ["contract", "other-project", "__proto__", "shop"];

if (token === undefined || dataSource === undefined)
  it("says that the real Notion was not asked", () => {
    console.log("not run: set NOTION_TOKEN and NOTION_DATA_SOURCE");
    expect([token, dataSource]).toContain(undefined);
  });
else {
  const options = { dataSource, token: Effect.succeed(Redacted.make(token)) };
  const api = new NotionApi(settingsOf(options));

  const pagesUnder = (prefix: string) =>
    api.query("test", { property: "IDSE_ID", rich_text: { starts_with: prefix } });

  const emptied = Effect.forEach(
    projects,
    (project) =>
      Effect.flatMap(pagesUnder(`${project}::`), ({ value }) =>
        Effect.forEach(value, ({ id }) => api.updatePage("test", id, { in_trash: true })),
      ),
    { discard: true },
  );

  designStoreContract(
    "the real Notion",
    () => Layer.unwrap(Effect.as(emptied, NotionDesignStore.layer(options))),
    { capabilities: NotionDesignStore.capabilities, largeContent: "refused" },
  );

  it("refuses to replace a text that is not on the page, and finds one of several lines", async () => {
    await Effect.runPromise(emptied);
    const spec = ref("spec");
    await commit(open(options), put(spec, "# Title\n\n* one\n* two\n"));
    const { value: pages } = await Effect.runPromise(pagesUnder(idOf(spec)));
    const [page] = pages;
    if (page === undefined) throw new Error("no page");
    const client = new Client({ auth: token, notionVersion });
    const update = (old_str: string) =>
      client.pages.updateMarkdown({
        page_id: page.id,
        type: "update_content",
        update_content: { content_updates: [{ old_str, new_str: "# New\n" }] },
      });
    await expect(update("This is not there.")).rejects.toMatchObject({ code: "validation_error" });
    const { markdown } = await client.pages.retrieveMarkdown({ page_id: page.id });
    expect((await update(markdown)).markdown).toContain("New");
  });
}
