/**
 * A new project in a folder: assess what is there, plan every file, write them all or none. The
 * workspace appears by one rename; whatever fails after it is undone.
 */
import { type AgentRegistry, defaultRegistry, knownAgents, registryOf } from "@idse/agent-registry";
import {
  commitFiles,
  FilePrimitives,
  type FilePrimitivesService,
  publishDirectory,
} from "@idse/durable-files";
import { blueprintSession, isCreatableName, nameProblem, suggestName } from "@idse/pipeline-artifacts";
import { layout, projectFolder, workspaceFolder } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { AlreadyThere, attempt, Misuse } from "../Failure.ts";
import {
  byAction,
  type InstructionPlanner,
  instructionPaths,
  type PlannedFile,
  planInstructions,
} from "../files.ts";
import { ownTemplatePath } from "../NewSession.ts";
import { now } from "../SessionChange.ts";
import { ensureLocal, findRoot, type Invocation } from "../Workspace.ts";
import type { WorkspaceFile } from "../WorkspaceTexts.ts";
import { projectFiles, workspaceFiles } from "./Plan.ts";

export interface InitOptions {
  /** Absent: the folder's name. */
  readonly name?: string;
  readonly stack?: string;
  readonly agents?: ReadonlyArray<string>;
  readonly answers: ReadonlyArray<string>;
  readonly dryRun: boolean;
  /** Null: no instruction files are wanted. */
  readonly instructions: InstructionPlanner | null;
}

export const init = (invocation: Invocation, options: InitOptions) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const { directory } = invocation;
    const root = (yield* attempt(() => findRoot(files, directory))) ?? directory;
    const fresh = yield* attempt(() => files.stat(`${root}/${workspaceFolder}`) === undefined);
    const project = yield* nameOf(options.name, root);
    yield* refuseExisting(files, root, project);

    const chosen = yield* chooseAgents(files, invocation, root, options.agents);
    const at = yield* now;
    const stack = options.stack?.trim() ?? "";
    const readIf = (path: string) =>
      files.stat(`${root}/${path}`) === undefined ? null : files.readText(`${root}/${path}`);
    const plan = yield* attempt(() => ({
      project: projectFiles({
        project,
        stack,
        registry: chosen.registry,
        owner: ownerOf(invocation),
        at,
        uid: () => globalThis.crypto.randomUUID(),
        answers: options.answers,
        template: (stage) => readIf(ownTemplatePath(stage)),
      }),
      workspace: workspaceFiles().map(
        (file): PlannedFile => ({ ...file, action: readIf(file.path) === null ? "create" : "keep" }),
      ),
      existing: Object.fromEntries(instructionPaths.map((path) => [path, readIf(path)])),
      others:
        files.stat(`${root}/${layout.projects}`) === undefined
          ? 0
          : files.list(`${root}/${layout.projects}`).length,
      unfinished: files
        .list(root)
        .map((entry) => entry.name)
        .filter((name) => /^\.idse-[0-9a-f-]{36}\.tmp$/.test(name)),
      hasDatabase: files.stat(`${root}/${layout.predecessorDatabase}`) !== undefined,
    }));
    const instructions =
      options.instructions === null
        ? []
        : yield* planInstructions(options.instructions, {
            project,
            stack: stack === "" ? null : stack,
            existing: plan.existing,
            force: false,
          });
    if (!options.dryRun) {
      const made = yield* attempt(() => apply(files, { root, fresh, project, plan, instructions }));
      if (!made) {
        return yield* new AlreadyThere({
          what: "project",
          name: project,
          problem: `The project "${project}" was made by somebody else at this moment; nothing was changed.`,
          hint: "idse status",
        });
      }
    }
    const actions = byAction([
      ...plan.workspace,
      ...plan.project.map((file): PlannedFile => ({ ...file, action: "create" })),
      ...instructions,
    ]);
    const left = plan.unfinished.map(
      (name) => `${name} was left by an init that was stopped half-way. Nothing reads it; remove it.`,
    );
    const database = plan.hasDatabase
      ? [
          `${layout.predecessorDatabase} was found. It is the predecessor's database and is not read; export it with the predecessor first if it holds documents that are not in files.`,
        ]
      : [];
    const notes = [...database, ...left];
    return answer(
      "init",
      {
        project,
        dryRun: options.dryRun,
        ...actions,
        agents: chosen.registry.agents.map(({ id, mode }) => ({ id, mode })),
        agentsFrom: chosen.from,
        notes,
        next: options.dryRun ? commandOf(project, options) : nextCommand(project, plan.others),
      },
      notes,
    );
  });

/** The command that would write what a dry run showed. */
const commandOf = (project: string, { stack, agents }: InitOptions): string =>
  [
    `idse init ${project}`,
    ...(stack === undefined ? [] : [`--stack ${JSON.stringify(stack)}`]),
    ...(agents === undefined ? [] : [`--agents ${agents.join(",")}`]),
  ].join(" ");

/** Where a second project is made, a plain command would not know which one is meant. */
const nextCommand = (project: string, others: number): string =>
  others === 0 ? "idse next" : `idse next --project ${project}`;

const ownerOf = ({ environment }: Invocation): string =>
  [environment.IDSE_ACTOR, environment.USER, environment.LOGNAME, environment.USERNAME].find((one) => one) ??
  "unknown";

const nameOf = (wanted: string | undefined, root: string) => {
  const folder = root.slice(root.lastIndexOf("/") + 1);
  const name = wanted ?? suggestName(folder);
  if (name !== undefined && isCreatableName(name) && name !== blueprintSession) return Effect.succeed(name);
  const suggestion = wanted === undefined ? undefined : suggestName(wanted);
  return Effect.fail(
    new Misuse({
      problem:
        name === undefined
          ? `The folder's name "${folder}" cannot be made a project name.`
          : (nameProblem(name) ?? `"${name}" cannot be a project name.`),
      hint: suggestion === undefined ? "idse init NAME" : `idse init ${suggestion}`,
    }),
  );
};

/** What a whole project has at least; what of it is absent tells a half-made one. */
const vital = (project: string): ReadonlyArray<string> => [
  `${projectFolder(project)}/agent_registry.json`,
  `${projectFolder(project)}/sessions/${blueprintSession}/metadata/session.json`,
  `${projectFolder(project)}/sessions/${blueprintSession}/intents/intent.md`,
];

const refuseExisting = (files: FilePrimitivesService, root: string, project: string) =>
  Effect.flatMap(
    attempt(() => ({
      workspace: files.stat(`${root}/${workspaceFolder}`)?.kind,
      folder: files.stat(`${root}/${projectFolder(project)}`),
      missing: vital(project).filter((path) => files.stat(`${root}/${path}`) === undefined),
    })),
    ({ workspace, folder, missing }) => {
      if (workspace !== undefined && workspace !== "directory") {
        return Effect.fail(
          new AlreadyThere({
            what: "file",
            name: workspaceFolder,
            problem: `${workspaceFolder} is there and is not a folder; it was left as it is.`,
            hint: `Move ${workspaceFolder} away and run the command again.`,
          }),
        );
      }
      if (folder === undefined) return Effect.void;
      const whole = missing.length === 0;
      return Effect.fail(
        new AlreadyThere({
          what: "project",
          name: project,
          problem: whole
            ? `The project "${project}" is already there; nothing was changed.`
            : `The project "${project}" is there and not whole; nothing was changed. Missing: ${missing.join(", ")}`,
          hint: whole
            ? "idse status"
            : "Restore these files, or move the project's folder away and run idse init again.",
          details: { missing },
        }),
      );
    },
  );

const chooseAgents = (
  files: FilePrimitivesService,
  invocation: Invocation,
  root: string,
  named: ReadonlyArray<string> | undefined,
) =>
  Effect.gen(function* () {
    if (named !== undefined && named.length > 0) {
      const made = registryOf(named);
      if (!made.ok)
        return yield* new Misuse({
          problem: made.problem.message,
          hint: "idse init --agents claude-code,gpt-codex",
        });
      return { registry: made.registry, from: "named" as const };
    }
    const found = yield* attempt(() => foundAgents(files, root, invocation.environment.PATH ?? ""));
    const made = registryOf(found);
    return found.length === 0 || !made.ok
      ? { registry: defaultRegistry() as AgentRegistry, from: "default" as const }
      : { registry: made.registry, from: "found" as const };
  });

/** Agents whose files lie in the repository, else those whose program is on the path. */
const foundAgents = (files: FilePrimitivesService, root: string, path: string): ReadonlyArray<string> => {
  const isThere = (at: string): boolean => {
    try {
      return files.stat(at) !== undefined;
    } catch {
      return false;
    }
  };
  // A CLAUDE.md that only imports AGENTS.md is what we wrote ourselves, and tells nothing of the agents.
  const isOurs = (file: string): boolean =>
    file === "CLAUDE.md" &&
    isThere(`${root}/${file}`) &&
    files.readText(`${root}/${file}`).trim() === "@AGENTS.md";
  const byFile = knownAgents.filter((agent) =>
    agent.files.some((file) => isThere(`${root}/${file}`) && !isOurs(file)),
  );
  if (byFile.length > 0) return byFile.map((agent) => agent.id);
  const folders = path.split(path.includes(";") ? ";" : ":").filter((folder) => folder !== "");
  return knownAgents
    .filter((agent) =>
      agent.binaries.some((binary) =>
        folders.some((folder) =>
          ["", ".cmd", ".exe"].some((ending) => isThere(`${folder}/${binary}${ending}`)),
        ),
      ),
    )
    .map((agent) => agent.id);
};

interface Planned {
  readonly root: string;
  readonly fresh: boolean;
  readonly project: string;
  readonly plan: {
    readonly project: ReadonlyArray<WorkspaceFile>;
    readonly workspace: ReadonlyArray<PlannedFile>;
  };
  readonly instructions: ReadonlyArray<PlannedFile>;
}

/** False where the target appeared meanwhile; nothing is changed then. */
const apply = (
  files: FilePrimitivesService,
  { root, fresh, project, plan, instructions }: Planned,
): boolean => {
  const target = fresh ? workspaceFolder : projectFolder(project);
  const staged = `${root}/${fresh ? `.idse-${globalThis.crypto.randomUUID()}.tmp` : `${layout.local}/staged/${globalThis.crypto.randomUUID()}`}`;
  const inside = fresh ? [...plan.workspace, ...plan.project] : plan.project;
  const beside = [...(fresh ? [] : plan.workspace), ...instructions].filter((file) => file.action !== "keep");
  try {
    for (const file of inside) createBelow(files, staged, file.path.slice(target.length + 1), file.content);
    if (!fresh) {
      files.makeDirectory(`${root}/${layout.projects}`, { recursive: true });
      ensureLocal(files, root);
    }
    if (!publishDirectory(files, staged, `${root}/${target}`)) {
      files.removeTree(staged);
      return false;
    }
  } catch (error) {
    files.removeTree(staged);
    throw error;
  }
  try {
    ensureLocal(files, root);
    commitFiles(
      files,
      `${root}/${layout.local}/journal`,
      beside.map((file) => ({ path: `${root}/${file.path}`, bytes: new TextEncoder().encode(file.content) })),
    );
  } catch (error) {
    files.rename(`${root}/${target}`, staged);
    files.removeTree(staged);
    throw error;
  }
  return true;
};

const createBelow = (files: FilePrimitivesService, folder: string, path: string, content: string): void => {
  const at = `${folder}/${path}`;
  files.makeDirectory(at.slice(0, at.lastIndexOf("/")), { recursive: true });
  files.create(at, new TextEncoder().encode(content), true);
};
