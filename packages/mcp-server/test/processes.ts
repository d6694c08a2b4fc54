/** Children of a test: our servers in processes of their own, and the programs of others that talk to them. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterEach } from "@jest/globals";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every child reads the same sources; compiled once, they start in half the time. */
export const compiledOnce = { NODE_COMPILE_CACHE: here("../../../.jest-cache/children") };
const env = { ...process.env, ...compiledOnce };

const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];

/** The command line of a child of ours. */
export const childCommand = (name: "agent" | "http" | "stdio", ...args: ReadonlyArray<string>) =>
  [process.execPath, ...flags, here(`children/${name}.ts`), ...args] as const;

const ending: Array<() => void | Promise<void>> = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

export const temporaryFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mcp-")));
  mkdirSync(join(folder, ".idse"));
  ending.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export interface Child {
  readonly url: string;
  readonly port: string;
  readonly process: ChildProcess;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

/** Starts a child that serves over HTTP and waits for its address. */
const startChild = async ([program, ...rest]: ReturnType<typeof childCommand>): Promise<Child> => {
  const child = spawn(program, rest, { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit").then(
    ([code, signal]: Array<number | string | null>) => code ?? signal ?? null,
  );
  ending.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { url, port: new URL(url).port, process: child, ended };
};

export const startServer = (...args: ReadonlyArray<string>): Promise<Child> =>
  startChild(childCommand("http", ...args));

export const startAgentServer = (): Promise<Child> => startChild(childCommand("agent"));

export interface Ran {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program under Node to its end; never rejects over its exit code. */
export const runNode = async (script: string, ...args: ReadonlyArray<string>): Promise<Ran> => {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], { env });
    return { code: 0, stdout: stripVTControlCharacters(stdout), stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout: stripVTControlCharacters(stdout), stderr };
  }
};
