/** A migration where there may be no workspace yet: one is made as `init` makes it, and the migration goes on in it. */
import { DesignStore, makeMemory } from "@idse/design-store";
import { FilePrimitives, type ProcessIdentity } from "@idse/durable-files";
import { suggestName } from "@idse/pipeline-artifacts";
import { interpret } from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt, type Failure, Misuse } from "../../Failure.ts";
import { findRoot, type Invocation, openWorkspace, Workspace } from "../../Workspace.ts";
import { init } from "../init/init.ts";
import { migrate } from "./migrate.ts";
import type { MigrateOptions } from "./Options.ts";
import { readSource } from "./Source.ts";

type Machine = FilePrimitives | ProcessIdentity;

/** Gives an effect the workspace around the invocation's folder, and its store. */
export type InWorkspace = <A>(
  work: Effect.Effect<A, Failure, DesignStore | Workspace | Machine>,
) => Effect.Effect<A, Failure, Machine>;

export const migrateHere = (invocation: Invocation, options: MigrateOptions, inWorkspace: InWorkspace) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const root = yield* attempt(() => findRoot(files, invocation.directory));
    if (root !== null) return yield* inWorkspace(migrate(options));
    const { directory } = invocation;
    const source = yield* readSource(options.from ?? directory, options.readDatabase);
    const folder = directory.slice(directory.lastIndexOf("/") + 1);
    const home = invocation.project ?? suggestName(folder);
    const { projects } = interpret(source, { project: home ?? "", sessions: new Map(), isOwn: () => false });
    const [first] = projects;
    const name = first?.project ?? home;
    if (name === undefined || name === "")
      return yield* new Misuse({
        problem: `The folder's name "${folder}" cannot be made a project name.`,
        hint: "idse migrate --project NAME",
      });
    const made = yield* init(invocation, {
      name,
      answers: [],
      dryRun: options.dryRun,
      instructions: options.instructions,
      ...(first?.stack == null ? {} : { stack: first.stack }),
    });
    if (options.dryRun) {
      const workspace = yield* openWorkspace(files, { ...invocation, project: name }, directory);
      const store = yield* makeMemory;
      const shown = yield* migrate({ ...options, home: home ?? name }).pipe(
        Effect.provideService(Workspace, workspace),
        Effect.provideService(DesignStore, store),
      );
      const created = [...new Set([...made.value.created, ...shown.value.created])];
      return { ...shown, value: { ...shown.value, created, updated: made.value.updated } };
    }
    const done = yield* inWorkspace(migrate({ ...options, home: home ?? name, made: name }));
    const created = [...new Set([...made.value.created, ...done.value.created])];
    return { ...done, value: { ...done.value, created, updated: made.value.updated } };
  });
