/** A workspace in memory with the session `checkout`, and the tools of an agent over it. */
import { DesignStore, type DesignStoreService, makeMemory } from "@idse/design-store";
import { NodeFiles } from "@idse/design-store-filesystem";
import { type Failure, WorkspaceMissing } from "@idse/orchestrator/Failure";
import { createSession } from "@idse/orchestrator/use-cases/createSession";
import { Workspace, type WorkspaceService } from "@idse/orchestrator/Workspace";
import { defaultConfig } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import * as Layer from "effect/Layer";
import {
  type Answered,
  agentTools,
  artifactResources,
  type Failed,
  type JsonObject,
  type UseCaseServices,
  type Workplace,
} from "../../src/index.ts";

export interface InMemory {
  readonly workplace: Workplace;
  readonly store: DesignStoreService;
  /** What lies in the working tree, documents aside. */
  readonly files: Map<string, string>;
  /** Runs a use case as a command does. */
  readonly run: <A>(useCase: Effect.Effect<A, Failure, UseCaseServices>) => Promise<A>;
  readonly call: (tool: string, input?: unknown) => Promise<Answered | Failed>;
  readonly resources: ReturnType<typeof artifactResources>;
}

const workspaceOver = (
  files: Map<string, string>,
  choice: { readonly project: string | null; readonly session: string | null },
): WorkspaceService => ({
  invocation: { directory: "/shop", ...choice, environment: { IDSE_ACTOR: "ada" } },
  root: "/shop",
  config: defaultConfig,
  projects: ["shop"],
  branch: null,
  readText: (path) => files.get(path) ?? null,
  exists: (path) => [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`)),
  listNames: () => [],
  writeText: (path, text) => void files.set(path, text),
});

export const inMemory = async (more: Partial<Workplace> = {}): Promise<InMemory> => {
  const store = await Effect.runPromise(makeMemory);
  const files = new Map<string, string>();
  const workplace: Workplace = {
    run: (useCase, { project = null, session = null }) =>
      Effect.provide(
        useCase,
        Layer.mergeAll(
          NodeFiles.layer,
          Layer.succeed(DesignStore, store),
          Layer.succeed(Workspace, workspaceOver(files, { project, session })),
        ),
      ),
    permitted: () => Effect.void,
    asTyped: (text) => text.replace("idse ", "npx idse "),
    ...more,
  };
  const tools = agentTools(workplace);
  const made: InMemory = {
    workplace,
    store,
    files,
    run: (useCase) => Effect.runPromise(workplace.run(useCase, {})),
    call: (name, input) => {
      const tool = tools.find((one) => one.name === name);
      if (tool === undefined) throw new Error(`There is no tool ${name}.`);
      return Effect.runPromise(tool.call(input));
    },
    resources: artifactResources(workplace),
  };
  if (more.run === undefined) await made.run(createSession({ name: "checkout", title: "Checkout" }));
  return made;
};

/** A place where no workspace is. */
export const nowhere = (): Promise<InMemory> =>
  inMemory({ run: () => Effect.fail(new WorkspaceMissing({ directory: "/elsewhere" })) });

/** The document of an answer that must be one. */
export const documentOf = (answer: Answered | Failed): JsonObject => {
  if (answer._tag === "Failed") throw new Error(answer.text);
  return answer.content;
};

/** The error of a call that must fail. */
export const errorOf = (answer: Answered | Failed): JsonObject => {
  if (answer._tag === "Answered") throw new Error(`It was done: ${answer.text}`);
  return answer.content.error as JsonObject;
};
