/** What stands in the way of a new project, here or in the store of the workspace. */
import type { FilePrimitivesService } from "@idse/durable-files";
import { blueprintSession } from "@idse/pipeline-artifacts";
import { isRemote, projectFolder, type StoreSettings, workspaceFolder } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { AlreadyThere, attempt, type Failure } from "../../Failure.ts";

/** What a whole project has at least; what of it is absent tells a half-made one. */
const vital = (project: string): ReadonlyArray<string> => [
  `${projectFolder(project)}/agent_registry.json`,
  `${projectFolder(project)}/sessions/${blueprintSession}/metadata/session.json`,
  `${projectFolder(project)}/sessions/${blueprintSession}/intents/intent.md`,
];

/** Fails where the project, or something in its way, is there already. */
export const refuseExisting = (
  files: FilePrimitivesService,
  root: string,
  project: string,
  store: StoreSettings,
): Effect.Effect<void, Failure> => {
  if (isRemote(store) && store.projects.includes(project)) return Effect.fail(alreadyKept(project));
  return Effect.flatMap(
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
      if (folder === undefined || isRemote(store)) return Effect.void;
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
};

const alreadyKept = (project: string): AlreadyThere =>
  new AlreadyThere({
    what: "project",
    name: project,
    problem: `The project "${project}" is already kept in the store of this workspace; nothing was changed.`,
    hint: "idse status",
  });
