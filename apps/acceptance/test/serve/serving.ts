/** `idse mcp serve` as its own process, and stores that reach it as a team does. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { DesignStoreService, StoreFailure } from "@idse/design-store";
import { ArtifactCoreDesignStore } from "@idse/design-store-artifact-core";
import { afterAll } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Redacted from "effect/Redacted";
import { bin, cleanEnvironment, idse, jsonOf } from "../../../cli/test/support.ts";

const started = new Set<Child>();
afterAll(async () => {
  for (const child of started) {
    child.process.kill("SIGKILL");
    await child.ended;
  }
});

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** What it said on standard error until now. */
  readonly told: () => string;
}

/** A command that goes on. */
export const startLasting = (
  args: ReadonlyArray<string>,
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Child => {
  const process_ = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env),
  });
  let told = "";
  process_.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    told += chunk;
  });
  const ended = once(process_, "close").then(([code, signal]) => (code ?? signal) as number | string);
  const child = { process: process_, ended, told: () => told };
  started.add(child);
  void ended.then(() => started.delete(child));
  return child;
};

export interface Server extends Child {
  readonly url: string;
  readonly port: number;
}

/** Starts a server and waits for the document in which it says where it is. */
export const startServer = async (
  cwd: string,
  args: ReadonlyArray<string> = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Server> => {
  const words = [
    "mcp",
    "serve",
    ...(args.includes("--http") ? [] : ["--http", "127.0.0.1:0"]),
    ...args,
    "--json",
  ];
  const child = startLasting(words, { cwd, env });
  const line = once(createInterface({ input: child.process.stdout }), "line");
  const [text] = (await Promise.race([
    line,
    child.ended.then((code) => Promise.reject(new Error(`The server ended with ${code}: ${child.told()}`))),
  ])) as [string];
  const { url, port } = JSON.parse(text);
  return { ...child, url, port };
};

/** Makes a token in the server's folder. */
export const tokenFor = (cwd: string, tenant: string, name = tenant): string =>
  jsonOf(idse(["mcp", "token", "add", name, "--tenant", tenant, "--json"], { cwd })).token;

const quickly = { attempts: 2, budgetMs: 2_000, firstDelayMs: 10 };

/** Work with the tenant's documents, over the wire. */
export const withStore = <A, E>(
  { url }: Pick<Server, "url">,
  token: string | undefined,
  work: (store: DesignStoreService) => Effect.Effect<A, E>,
): Effect.Effect<A, E | StoreFailure> =>
  ArtifactCoreDesignStore.make({
    url,
    retry: quickly,
    ...(token === undefined ? {} : { token: Effect.succeed(Redacted.make(token)) }),
  }).pipe(Effect.flatMap(work), Effect.scoped);
