/**
 * What other tools and earlier layouts left, taken into this workspace: survey, plan, show, apply. Nothing of the source
 * is changed, nothing that somebody wrote here is written over, and every session is noted after it is written, so that
 * a run that was killed is completed by the next.
 */
import { blueprintSession } from "@idse/pipeline-artifacts";
import { layout } from "@idse/project-workspace";
import { emptyNote, printNote } from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { existingSessions } from "../../Sessions.ts";
import { readProject } from "../../StoredProject.ts";
import { writePointer } from "../../Views.ts";
import { Workspace } from "../../Workspace.ts";
import { init } from "../init/init.ts";
import { workspaceFiles } from "../init/Plan.ts";
import { createMigrated, putMigrated, readParent } from "./Apply.ts";
import { assessMigration, type MigrationAssessment } from "./Assess.ts";
import type { MigrateOptions } from "./Options.ts";
import { migrationAnswer } from "./Report.ts";
import { readSource } from "./Source.ts";
import { readNote, readTarget, writeNote } from "./Standing.ts";
import { viewsOf } from "./Tracked.ts";

export const migrate = (options: MigrateOptions) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const source = yield* readSource(options.from ?? workspace.root, options.readDatabase);
    const assessment = yield* assessMigration(source, options);
    const created = [...(yield* makeProjects(assessment, options))];
    if (!options.dryRun) yield* apply(assessment);
    const ignore = yield* attempt(() => ignoreFile(workspace.readText));
    if (ignore !== null) {
      created.push(ignore.path);
      if (!options.dryRun) yield* attempt(() => workspace.writeText(ignore.path, ignore.content));
    }
    const projects = [
      ...new Set([...workspace.projects, ...assessment.missing.map(({ project }) => project)]),
    ];
    const tracked = options.git.tracked(workspace.root, viewsOf(projects));
    const wanted = options.untrack && tracked.length > 0;
    const refused = wanted && !options.dryRun ? options.git.untrack(workspace.root, tracked) : null;
    return migrationAnswer(assessment, options, {
      config: workspace.config,
      projects,
      created: [...new Set(created)],
      views: { tracked, wanted, untracked: wanted && !options.dryRun && refused === null, refused },
    });
  });

/** Projects that are not here yet, each made whole as `init` makes it. */
const makeProjects = ({ missing }: MigrationAssessment, options: MigrateOptions) =>
  Effect.gen(function* () {
    const { invocation, root } = yield* Workspace;
    const made: Array<string> = [];
    for (const { project, stack } of missing) {
      const done = yield* init(
        { ...invocation, directory: root },
        {
          name: project,
          answers: [],
          dryRun: options.dryRun,
          instructions: null,
          ...(stack === null ? {} : { stack }),
          ...(options.openStore === undefined ? {} : { openStore: options.openStore }),
        },
      );
      made.push(...done.value.created);
    }
    return made;
  });

/** What new sessions of a project are made with. */
const readBase = (project: string) =>
  Effect.gen(function* () {
    const metadata = yield* readProject(project);
    return { stack: metadata?.stack ?? "", blueprint: yield* readParent(project) };
  });
type ProjectBase = Effect.Success<ReturnType<typeof readBase>>;

const apply = ({ parts, missing, pointers, target, context, name }: MigrationAssessment) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const built = new Map<string, ProjectBase>();
    for (const { facts, writes, makes, note } of parts) {
      const { project, session } = facts;
      if (makes) {
        // Blueprints come first, so what is read once stays so.
        const base = built.get(project) ?? (yield* readBase(project));
        built.set(project, base);
        yield* createMigrated(
          facts,
          writes,
          { ...context, stack: base.stack },
          base.blueprint,
          target.revisions,
        );
      } else if (writes.length > 0) {
        // What has just been made for this was not there when the plan was made.
        const isNew = missing.some((one) => one.project === project);
        const { revisions } = isNew
          ? yield* readTarget(
              writes.map(({ ref }) => ref),
              "",
            )
          : target;
        yield* putMigrated(writes, revisions);
      }
      if (note !== null) yield* writeNote(project, session, printNote(note));
    }
    for (const { project, session } of pointers) {
      const there = yield* existingSessions(project, [session]);
      if (!there.has(session)) continue;
      yield* attempt(() => writePointer(workspace, project, session));
      const note = (yield* readNote(project, blueprintSession)) ?? emptyNote(name, null);
      yield* writeNote(project, blueprintSession, printNote({ ...note, pointer: session }));
    }
  });

/** An older workspace has no file that keeps git from tracking what is one clone's own. */
const ignoreFile = (readText: (path: string) => string | null) =>
  readText(layout.ignore) !== null
    ? null
    : (workspaceFiles({ kind: "filesystem" }).find(({ path }) => path === layout.ignore) ?? null);
