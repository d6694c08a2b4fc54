/** The server of these tests has teeth, and the schemas it uses are those of the installed client. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "@jest/globals";
import { NotionServer } from "./server/NotionServer.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

it("are generated from the client that is installed", async () => {
  await expect(
    promisify(execFile)(process.execPath, ["tools/notion-schemas.mjs", "--check"], { cwd: root }),
  ).resolves.toBeDefined();
});

it("find a request that Notion's client could not have sent, and an answer that Notion would not give", async () => {
  const server = await NotionServer.start();
  const { token, dataSource } = server.workspace.newIntegration();
  const send = (method: string, path: string, body?: unknown, version = "2026-03-11") =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "notion-version": version },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const seen = async (...request: Parameters<typeof send>) => {
    await send(...request);
    return server.violations.splice(0).map((violation) => violation.split(":")[0]);
  };
  try {
    const query = `/v1/data_sources/${dataSource.id}/query`;
    const parent = { type: "data_source_id", data_source_id: dataSource.id };
    expect(await seen("POST", query, {})).toEqual([]);
    expect(await seen("POST", query, {}, "2025-09-03")).toEqual(["version 2025-09-03"]);
    expect(await seen("POST", query, { page_size: "100" })).toEqual(["Requests queryDataSource"]);
    expect(await seen("POST", query, { sort: [] })).toEqual(["Requests queryDataSource"]);
    expect(await seen("POST", "/v1/pages", { parent, properties: { Name: { title: "x" } } })).toContain(
      "Requests createPage",
    );
    expect(await seen("POST", "/v1/pages", { parent, children: [] })).toEqual(["Requests createPage"]);
    expect(await seen("GET", "/v1/blocks/x/children")).toEqual(["no endpoint"]);
    server.workspace.now = Number.NaN;
    expect(await seen("POST", "/v1/pages", { parent })).not.toEqual([]);
    server.workspace.now = 0;
    const page = server.workspace.makePage(dataSource, "nobody", "");
    Object.assign(page, { inTrash: "no" });
    expect(await seen("GET", `/v1/pages/${page.id}`)).toEqual(["Answers getPage"]);
  } finally {
    await server.stop();
  }
});
