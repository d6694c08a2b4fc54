/**
 * The workspace a command runs in: its root, its configuration, which project and session are
 * meant, and the few files of it that are not documents of a store. Reading it writes nothing.
 */
import { FilePrimitives, type FilePrimitivesService, replaceFile } from "@idse/durable-files";
import { isReadableName, type JsonProblem, readJson } from "@idse/pipeline-artifacts";
import {
  below,
  branchOfHead,
  chooseProject,
  defaultConfig,
  gitFolderAbove,
  isRemote,
  layout,
  projectPaths,
  readPointer,
  type SurroundingsReader,
  WorkspaceConfig,
  workspaceAbove,
} from "@idse/project-workspace";
import * as Context from "effect/Context";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import { attempt, FileMalformed, WorkspaceMissing } from "./Failure.ts";

/** Where a command was started and what it was told, before any file is read. */
export interface Invocation {
  /** Absolute, with `/`. */
  readonly directory: string;
  readonly project: string | null;
  readonly session: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The name of this machine's account, for systems whose environment does not say it. Asked only when needed. */
  readonly account?: () => string | undefined;
  /** Tells this program's code from any other; without it nothing that was computed is kept. */
  readonly build?: string;
}

export interface WorkspaceService {
  readonly invocation: Invocation;
  /** Absolute, with `/`. */
  readonly root: string;
  readonly config: WorkspaceConfig;
  /** Names of all projects, sorted; those that the config names where another store keeps them. */
  readonly projects: ReadonlyArray<string>;
  /** The branch that is checked out, if git is here and one is. */
  readonly branch: string | null;
  /** Paths are relative to the root. Null where nothing is there. */
  readonly readText: (path: string) => string | null;
  readonly exists: (path: string) => boolean;
  readonly listNames: (path: string) => ReadonlyArray<string>;
  /** Replaces a file atomically and makes the folders above it. */
  readonly writeText: (path: string, text: string) => void;
}

export class Workspace extends Context.Service<Workspace, WorkspaceService>()(
  "@idse/orchestrator/Workspace",
) {}

const kindAt = (files: FilePrimitivesService, path: string) => files.stat(path)?.kind;

const readerOf = (files: FilePrimitivesService): SurroundingsReader => ({
  kindAt: (path) => kindAt(files, path),
  textAt: files.readText,
});

/** The nearest folder upward that holds `.idse`, or null. */
export const findRoot = (files: FilePrimitivesService, directory: string): string | null =>
  workspaceAbove(readerOf(files), directory);

/** Git's own folder around a directory, of a worktree its private one; null where git is not here. */
export const gitFolder = (files: FilePrimitivesService, directory: string): string | null =>
  gitFolderAbove(readerOf(files), directory);

const branchAt = (files: FilePrimitivesService, directory: string): string | null => {
  const git = gitFolder(files, directory);
  const head = git === null ? null : below(git, "HEAD");
  return head === null || files.stat(head) === undefined ? null : branchOfHead(files.readText(head));
};

/** What a workspace decided, or the default where it has no file. */
export const readConfig = (files: FilePrimitivesService, root: string) =>
  Effect.gen(function* () {
    const path = below(root, layout.config);
    const text = yield* attempt(() => (files.stat(path) === undefined ? null : files.readText(path)));
    if (text === null) return defaultConfig;
    const read = readJson(text, WorkspaceConfig);
    return read.ok ? read.value : yield* malformed(layout.config, read.problem);
  });

/** Makes the clone's own folder, which git ignores whatever the repository's ignore files say. */
export const ensureLocal = (files: FilePrimitivesService, root: string): void => {
  const folder = below(root, layout.local);
  if (files.stat(`${folder}/.gitignore`) !== undefined) return;
  files.makeDirectory(folder, { recursive: true });
  replaceFile(files, `${folder}/.gitignore`, new TextEncoder().encode("*\n"), { durable: false });
};

/** Where a file stands until it is whole, so that a killed process leaves nothing where git looks. */
export const unfinishedFolder = (files: FilePrimitivesService, root: string): string => {
  ensureLocal(files, root);
  const folder = below(root, `${layout.local}/unfinished`);
  files.makeDirectory(folder, { recursive: true });
  return folder;
};

export const malformed = (path: string, problem: JsonProblem): FileMalformed =>
  new FileMalformed({ path, line: problem.line, column: problem.column, problem: problem.message });

export const openWorkspace = (files: FilePrimitivesService, invocation: Invocation, root: string) =>
  Effect.gen(function* () {
    const at = (path: string): string => below(root, path);
    const listNames = (path: string): ReadonlyArray<string> =>
      kindAt(files, at(path)) === "directory" ? files.list(at(path)).map((entry) => entry.name) : [];
    const opened = yield* attempt(() => ({
      projects:
        kindAt(files, at(layout.projects)) === "directory"
          ? files
              .list(at(layout.projects))
              .filter((entry) => entry.kind === "directory" && isReadableName(entry.name))
              .map((entry) => entry.name)
              .sort()
          : [],
      branch: branchAt(files, root),
    }));
    const config = yield* readConfig(files, root);
    return Workspace.of({
      invocation,
      root,
      config,
      ...opened,
      ...(isRemote(config.store) ? { projects: [...config.store.projects].sort() } : {}),
      readText: (path) => (files.stat(at(path)) === undefined ? null : files.readText(at(path))),
      exists: (path) => files.stat(at(path)) !== undefined,
      listNames,
      writeText: (path, text) => {
        const target = at(path);
        files.makeDirectory(target.slice(0, target.lastIndexOf("/")), { recursive: true });
        const stageIn = unfinishedFolder(files, root);
        replaceFile(files, target, new TextEncoder().encode(text), { durable: false, stageIn });
      },
    });
  });

/** The workspace around the invocation's folder. */
export const layer = (invocation: Invocation) =>
  Layer.effect(
    Workspace,
    Effect.gen(function* () {
      const files = yield* FilePrimitives;
      const root = yield* attempt(() => findRoot(files, invocation.directory));
      if (root === null) return yield* new WorkspaceMissing({ directory: invocation.directory });
      return yield* openWorkspace(files, invocation, root);
    }),
  );

const fromEnvironment = (workspace: WorkspaceService, name: string): string | null =>
  workspace.invocation.environment[name] || null;

/** The project this command means. */
export const currentProject = Effect.gen(function* () {
  const workspace = yield* Workspace;
  const pointer = yield* attempt(() => workspace.readText(layout.currentProject));
  return yield* Effect.fromResult(
    chooseProject({
      flag: workspace.invocation.project,
      environment: fromEnvironment(workspace, "IDSE_PROJECT"),
      pointer: pointer === null ? null : readPointer(pointer),
      configured: workspace.config.default_project,
      projects: workspace.projects,
    }),
  );
});

/** What can name the current session, most telling first; which of them exist is the store's to say. */
export const sessionHints = (workspace: WorkspaceService, project: string) =>
  attempt(() => ({
    flag: workspace.invocation.session,
    environment: fromEnvironment(workspace, "IDSE_SESSION"),
    pointer: workspace.readText(projectPaths(project).currentSession),
    branch: workspace.branch,
  }));

/** Who acts: `IDSE_ACTOR`, else the user of this machine's account. */
export const actorIn = ({ environment, account }: Invocation): string =>
  environment.IDSE_ACTOR ||
  environment.USER ||
  environment.LOGNAME ||
  environment.USERNAME ||
  account?.() ||
  "unknown";

export const actor = Effect.map(Workspace, ({ invocation }) => actorIn(invocation));
