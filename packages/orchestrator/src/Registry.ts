/** The agents of a project: read from the store, the default ones where no registry is kept. */
import { type AgentEntry, type AgentRegistry, defaultRegistry, parseRegistry } from "@idse/agent-registry";
import { DesignStore } from "@idse/design-store";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { NotFound } from "./Failure.ts";
import { places } from "./Places.ts";
import { malformed } from "./Workspace.ts";

export const registryRef = (project: string): DocumentRef => ({ project, session: null, kind: "registry" });

/** A registry as text; absent, or without any agent as the predecessor left it, means the default. */
export const registryOfText = (project: string, text: string | undefined) =>
  Effect.gen(function* () {
    if (text === undefined) return defaultRegistry();
    const read = parseRegistry(text);
    if (!read.ok) return yield* malformed((yield* places).name(registryRef(project)), read.problem);
    return read.value.agents.length === 0 ? { ...read.value, ...defaultRegistry() } : read.value;
  });

export const readRegistry = (project: string) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const [found] = yield* store.get([registryRef(project)]);
    return yield* registryOfText(project, found?._tag === "StoredDocument" ? found.content : undefined);
  });

export const agentNotFound = (id: string, { agents }: AgentRegistry): NotFound =>
  new NotFound({ what: "agent", name: id, known: agents.map((one) => one.id), hint: "idse agents list" });

/** The agent with an id, which is taken as it is written. */
export const requireAgent = (registry: AgentRegistry, id: string): Effect.Effect<AgentEntry, NotFound> => {
  const agent = registry.agents.find((one) => one.id === id);
  return agent === undefined ? Effect.fail(agentNotFound(id, registry)) : Effect.succeed(agent);
};
