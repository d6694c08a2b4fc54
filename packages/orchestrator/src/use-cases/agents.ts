/** The agents of a project as they stand: who they are, what mode they work in, and who takes a stage. */
import type { AgentEntry } from "@idse/agent-registry";
import { route, shareOf, unroutedStages } from "@idse/agent-routing";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { readRegistry, requireAgent } from "../Registry.ts";
import { currentProject } from "../Workspace.ts";
import { parseStage } from "./next.ts";

/** An agent as a result has it. */
export const entryOf = ({ id, name, description, role, mode, stages }: AgentEntry) => ({
  id,
  name: name ?? null,
  description: description ?? null,
  role,
  mode,
  stages: [...stages],
});

export const listAgents = Effect.gen(function* () {
  const project = yield* currentProject;
  const registry = yield* readRegistry(project);
  return answer("agent-list", {
    project,
    agents: registry.agents.map(entryOf),
    unrouted: [...unroutedStages(registry)],
  });
});

export const showAgent = (id: string) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    const registry = yield* readRegistry(project);
    const agent = yield* requireAgent(registry, id);
    const { takes, behind } = shareOf(registry, id);
    return answer("agent", { project, agent: entryOf(agent), takes: [...takes], behind: [...behind] });
  });

export const routeStage = (stageName: string) =>
  Effect.gen(function* () {
    const stage = yield* parseStage(stageName);
    const project = yield* currentProject;
    const found = route(yield* readRegistry(project), stage);
    return answer("route", {
      project,
      stage,
      agent: found === null ? null : { id: found.agent.id, mode: found.mode, role: found.agent.role },
    });
  });
