/** Both sides compared, in both directions; and what of the project no sync carries. */
import { FilePrimitives, type FilePrimitivesService } from "@idse/durable-files";
import { isRemote, projectPaths, refOfPath } from "@idse/project-workspace";
import { syncStatus as statusOf } from "@idse/sync-engine";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { attempt } from "../../Failure.ts";
import { places } from "../../Places.ts";
import { Workspace } from "../../Workspace.ts";
import { chooseRemote, type OpenRemote, remotesOf, withSides } from "./Remote.ts";
import { planValue } from "./Report.ts";
import { selectionOf } from "./Selection.ts";

/** Views of one clone are made anew in every other one, so that none misses them. */
const isView = (project: string, path: string): boolean => {
  const { currentSession, sessionState } = projectPaths(project);
  return path === currentSession || path === sessionState || path.endsWith("/metadata/meta.md");
};

/** Files below the project's folder that are no documents, by path from the root. */
const otherFiles = (files: FilePrimitivesService, root: string, project: string): ReadonlyArray<string> => {
  const found: Array<string> = [];
  const walk = (folder: string): void => {
    for (const { name, kind } of files.list(`${root}/${folder}`)) {
      const path = `${folder}/${name}`;
      if (kind === "directory") walk(path);
      else if (refOfPath(path) === null && !isView(project, path)) found.push(path);
    }
  };
  const { folder } = projectPaths(project);
  if (files.stat(`${root}/${folder}`)?.kind === "directory") walk(folder);
  return found.sort();
};

export interface SyncStatusOptions {
  readonly remote: string | null;
  readonly all: boolean;
  readonly fresh: boolean;
}

export const syncStatus = ({ remote: name, all, fresh }: SyncStatusOptions, open: OpenRemote) =>
  Effect.gen(function* () {
    const remote = yield* chooseRemote(name);
    const selection = yield* selectionOf(all, false);
    const workspace = yield* Workspace;
    const files = yield* FilePrimitives;
    const at = yield* places;
    return yield* withSides(remote, open, (sides) =>
      Effect.gen(function* () {
        const { scope, project } = selection;
        const { plan, lastSync, unanswered } = yield* statusOf(sides, scope, { fresh });
        const notSynced = isRemote(workspace.config.store)
          ? []
          : yield* attempt(() => otherFiles(files, workspace.root, project));
        const context = { selection, remote, there: sides.remote, direction: "both", places: at } as const;
        return answer(
          "sync-plan",
          planValue(context, plan, {
            lastSync: lastSync?.at ?? null,
            unanswered,
            several: remotesOf(workspace).length > 1,
            notSynced,
          }),
        );
      }),
    );
  });
