/** Files that IDSE keeps in a repository beside the documents: guides, and what agents read. */
import { commitFiles, FilePrimitives } from "@idse/durable-files";
import { isRemote, layout } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { attempt, FileMalformed } from "../Failure.ts";
import { readProject } from "../StoredProject.ts";
import { currentProject, ensureLocal, Workspace } from "../Workspace.ts";
import { type WorkspaceFile, workspaceTexts } from "../WorkspaceTexts.ts";

export interface PlannedFile extends WorkspaceFile {
  readonly action: "create" | "update" | "keep";
}

/** Instruction files planned from what stands there; the package that knows the agents hands it in. */
export type InstructionPlanner = (input: {
  readonly project: string;
  readonly stack: string | null;
  readonly elsewhere: boolean;
  readonly existing: Readonly<Record<string, string | null>>;
  readonly force: boolean;
}) =>
  | { readonly ok: true; readonly files: ReadonlyArray<PlannedFile> }
  | {
      readonly ok: false;
      readonly problems: ReadonlyArray<{
        readonly path: string;
        readonly line: number;
        readonly message: string;
        readonly hint: string;
      }>;
    };

export const instructionPaths = ["AGENTS.md", "CLAUDE.md"] as const;

/** What is to be written, or the first file that has to be mended by hand. */
export const planInstructions = (planner: InstructionPlanner, input: Parameters<InstructionPlanner>[0]) => {
  const planned = planner(input);
  if (planned.ok) return Effect.succeed(planned.files);
  const [problem] = planned.problems;
  return Effect.fail(
    new FileMalformed({
      path: problem?.path ?? "AGENTS.md",
      line: problem?.line ?? null,
      column: 1,
      problem: problem?.message ?? "The managed block is broken.",
    }),
  );
};

const pathsBy = (files: ReadonlyArray<PlannedFile>, action: PlannedFile["action"]): Array<string> =>
  files.filter((file) => file.action === action).map((file) => file.path);

export const byAction = (files: ReadonlyArray<PlannedFile>) => ({
  created: pathsBy(files, "create"),
  updated: pathsBy(files, "update"),
  kept: pathsBy(files, "keep"),
});

/** Writes what is not kept, all or nothing. */
const write = (files: ReadonlyArray<PlannedFile>, dryRun = false) =>
  Effect.gen(function* () {
    const primitives = yield* FilePrimitives;
    const { root } = yield* Workspace;
    const changed = files.filter((file) => file.action !== "keep");
    yield* attempt(() => {
      if (changed.length === 0 || dryRun) return;
      ensureLocal(primitives, root);
      commitFiles(
        primitives,
        `${root}/${layout.local}/journal`,
        changed.map((file) => ({
          path: `${root}/${file.path}`,
          bytes: new TextEncoder().encode(file.content),
        })),
      );
    });
    return answer("files", { ...byAction(files), removed: [], dryRun, notes: [] });
  });

/** Guides and governance texts; one that was edited stays unless `force` is given. */
export const installDocs = (force: boolean) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const planned = yield* attempt(() =>
      workspaceTexts().map((file): PlannedFile => {
        const before = workspace.readText(file.path);
        if (before === null) return { ...file, action: "create" };
        return { ...file, action: before === file.content || !force ? "keep" : "update" };
      }),
    );
    return yield* write(planned);
  });

/** AGENTS.md and CLAUDE.md; everything outside the managed blocks stays byte for byte. */
export const generateAgentFiles = (
  planner: InstructionPlanner,
  options: { readonly stack?: string; readonly force: boolean; readonly dryRun: boolean },
) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const project = yield* currentProject;
    const metadata = yield* readProject(project);
    const existing = yield* attempt(() =>
      Object.fromEntries(instructionPaths.map((path) => [path, workspace.readText(path)])),
    );
    const stack = options.stack ?? metadata?.stack ?? "";
    const planned = yield* planInstructions(planner, {
      project,
      stack: stack === "" ? null : stack,
      elsewhere: isRemote(workspace.config.store),
      existing,
      force: options.force,
    });
    return yield* write(planned, options.dryRun);
  });
