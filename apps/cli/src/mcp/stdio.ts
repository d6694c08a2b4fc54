/** The documents of a workspace for the program that started this one, until its input ends. */
import { DesignStore } from "@idse/design-store";
import { type OnProblem, serveStdio } from "@idse/mcp-server";
import { Workspace } from "@idse/orchestrator/Workspace";
import { isRemote } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { ownProjects } from "./own-projects.ts";
import { toolsOf } from "./tools.ts";

export const serveWorkspace = (onProblem: OnProblem) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const { config, projects } = yield* Workspace;
    const seen = isRemote(config.store) ? ownProjects(store, projects) : store;
    yield* serveStdio({ tools: toolsOf(seen), onProblem });
  });
