/**
 * A new project in a folder: assess what is there, plan every file, write them all or none. The
 * workspace appears by one rename; whatever fails after it is undone.
 */
import { FilePrimitives, type FilePrimitivesService, type ProcessIdentity } from "@idse/durable-files";
import { blueprintSession, isCreatableName, nameProblem, suggestName } from "@idse/pipeline-artifacts";
import {
  isRemote,
  layout,
  type RemoteSettings,
  type StoreSettings,
  workspaceFolder,
} from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { AlreadyThere, attempt, type Failure, Misuse } from "../../Failure.ts";
import { lawIn, ownTemplates } from "../../Law.ts";
import { placesOf } from "../../Places.ts";
import { now } from "../../SessionChange.ts";
import type { StoreDriver } from "../../StoreDriver.ts";
import { actorIn, findRoot, type Invocation, readConfig } from "../../Workspace.ts";
import type { WorkspaceFile } from "../../WorkspaceTexts.ts";
import {
  byAction,
  type InstructionPlanner,
  instructionPaths,
  type PlannedFile,
  planInstructions,
} from "../files.ts";
import { chooseAgents } from "./Agents.ts";
import { applyPlan } from "./Apply.ts";
import { refuseExisting } from "./Existing.ts";
import {
  asFiles,
  cloneFiles,
  configWithProject,
  projectDocuments,
  withProject,
  workspaceFiles,
} from "./Plan.ts";
import { keepElsewhere } from "./Remote.ts";

export interface InitOptions {
  /** Absent: the folder's name. */
  readonly name?: string;
  readonly stack?: string;
  readonly agents?: ReadonlyArray<string>;
  readonly answers: ReadonlyArray<string>;
  readonly dryRun: boolean;
  /** Where the documents are to be kept; absent: where the workspace keeps them, else as files. */
  readonly store?: StoreSettings;
  /** Take part in a project that is kept there already; nothing is written there. */
  readonly join?: boolean;
  /** What was typed about the store, for the command to type next. */
  readonly storeWords?: ReadonlyArray<string>;
  readonly openStore?: OpenStore;
  /** Null: no instruction files are wanted. */
  readonly instructions: InstructionPlanner | null;
}

/** Opens a store that is not this machine, for the workspace at a root. */
export type OpenStore = (
  settings: RemoteSettings,
  root: string,
) => Effect.Effect<StoreDriver, Failure, FilePrimitives | ProcessIdentity>;

export const init = (invocation: Invocation, options: InitOptions) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const { directory } = invocation;
    const root = (yield* attempt(() => findRoot(files, directory))) ?? directory;
    const fresh = yield* attempt(() => files.stat(`${root}/${workspaceFolder}`) === undefined);
    const project = yield* projectName(options.name, root);
    if (options.join === true && options.store === undefined) {
      return yield* new Misuse({
        problem: "--join goes with --store: it takes part in a project that another store keeps.",
        hint: "idse help init",
      });
    }
    const store = yield* chooseStore(files, root, fresh, options.store);
    yield* refuseExisting(files, root, project, store);

    const chosen = yield* chooseAgents(files, invocation, root, options.agents);
    const at = yield* now;
    const stack = options.stack?.trim() ?? "";
    const readIf = (path: string) =>
      files.stat(`${root}/${path}`) === undefined ? null : files.readText(`${root}/${path}`);
    const law = yield* lawIn({
      readText: readIf,
      exists: (path) => files.stat(`${root}/${path}`) !== undefined,
    });
    const documents = yield* attempt(() =>
      projectDocuments({
        project,
        stack,
        registry: chosen.registry,
        owner: actorIn(invocation),
        at,
        uid: () => globalThis.crypto.randomUUID(),
        answers: options.answers,
        template: ownTemplates(law, readIf),
      }),
    );
    const plan = yield* attempt(() => ({
      project: isRemote(store) ? cloneFiles(project) : [...asFiles(documents), ...cloneFiles(project)],
      workspace: workspaceFiles(withProject(store, project)).map(
        (file): PlannedFile => planned(file, readIf(file.path), isRemote(store) ? project : null),
      ),
      existing: Object.fromEntries(instructionPaths.map((path) => [path, readIf(path)])),
      others: isRemote(store)
        ? store.projects.length
        : files.stat(`${root}/${layout.projects}`) === undefined
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
            elsewhere: isRemote(store),
            existing: plan.existing,
            force: false,
          });
    const kept = isRemote(store)
      ? yield* keepElsewhere({ ...options, store, root, project, documents })
      : null;
    if (!options.dryRun) {
      const made = yield* attempt(() => applyPlan(files, { root, fresh, project, plan, instructions }));
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
    const { name: nameOf } = placesOf({ store });
    const elsewhere = kept === null ? [] : documents.map((one) => nameOf(one.ref));
    const left = plan.unfinished.map(
      (name) => `${name} was left by an init that was stopped half-way. Nothing reads it; remove it.`,
    );
    const database = plan.hasDatabase
      ? [
          `${layout.predecessorDatabase} was found. It is the predecessor's database and is not read here; idse migrate brings in what it holds beside the files.`,
        ]
      : [];
    const notes = [...database, ...left];
    return answer(
      "init",
      {
        project,
        dryRun: options.dryRun,
        ...actions,
        ...(kept === "joined"
          ? { kept: [...actions.kept, ...elsewhere] }
          : { created: [...elsewhere, ...actions.created] }),
        agents: chosen.registry.agents.map(({ id, mode }) => ({ id, mode })),
        agentsFrom: chosen.from,
        notes,
        next: options.dryRun ? commandOf(project, options) : nextCommand(project, plan.others),
      },
      notes,
    );
  });

/** The command that would write what a dry run showed. */
const commandOf = (project: string, { stack, agents, storeWords = [], join }: InitOptions): string =>
  [
    `idse init ${project}`,
    ...(stack === undefined ? [] : [`--stack ${JSON.stringify(stack)}`]),
    ...(agents === undefined ? [] : [`--agents ${agents.join(",")}`]),
    ...storeWords,
    ...(join === true ? ["--join"] : []),
  ].join(" ");

/** Where a second project is made, a plain command would not know which one is meant. */
const nextCommand = (project: string, others: number): string =>
  others === 0 ? "idse next" : `idse next --project ${project}`;

const projectName = (wanted: string | undefined, root: string) => {
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

/** A file of the workspace: one that is there stays, but for a configuration that has to name one more project. */
const planned = (file: WorkspaceFile, before: string | null, project: string | null): PlannedFile => {
  if (before === null) return { ...file, action: "create" };
  return project !== null && file.path === layout.config
    ? { ...file, content: configWithProject(before, project), action: "update" }
    : { ...file, action: "keep" };
};

/** A workspace that is there has decided; another wish is refused, since documents do not move by it. */
const chooseStore = (
  files: FilePrimitivesService,
  root: string,
  fresh: boolean,
  wanted: StoreSettings | undefined,
): Effect.Effect<StoreSettings, Failure> =>
  Effect.gen(function* () {
    if (fresh) return wanted ?? { kind: "filesystem" };
    const { store } = yield* readConfig(files, root);
    if (wanted === undefined || wanted.kind === store.kind) return store;
    return yield* new Misuse({
      problem: `This workspace keeps its documents in ${store.kind}, and documents are never in two places at once.`,
      hint: "Make the project in a folder of its own, or leave --store out.",
    });
  });
