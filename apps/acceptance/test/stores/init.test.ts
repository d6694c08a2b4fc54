/** A project that is to be kept elsewhere, where that does not go as wished. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { jsonOf, startIdse, temporaryFolder } from "../../../cli/test/support.ts";
import { type Home, homes } from "./homes.ts";

describe("a new project that is kept elsewhere", () => {
  let home: Home;
  const init = (cwd: string, ...more: ReadonlyArray<string>) =>
    startIdse(["init", "demo", ...home.flags, ...more, "--json"], { cwd, env: home.env });

  beforeAll(async () => {
    home = (await homes.notion?.()) as Home;
  });
  afterAll(async () => home.stop());

  it("is not made where the store refuses, and the remedy is named", async () => {
    const cwd = temporaryFolder();
    const env = { ...home.env, NOTION_TOKEN: "ntn_wrong" };
    const run = await startIdse(["init", ...home.flags, "--json"], { cwd, env });
    expect([run.code, jsonOf(run).error]).toMatchObject([
      5,
      { code: "store-not-ready", hint: expect.stringContaining("NOTION_TOKEN") },
    ]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("is only shown by a dry run: nothing is written here or there", async () => {
    const cwd = temporaryFolder();
    home.requests();
    const run = await init(cwd, "--dry-run");
    expect([run.code, jsonOf(run).created]).toEqual([0, expect.arrayContaining(["notion:demo/project"])]);
    expect(home.requests().filter((one) => !/^POST .*query|^GET /.test(one))).toEqual([]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("is refused where one of that name is kept already, unless somebody takes part in it", async () => {
    expect((await init(temporaryFolder())).code).toBe(0);
    const cwd = temporaryFolder();
    const run = await init(cwd);
    expect([run.code, jsonOf(run).error]).toMatchObject([
      4,
      { code: "project-exists", hint: expect.stringMatching(/--join$/) },
    ]);
    expect(readdirSync(cwd)).toEqual([]);
    expect((await init(cwd, "--join")).code).toBe(0);
  });
});
