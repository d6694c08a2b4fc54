/** The published package: packed, installed into an empty prefix, and put to the main job from there. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { cleanEnvironment, jsonOf, type Run, runScript, temporaryFolder } from "../../cli/test/support.ts";
import { npm, onWindows, run } from "./npm.ts";

const app = fileURLToPath(new URL("../../cli", import.meta.url));
const repository = fileURLToPath(new URL("../../..", import.meta.url));

let prefix = "";
let installed = "";
let files: ReadonlyArray<string> = [];

beforeAll(() => {
  const folder = temporaryFolder("packed");
  const [packed] = JSON.parse(npm(app, "pack", "--json", "--ignore-scripts", "--pack-destination", folder));
  files = packed.files.map((file: { path: string }) => file.path);
  prefix = temporaryFolder("prefix");
  npm(folder, "install", "--global", "--prefix", prefix, "--prefer-offline", join(folder, packed.filename));
  installed = join(prefix, onWindows ? "node_modules" : "lib/node_modules", "idse-orchestrator");
}, 240_000);

/** The installed command as a shell finds it, with this Node first on the path. */
const idse = (cwd: string, ...args: ReadonlyArray<string>): Run =>
  run(
    onWindows ? "idse.cmd" : "idse",
    args,
    cwd,
    cleanEnvironment({
      PATH: `${onWindows ? prefix : join(prefix, "bin")}${onWindows ? ";" : ":"}${dirname(process.execPath)}`,
    }),
  );

describe("the tarball", () => {
  it("holds the bundle, its schemas and nothing of the sources", () => {
    expect(files).toEqual(
      expect.arrayContaining(["bin/idse.js", "dist/bin.mjs", "package.json", "schemas/status.schema.json"]),
    );
    expect(
      files.filter(
        (path) =>
          !/^(?:bin\/|dist\/[\w.-]+\.mjs$|schemas\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(
            path,
          ),
      ),
    ).toEqual([]);
  });

  it("names no folder of the machine that built it", () => {
    for (const name of readdirSync(join(installed, "dist")))
      expect(readFileSync(join(installed, "dist", name), "utf8").includes(repository)).toBe(false);
  });

  it("asks npm for nothing but the parser's binary", () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(installed, "package.json"), "utf8"),
    );
    expect(dependencies).toBeUndefined();
    expect(Object.keys(optionalDependencies).every((name) => name.startsWith("@bruits/satteri-"))).toBe(true);
  });
});

describe("the installed command", () => {
  it("does the main job: init, status, validate, spawn", () => {
    const repo = temporaryFolder();
    expect(idse(repo, "init")).toMatchObject({ code: 0, stderr: "" });
    expect(jsonOf(idse(repo, "status", "--json"))).toMatchObject({
      project: "demo",
      next: { stage: "intent" },
    });
    expect(idse(repo, "validate")).toMatchObject({ code: 1, stderr: "" });
    expect(idse(repo, "spawn", "checkout")).toMatchObject({ code: 0 });
    expect(jsonOf(idse(repo, "sessions", "--json")).statistics).toMatchObject({ total: 2, feature: 1 });
    expect(idse(repo, "compile", "agent-spec", "--dry-run")).toMatchObject({ code: 0, stderr: "" });
    expect(idse(repo, "--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("parses natively, and without the binary slower and alike", () => {
    const repo = temporaryFolder();
    idse(repo, "init");
    const told =
      "data:text/javascript,process.report.excludeNetwork=true;process.on('exit',()=>{if(process.report.getReport().sharedObjects.some((path)=>path.includes('satteri')))process.stderr.write('native')})";
    const validate = () =>
      runScript(join(installed, "bin/idse.js"), ["validate", "--json"], {
        cwd: repo,
        env: { NODE_OPTIONS: `--import=${told}` },
      });
    const native = validate();
    expect(native).toMatchObject({ code: 1, stderr: "native" });
    for (const folder of [join(installed, "node_modules/@bruits"), join(dirname(installed), "@bruits")])
      rmSync(folder, { recursive: true, force: true });
    expect(validate()).toEqual({ ...native, stderr: "" });
  });
});

const versionOf = (node: string): readonly [number, number] => {
  const [major, minor] = run(node, ["--version"], repository, process.env)
    .stdout.slice(1)
    .split(".")
    .map(Number);
  return [major ?? 0, minor ?? 0];
};

const oldNodes = ["/usr/bin/node", "/usr/local/bin/node"].filter((node) => {
  if (!existsSync(node)) return false;
  const [major, minor] = versionOf(node);
  return major < 22 || (major === 22 && minor < 19);
});

// Where no old Node is about, this one says that it is.
const pretend =
  "--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.0.0'}});Object.defineProperty(process,'version',{value:'v20.0.0'})";
const tooOld: ReadonlyArray<readonly [string, ReadonlyArray<string>]> =
  oldNodes.length > 0 ? oldNodes.map((node) => [node, []] as const) : [[process.execPath, [pretend]]];

it.each(tooOld)("%s is told which Node is needed", (node, flags) => {
  const done = run(
    node,
    [...flags, join(installed, "bin/idse.js"), "status"],
    temporaryFolder(),
    cleanEnvironment(),
  );
  expect(done).toMatchObject({ code: 6, stdout: "" });
  expect(done.stderr).toMatch(/^idse needs Node 22\.19 or newer; this is v\d+\.\d+\.\d+\.\n$/);
});
