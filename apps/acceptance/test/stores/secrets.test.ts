/** Secrets that a program prints or does not, and those that a server was given. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { edit, type Run, read, startIdse, temporaryFolder, treeOf } from "../../../cli/test/support.ts";
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

describe("a token of Artifact Core", () => {
  let home: Home;
  let folder = "";
  const wrong = `idse_${"w".repeat(43)}`;
  const run = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>): Promise<Run> =>
    startIdse([...args, "--json"], { cwd: folder, env });

  beforeAll(async () => {
    home = (await homes["artifact-core"]?.()) as Home;
    folder = temporaryFolder();
    const init = await run(["init", ...home.flags], home.env);
    expect([init.code, init.stderr]).toEqual([0, ""]);
  });
  afterAll(async () => home.stop());

  const store = () => JSON.parse(treeOf(folder)[".idse/config.json"] ?? "").store;

  it("has its place named in the configuration, and is not there", () => {
    expect(store()).toEqual({
      kind: "artifact-core",
      projects: ["demo"],
      url: home.flags.at(-1),
      token: { env: "IDSE_ARTIFACT_CORE_TOKEN" },
    });
  });

  it.each([
    [
      "is not set",
      {},
      "There is no token of a tenant: the environment variable IDSE_ARTIFACT_CORE_TOKEN is not set.",
    ],
    ["is of nobody", { IDSE_ARTIFACT_CORE_TOKEN: wrong }, "Artifact Core does not accept the token: "],
  ])("that %s is told of and not said", async (_what, env, message) => {
    const { code, stdout, stderr } = await run(["status"], env);
    const { error } = JSON.parse(stdout);
    expect([code, error.code, stderr]).toEqual([5, "store-unauthorized", ""]);
    expect(error.message).toContain(message);
    expect(stdout).not.toContain(wrong);
    const test = await run(["store", "test"], env);
    expect([test.code, JSON.parse(test.stdout).checks[0].outcome]).toEqual([5, "failed"]);
    expect(test.stdout + test.stderr).not.toContain(wrong);
  });

  it("is neither asked for nor handed on where a command is the server", async () => {
    const told = join(folder, "told.txt");
    edit(join(folder, ".idse/config.json"), (text) => {
      const { url: _url, ...rest } = JSON.parse(text).store;
      const script = `
        require("fs").writeFileSync("told.txt", JSON.stringify([process.env, process.cwd()]));
        require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
          const error = { code: -32000, message: "not today" };
          console.log(JSON.stringify({ jsonrpc: "2.0", id: JSON.parse(line).id, error }));
        });`;
      return JSON.stringify({ store: { ...rest, command: [process.execPath, "-e", script] } });
    });
    const { code, stdout } = await run(["status"], home.env);
    expect([code, JSON.parse(stdout).error]).toMatchObject([
      2,
      { code: "store-rejected", message: expect.stringContaining("not today") },
    ]);
    const [environment, directory] = JSON.parse(read(told));
    expect(directory).toBe(folder);
    expect(Object.values(environment)).not.toContain(home.secrets[0]);
  });

  it("is in no file", () => {
    const files = Object.values(treeOf(folder));
    for (const secret of [...home.secrets, wrong])
      expect(files.filter((text) => text.includes(secret))).toEqual([]);
  });
});
