/** Stores of processes that live and die: simulated ones in this process, and real ones. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Change, DesignStore, type NonEmpty, newOperation, type StoreFailure } from "@idse/design-store";
import { FilePrimitives, type FilePrimitivesService, ProcessIdentity } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { FilesystemDesignStore, NodeFiles, NodeProcessIdentity } from "../src/index.ts";
import { present, textOf } from "./scenarios.ts";

/** A machine of its own for each test: the pids say who lives. */
export const machine = () => {
  const dead = new Set<number>();
  let pids = 0;
  const start = (root: string, files: FilePrimitivesService = NodeFiles.nodeFiles) => {
    pids += 1;
    const pid = pids;
    const identity = Layer.succeed(ProcessIdentity, {
      self: { pid, host: "here", boot: null, startedAt: null },
      isAlive: (other) => !dead.has(other.pid),
    });
    const layer = FilesystemDesignStore.layer({ root, lockWaitMs: 0 }).pipe(
      Layer.provide([Layer.succeed(FilePrimitives, files), identity]),
    );
    return { layer, die: () => void dead.add(pid) };
  };
  return { start };
};

/** The store as a program composes it. */
export const realStore = (
  root: string,
  files: Layer.Layer<FilePrimitives> = NodeFiles.layer,
): Layer.Layer<DesignStore, StoreFailure> =>
  FilesystemDesignStore.layer({ root }).pipe(Layer.provide([files, NodeProcessIdentity.layer]));

export const provided = <A, E, E2>(
  program: Effect.Effect<A, E, DesignStore>,
  layer: Layer.Layer<DesignStore, E2>,
): Effect.Effect<A, E | E2> => program.pipe(Effect.provide(layer));

export const commit = (changes: NonEmpty<Change>, operation = newOperation()) =>
  DesignStore.use((store) => store.commit(changes, operation));

/** Puts what every scenario starts from. */
export const seed = (root: string): Promise<unknown> => {
  const [first, ...rest] = present.map((ref) => ({
    _tag: "Put" as const,
    ref,
    content: textOf(ref),
    expect: "absent" as const,
  }));
  if (first === undefined) throw new Error("a scenario starts from something");
  const { layer } = machine().start(root);
  return Effect.runPromise(provided(commit([first, ...rest]), layer));
};

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const scriptPath = (script: string): string =>
  fileURLToPath(new URL(`./children/${script}`, import.meta.url));

/** Runs a script of `test/children`, or a bundled one, with this Node. */
export const startChild = (
  script: string,
  input: ReadonlyArray<string>,
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
  const path = script.endsWith(".mjs") ? script : scriptPath(script);
  const child = spawn(process.execPath, [
    "--conditions=@idse/source",
    "--disable-warning=ExperimentalWarning",
    path,
    ...input,
  ]);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
};
