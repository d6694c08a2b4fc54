/** The few files of a workspace that everything else rests on. None of them is guessed about. */
import { parseRegistry } from "@idse/agent-registry";
import { isReadableName, type JsonProblem, readJson } from "@idse/pipeline-artifacts";
import {
  isRemote,
  layout,
  ProjectMetadata,
  projectPaths,
  readPointer,
  sessionFolder,
} from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { lawIn } from "../../Law.ts";
import { Workspace } from "../../Workspace.ts";
import { type Check, listed, note, ok, problem, warning } from "./Check.ts";

const torn = (path: string, { message, line }: Pick<JsonProblem, "message" | "line">): Check =>
  problem("workspace", `${path} cannot be read: ${message}`, {
    path,
    line,
    mend: `Mend ${path}; it was left as it is.`,
  });

export const workspaceHealth = Effect.gen(function* () {
  const workspace = yield* Workspace;
  const checks: Array<Check> = [];
  const law = yield* Effect.result(lawIn(workspace));
  if (law._tag === "Failure" && law.failure._tag === "FileMalformed")
    checks.push(torn(law.failure.path, { message: law.failure.problem, line: law.failure.line ?? 1 }));
  for (const project of workspace.projects) checks.push(...(yield* projectHealth(project)));
  if (workspace.exists(layout.predecessorDatabase))
    checks.push(
      warning("workspace", "A database of the Python predecessor is here; documents in it are not read.", {
        path: layout.predecessorDatabase,
        mend: "idse migrate --dry-run",
      }),
    );
  if (workspace.projects.length === 0)
    checks.push(
      problem("workspace", "There is no project yet.", { path: layout.projects, mend: "idse init" }),
    );
  return checks.length > 0
    ? checks
    : [
        ok(
          "workspace",
          `Configuration, constitution and registry can be read. Projects: ${listed(workspace.projects)}.`,
        ),
      ];
});

const projectHealth = (project: string) =>
  Effect.gen(function* () {
    const { readText, exists, listNames, config } = yield* Workspace;
    const paths = projectPaths(project);
    if (isRemote(config.store))
      return [
        note("workspace", `The documents of ${project} are kept in ${config.store.kind}.`, {
          mend: "idse store test",
        }),
      ];
    return yield* attempt(() => {
      const checks: Array<Check> = [];
      const registry = readText(paths.registry);
      const read = registry === null ? null : parseRegistry(registry);
      if (read?.ok === false) checks.push(torn(paths.registry, read.problem));
      const metadata = readText(paths.metadata);
      const meta = metadata === null ? null : readJson(metadata, ProjectMetadata);
      if (meta?.ok === false) checks.push(torn(paths.metadata, meta.problem));
      const pointer = readText(paths.currentSession);
      const current = pointer === null ? null : readPointer(pointer);
      if (current !== null && !exists(sessionFolder(project, current)))
        checks.push(
          warning("workspace", `The current session of ${project} is "${current}", which is not there.`, {
            path: paths.currentSession,
            mend: `idse sessions --project ${project}`,
          }),
        );
      const passedOver = listNames(paths.sessions).filter(
        (name) => !isReadableName(name) && !name.startsWith("."),
      );
      for (const name of passedOver)
        checks.push(
          warning(
            "workspace",
            `The folder "${name}" has no name that a session can have, and is passed over.`,
            {
              path: paths.sessions,
              mend: "Give it another name: letters, digits, points and hyphens.",
            },
          ),
        );
      return checks;
    });
  });
