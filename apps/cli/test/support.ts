/**
 * The built command line run as its users run it, in folders that live as long as one test file. Nothing
 * of the developer's own environment reaches it.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "@jest/globals";
import { warmRunner } from "./warm.ts";

/** `IDSE_BIN` puts an installed command line to the same tests. */
export const bin = process.env.IDSE_BIN ?? fileURLToPath(new URL("../bin/idse.js", import.meta.url));

if (!existsSync(join(dirname(bin), "../dist/bin.mjs")))
  throw new Error("These tests run the built command line. Build it first: node tools/build-cli.mjs");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

const folders: Array<string> = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new empty folder below one with a random name, so that the project's name is the same in every run. */
export const temporaryFolder = (name = "demo"): string => {
  const above = realpathSync.native(mkdtempSync(join(tmpdir(), "idse-test-")));
  folders.push(above);
  const folder = join(above, name);
  mkdirSync(folder);
  return folder;
};

/** No agent's program is on this path, no colour is asked for, and the user is called ada. */
export const cleanEnvironment = (extra: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  ...(process.env.SystemRoot === undefined ? {} : { SystemRoot: process.env.SystemRoot }),
  PATH: "",
  HOME: tmpdir(),
  TMPDIR: tmpdir(),
  USER: "ada",
  ...extra,
});

/** Runs a script under this Node and waits for it. */
export const runScript = (
  script: string,
  args: ReadonlyArray<string>,
  { cwd, input, env }: RunOptions,
): Run => {
  const run = spawnSync(process.execPath, [script, ...args], {
    cwd,
    input: input ?? "",
    encoding: "utf8",
    env: cleanEnvironment(env),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error !== undefined) throw run.error;
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
};

/** A process of its own: what a person or a script starts. */
export const idseProcess = (args: ReadonlyArray<string>, options: RunOptions): Run =>
  runScript(bin, args, options);

const warm = warmRunner(join(dirname(bin), "../dist"));
afterAll(() => warm.stop());

/** What is asked of the process itself, before the command line's own code, or read when a module is loaded. */
const needsProcess = (args: ReadonlyArray<string>, { input, env = {} }: RunOptions): boolean =>
  input !== undefined ||
  args.length === 0 ||
  ["hook", "mcp", "--version", "-V"].includes(args[0] ?? "") ||
  Object.keys(env).some((name) => /^(FORCE_COLOR|NO_COLOR|NODE_|npm_|LOADED)/.test(name));

/**
 * The built command line. Most runs share a thread that has it loaded, since a process costs ten times as much; the
 * contract and the tests of what lasts start processes.
 */
export const idse = (args: ReadonlyArray<string>, options: RunOptions): Run =>
  needsProcess(args, options)
    ? idseProcess(args, options)
    : warm.run({ args, cwd: options.cwd, env: cleanEnvironment(options.env) });

/** As `idse`, for a command that asks a server which the test itself runs; one after the other. */
export const askIdse = (args: ReadonlyArray<string>, options: RunOptions): Promise<Run> =>
  needsProcess(args, options)
    ? startIdse(args, options)
    : warm.start({ args, cwd: options.cwd, env: cleanEnvironment(options.env) });

/** A process of its own, beside others. */
export const startIdse = (args: ReadonlyArray<string>, { cwd, env, input }: RunOptions): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: cleanEnvironment(env),
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.on("error", () => undefined).end(input ?? "");
    const text = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text.stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      text.stderr += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...text }));
  });

/** The run's one JSON document. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every kind
export const jsonOf = (run: Run): any => JSON.parse(run.stdout);

/** Runs a command that must succeed, and gives its answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every kind
export const answerOf = (cwd: string, ...args: ReadonlyArray<string>): any => {
  const run = idse([...args, "--json"], { cwd });
  if (run.code !== 0)
    throw new Error(`idse ${args.join(" ")} exited with ${run.code}: ${run.stdout}${run.stderr}`);
  return jsonOf(run);
};

/** Runs a command that must succeed, and gives its text. */
export const textOf = (cwd: string, ...args: ReadonlyArray<string>): string => {
  const run = idse(args, { cwd });
  if (run.code !== 0) throw new Error(`idse ${args.join(" ")} exited with ${run.code}: ${run.stderr}`);
  return run.stdout;
};

const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.org",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.org",
};

/** What git would do; its exit code may be other than 0. */
export const tryGit = (cwd: string, ...args: ReadonlyArray<string>): Run => {
  const run = spawnSync("git", args, { cwd, encoding: "utf8", env: gitEnvironment });
  if (run.error !== undefined) throw run.error;
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
};

export const git = (cwd: string, ...args: ReadonlyArray<string>): string => {
  const run = tryGit(cwd, ...args);
  if (run.code !== 0) throw new Error(`git ${args.join(" ")}: ${run.stdout}${run.stderr}`);
  return run.stdout;
};

/** A folder called `demo`, with a git repository in it where one is asked for. */
export const temporaryRepo = (options: { readonly git?: boolean } = {}): string => {
  const folder = temporaryFolder();
  if (options.git === true) git(folder, "init", "--quiet", "--initial-branch=main");
  return folder;
};

const initialised = new Map<string, string>();

/** A folder in which `idse init` has run; made once in a file and copied. */
export const workspace = (options: { readonly git?: boolean; readonly filled?: boolean } = {}): string => {
  const key = JSON.stringify(options);
  let made = initialised.get(key);
  if (made === undefined) {
    made = temporaryRepo(options);
    textOf(made, "init");
    if (options.filled === true) fillIn(made);
    initialised.set(key, made);
  }
  const copy = temporaryFolder();
  cpSync(made, copy, { recursive: true });
  return copy;
};

export const sessionFolder = (repo: string, session = "__blueprint__", project = "demo"): string =>
  join(repo, ".idse/projects", project, "sessions", session);

export const stageFiles = {
  intent: "intents/intent.md",
  context: "contexts/context.md",
  spec: "specs/spec.md",
  plan: "plans/plan.md",
  tasks: "tasks/tasks.md",
  implementation: "implementation/README.md",
  feedback: "feedback/feedback.md",
} as const;
export type StageName = keyof typeof stageFiles;
export const stageNames = Object.keys(stageFiles) as ReadonlyArray<StageName>;

export const read = (path: string): string => readFileSync(path, "utf8");

export const write = (path: string, text: string | Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

export const edit = (path: string, change: (text: string) => string): void => write(path, change(read(path)));

const marker = /\[REQUIRES INPUT[^\]]*\]/g;

/** What somebody would write in the place of every open marker, every task done. */
export const filled = (stage: StageName, text: string): string =>
  stage === "implementation"
    ? text
        .replace(
          /(## Component Impact Report[\s\S]*?)\[REQUIRES INPUT[^\]]*\]/,
          "$1- **Cart** (`src/cart.ts`): added.",
        )
        .replace(marker, "Written.")
    : text.replace(marker, "Written.").replaceAll("- [ ]", "- [x]");

/** Fills in every document of a session, or those that are named. */
export const fillIn = (
  repo: string,
  session = "__blueprint__",
  stages: ReadonlyArray<StageName> = stageNames,
): void => {
  for (const stage of stages)
    edit(join(sessionFolder(repo, session), stageFiles[stage]), (text) => filled(stage, text));
};

/** Every file below a folder with its content, `.git` aside; what a command must not change is compared by it. */
export const treeOf = (folder: string, below = ""): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(folder, below))
      .filter((name) => name !== ".git")
      .sort()
      .flatMap((name) => {
        const path = below === "" ? name : `${below}/${name}`;
        const stat = lstatSync(join(folder, path));
        if (stat.isDirectory()) return [[`${path}/`, ""], ...Object.entries(treeOf(folder, path))];
        if (stat.isSymbolicLink()) return [[path, `-> ${readlinkSync(join(folder, path))}`]];
        return [[path, readFileSync(join(folder, path)).toString("latin1")]];
      }),
  );

/** `treeOf` without what belongs to this clone alone. */
export const trackedTreeOf = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(treeOf(folder)).filter(([path]) => !path.startsWith(".idse/.local/")));
