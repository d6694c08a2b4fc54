import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { askIdse, type Run, temporaryFolder, trackedTreeOf } from "../../../cli/test/support.ts";
import { type Home, homes } from "./homes.ts";
import { type Step, scenario } from "./scenario.ts";

/** What differs in every run, and where a document lies, taken out of an answer. */
const comparable = (text: string): unknown => {
  const same = text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID")
    .replaceAll(/(?:supabase|firebase|notion|artifact-core):demo\/([a-z_-]+)\/([a-z]+)/g, "PLACE")
    .replaceAll(/\.idse\/projects\/demo\/(?:sessions|build)\/[^"\s:]*[^"\s:.]/g, "PLACE");
  return JSON.parse(same, (key, value: unknown) => (key === "path" ? undefined : value));
};

const outcomes = new Map<string, ReadonlyArray<{ readonly code: number | null; readonly answer: unknown }>>();

const everyFile = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyFile(path) : [path];
  });

describe.each(Object.keys(homes))("a morning's work with documents in %s", (name) => {
  let home: Home;
  let folder = "";
  const runs: Array<Run> = [];
  const idse = async ({ args, input }: Step): Promise<Run> => {
    const run = await askIdse([...args, "--json"], {
      cwd: folder,
      env: home.env,
      ...(input === undefined ? {} : { input }),
    });
    runs.push(run);
    return run;
  };

  beforeAll(async () => {
    home = (await homes[name]?.()) as Home;
    folder = temporaryFolder();
  });
  afterAll(async () => home.stop());

  it("begins with a store that can be used", async () => {
    const init = await idse({ args: ["init", ...home.flags] });
    expect([init.code, init.stderr]).toEqual([0, ""]);
    const test = await idse({ args: ["store", "test"] });
    expect([test.code, JSON.parse(test.stdout)]).toMatchObject([0, { usable: true, project: "demo" }]);
  });

  it("is the same as with files", async () => {
    const told: Array<{ code: number | null; answer: unknown }> = [];
    for (const step of scenario) {
      const { code, stdout, stderr } = await idse(step);
      expect([step.args, code, stderr]).toEqual([step.args, step.code ?? 0, expect.any(String)]);
      told.push({ code, answer: comparable(stdout) });
    }
    outcomes.set(name, told);
    const files = outcomes.get("filesystem") ?? [];
    for (const [index, { args }] of scenario.entries()) {
      expect({ args, ...told[index] }).toEqual({ args, ...files[index] });
    }
  });

  it("leaves documents in one place only", () => {
    const paths = Object.keys(trackedTreeOf(folder)).filter((path) => /\/(?:sessions|build)\/./.test(path));
    if (name === "filesystem") expect(paths.length).toBeGreaterThan(27);
    else expect(paths).toEqual([]);
  });

  it("says and keeps no secret", () => {
    expect(runs.length).toBeGreaterThan(scenario.length);
    const texts = [
      ...runs.flatMap((run) => [run.stdout, run.stderr]),
      ...everyFile(folder).map((path) => readFileSync(path, "latin1")),
    ];
    for (const secret of home.secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  });
});
