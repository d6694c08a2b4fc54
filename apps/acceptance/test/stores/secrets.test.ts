/** A secret that a program prints, and one that it does not. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { edit, type Run, startIdse, temporaryFolder, treeOf } from "../../../cli/test/support.ts";
import { type Home, homes } from "./homes.ts";

describe("a token that the configuration has a program print", () => {
  let home: Home;
  let folder = "";
  const token = (): string => home.env.NOTION_TOKEN ?? "";

  /** The configuration names this script, which finds the token where `idse` does not look for it. */
  const printedBy = (script: string): void =>
    edit(join(folder, ".idse/config.json"), (text) => {
      const config = JSON.parse(text);
      config.store.token = { command: [process.execPath, "-e", script] };
      return JSON.stringify(config);
    });
  const status = (): Promise<Run> =>
    startIdse(["status", "--json"], {
      cwd: folder,
      env: { NOTION_BASE_URL: home.env.NOTION_BASE_URL ?? "", HIDDEN: token() },
    });

  beforeAll(async () => {
    home = (await homes.notion?.()) as Home;
    folder = temporaryFolder();
    const init = await startIdse(["init", ...home.flags], { cwd: folder, env: home.env });
    expect([init.code, init.stderr]).toEqual([0, ""]);
  });
  afterAll(async () => home.stop());

  it("opens the store", async () => {
    printedBy("console.log(process.env.HIDDEN)");
    expect(await status()).toMatchObject({ code: 0, stderr: "" });
  });

  it.each([
    [
      "fails",
      "console.log(process.env.HIDDEN); console.error(process.env.HIDDEN); process.exit(3)",
      "failed",
    ],
    ["prints nothing", "0", "printed nothing"],
  ])("is told of without a word of what was printed, where the program %s", async (_what, script, why) => {
    printedBy(script);
    const { code, stdout } = await status();
    const { error } = JSON.parse(stdout);
    expect([code, error.code]).toEqual([5, "store-unauthorized"]);
    expect(error.message).toMatch(
      new RegExp(`^There is no token of an integration: the program .* ${why}\\.$`),
    );
    expect(stdout).not.toContain(token());
  });

  it("is told of where there is no such program", async () => {
    edit(join(folder, ".idse/config.json"), (text) =>
      text.replace(/"command":\[[^\]]*\]/, '"command":["/no/such/program"]'),
    );
    const { code, stdout } = await status();
    expect([code, JSON.parse(stdout).error.message]).toEqual([
      5,
      "There is no token of an integration: the program /no/such/program was not found.",
    ]);
  });

  it("is in no file", () => {
    expect(Object.values(treeOf(folder)).filter((text) => text.includes(token()))).toEqual([]);
  });
});
