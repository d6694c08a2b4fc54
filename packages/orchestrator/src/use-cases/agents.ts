/** The agents of a project: who they are, what mode they work in, and who takes a stage. */
import {
  type AgentEntry,
  type AgentRegistry,
  agentModes,
  printRegistry,
  setMode,
  setRole,
} from "@idse/agent-registry";
import { route, unroutedStages } from "@idse/agent-routing";
import { modifyDocument } from "@idse/design-store";
import { printJsonLike } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { Misuse, NotFound } from "../Failure.ts";
import { readRegistry, registryOfText, registryRef } from "../Registry.ts";
import { currentProject } from "../Workspace.ts";
import { parseStage } from "./next.ts";

const entryOf = ({ id, role, mode, stages }: AgentEntry) => ({ id, role, mode, stages: [...stages] });

export const listAgents = Effect.gen(function* () {
  const project = yield* currentProject;
  const registry = yield* readRegistry(project);
  return answer("agent-list", {
    project,
    agents: registry.agents.map(entryOf),
    unrouted: [...unroutedStages(registry)],
  });
});

type RegistryChange = (
  registry: AgentRegistry,
) =>
  | { readonly ok: true; readonly registry: AgentRegistry }
  | { readonly ok: false; readonly problem: { readonly message: string } };

const changeAgent = (id: string, change: RegistryChange) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    let unchanged = false;
    yield* modifyDocument(registryRef(project), (text) =>
      Effect.gen(function* () {
        const registry = yield* registryOfText(project, text);
        const changed = change(registry);
        if (!changed.ok) return yield* new NotFound({ what: "agent", name: id, hint: "idse agents list" });
        unchanged = printRegistry(changed.registry) === printRegistry(registry);
        if (unchanged && text !== undefined) return text;
        return text === undefined ? printRegistry(changed.registry) : printJsonLike(text, changed.registry);
      }),
    );
    const registry = yield* readRegistry(project);
    const agent = registry.agents.find((one) => one.id === id);
    if (agent === undefined)
      return yield* new NotFound({ what: "agent", name: id, hint: "idse agents list" });
    return answer("agent-change", { project, agent: entryOf(agent), unchanged });
  });

export const setAgentMode = (id: string, wanted: string) =>
  Effect.gen(function* () {
    const mode = agentModes.find((one) => one === wanted);
    if (mode === undefined) {
      return yield* new Misuse({
        problem: `"${wanted}" is not a mode.`,
        hint: `One of: ${agentModes.join(", ")}`,
      });
    }
    return yield* changeAgent(id, (registry) => setMode(registry, id, mode));
  });

export const setAgentRole = (id: string, role: string) =>
  role.trim() === ""
    ? Effect.fail(new Misuse({ problem: "The role cannot be empty." }))
    : changeAgent(id, (registry) => setRole(registry, id, role.trim()));

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
