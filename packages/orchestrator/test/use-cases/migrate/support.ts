/** Migrations of real folders in this process, with the real files or with a machine that dies. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FilesystemDesignStore, NodeFiles } from "@idse/design-store-filesystem";
import { FilePrimitives, type FilePrimitivesService, ProcessIdentity } from "@idse/durable-files";
import { afterAll } from "@jest/globals";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import type { ResultOf } from "../../../src/results/Results.ts";
import { migrateHere } from "../../../src/use-cases/migrate/migrateHere.ts";
import type { MigrateOptions } from "../../../src/use-cases/migrate/Options.ts";
import { type Invocation, Workspace, layer as workspaceLayer } from "../../../src/Workspace.ts";

const folders: Array<string> = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder called `shop` that holds these files. */
export const folderWith = (files: Readonly<Record<string, string | Uint8Array>> = {}): string => {
  const above = realpathSync.native(mkdtempSync(join(tmpdir(), "idse-migrate-")));
  folders.push(above);
  const root = join(above, "shop");
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) writeIn(root, path, content);
  return root;
};

export const copyOf = (root: string): string => {
  const copy = folderWith();
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
};

export const writeIn = (root: string, path: string, content: string | Uint8Array): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};

export const readIn = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
export const isIn = (root: string, path: string): boolean => existsSync(join(root, path));

/** Every file below a folder with its text, but for caches of one clone. */
export const filesIn = (root: string, below = ""): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry): Array<[string, string]> => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (path === ".idse/.local" || path === ".idse/.clone") return [];
      if (entry.isDirectory()) return Object.entries(filesIn(root, path));
      return entry.isFile() ? [[path, readIn(root, path)]] : [];
    }),
  );

const nobody: MigrateOptions["git"] = { tracked: () => [], untrack: () => null };

let processes = 0;

/** Each run is a process of its own, and those before it are gone. */
const nextProcess = () => {
  processes += 1;
  const self = { pid: 1000 + processes, host: "here", boot: null, startedAt: String(processes) };
  return ProcessIdentity.of({ self, isAlive: ({ pid }) => pid === self.pid });
};

export const migrateIn = (
  root: string,
  options: Partial<MigrateOptions> & { readonly project?: string } = {},
  files: FilePrimitivesService = NodeFiles.nodeFiles,
): Promise<ResultOf<"migration">> => {
  const { project = null, ...given } = options;
  const invocation: Invocation = { directory: root, project, session: null, environment: { USER: "ada" } };
  const machine = Layer.merge(
    Layer.succeed(FilePrimitives, files),
    Layer.succeed(ProcessIdentity, nextProcess()),
  );
  const store = Layer.unwrap(
    Effect.map(Workspace, (workspace) => FilesystemDesignStore.layer({ root: workspace.root })),
  );
  const layers = store.pipe(Layer.provideMerge(workspaceLayer(invocation)), Layer.provideMerge(machine));
  const work = migrateHere(
    invocation,
    {
      dryRun: false,
      untrack: false,
      git: nobody,
      readDatabase: () => Promise.resolve({}),
      instructions: null,
      ...given,
    },
    (inside) => Effect.provide(inside, layers),
  );
  return Effect.runPromise(
    Effect.map(Effect.provide(work, machine), ({ value }) => value as ResultOf<"migration">),
  );
};

export class Killed extends Error {}

const mutating = ["create", "rename", "link", "remove", "removeTree", "makeDirectory"] as const;

/** The real files, until so many operations have changed something: from then on nothing does anything. */
export const dyingAfter = (operations: number) => {
  let done = 0;
  const dying = Object.fromEntries(
    Object.entries(NodeFiles.nodeFiles).map(([name, work]) => [
      name,
      (...input: ReadonlyArray<never>) => {
        if ((mutating as ReadonlyArray<string>).includes(name)) done += 1;
        if (done > operations) throw new Killed();
        return (work as (...all: ReadonlyArray<never>) => unknown)(...input);
      },
    ]),
  );
  return {
    files: dying as unknown as FilePrimitivesService,
    isDead: () => done > operations,
    count: () => done,
  };
};

const stageFile = {
  intent: "intents/intent.md",
  context: "contexts/context.md",
  spec: "specs/spec.md",
  plan: "plans/plan.md",
  tasks: "tasks/tasks.md",
  implementation: "implementation/README.md",
  feedback: "feedback/feedback.md",
} as const;
export type StageName = keyof typeof stageFile;

export const at = (project: string, session: string, stage: StageName): string =>
  `.idse/projects/${project}/sessions/${session}/${stageFile[stage]}`;

export const metadataOf = (project: string, session: string): string =>
  `.idse/projects/${project}/sessions/${session}/metadata`;

export const sessionJson = (id: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({
    session_id: id,
    name: id,
    session_type: id === "__blueprint__" ? "blueprint" : "feature",
    description: null,
    is_blueprint: id === "__blueprint__",
    parent_session: id === "__blueprint__" ? null : "__blueprint__",
    related_sessions: [],
    owner: "grace",
    collaborators: [],
    tags: [],
    status: "in_progress",
    created_at: "2026-02-02T21:40:24.905785",
    updated_at: "2026-02-03T21:40:24.905785",
    ...more,
  })}`;
