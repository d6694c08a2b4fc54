/** Everything that can be wrong around the documents, each with its mend. Nothing is changed, and no remote is asked. */
import { FilePrimitives } from "@idse/durable-files";
import * as Effect from "effect/Effect";
import { answer } from "../../Answer.ts";
import { attempt, WorkspaceMissing } from "../../Failure.ts";
import {
  currentProject,
  findRoot,
  type Invocation,
  openWorkspace,
  Workspace,
  type WorkspaceService,
} from "../../Workspace.ts";
import { type AgentFacts, type AgentSurroundings, agentHealth } from "./agentHealth.ts";
import { type Check, ok, problem } from "./Check.ts";
import { cloneHealth } from "./cloneHealth.ts";
import { type GitFacts, gitHealth } from "./gitHealth.ts";
import { workspaceHealth } from "./workspaceHealth.ts";

/** What only the program that runs here can find out; handed in. */
export interface DoctorMachine {
  readonly node: { readonly version: string; readonly idse: string };
  readonly git: (workspace: WorkspaceService) => GitFacts;
  /** `project`: whose registry counts; null where that cannot be said. */
  readonly agents: (workspace: WorkspaceService, project: string | null) => AgentSurroundings;
}

/** Needs no workspace that can be opened: one whose configuration is torn is what it is for. */
export const doctor = (invocation: Invocation, machine: DoctorMachine) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const root = yield* attempt(() => findRoot(files, invocation.directory));
    if (root === null) return yield* new WorkspaceMissing({ directory: invocation.directory });
    const opened = yield* Effect.result(openWorkspace(files, invocation, root));
    const node = ok("node", `idse ${machine.node.idse} on Node ${machine.node.version}.`);
    if (opened._tag === "Failure") {
      if (opened.failure._tag !== "FileMalformed") return yield* opened.failure;
      const { path, line, problem: message } = opened.failure;
      const torn = problem(
        "workspace",
        `${path} cannot be read, and nothing else could be looked at: ${message}`,
        {
          path,
          line,
          mend: `Mend ${path}; it was left as it is.`,
        },
      );
      return found([node, torn], []);
    }
    const workspace = opened.success;
    return yield* Effect.gen(function* () {
      const project = yield* meantProject;
      const surroundings = yield* attempt(() => machine.agents(workspace, project));
      const { remoteHealth } = yield* Effect.promise(() => import("./remoteHealth.ts"));
      return found(
        [
          node,
          ...(yield* workspaceHealth),
          ...gitHealth(machine.git(workspace)),
          ...(yield* cloneHealth),
          ...agentHealth(surroundings),
          ...(yield* remoteHealth),
        ],
        surroundings.agents,
      );
    }).pipe(Effect.provideService(Workspace, workspace));
  });

/** A name that is no project is the caller's mistake; not knowing which of several is none. */
const meantProject = currentProject.pipe(
  Effect.catchTags({
    ProjectAmbiguous: () => Effect.succeed(null),
    ProjectMissing: () => Effect.succeed(null),
  }),
);

const found = (checks: ReadonlyArray<Check>, agents: ReadonlyArray<AgentFacts>) => {
  const count = (state: Check["state"]): number => checks.filter((one) => one.state === state).length;
  return answer("doctor", {
    checks: [...checks],
    agents: agents.map(({ trust: _, odd: __, usualId: ___, ...facts }) => facts),
    summary: {
      ok: count("ok"),
      notes: count("note"),
      warnings: count("warning"),
      problems: count("problem"),
    },
  });
};
