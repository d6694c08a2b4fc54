/** What a hook at the start of an agent's session prints. */
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { assessSession, progressOf } from "../Assessment.ts";
import { rememberForGuard } from "../GuardMemory.ts";
import { places } from "../Places.ts";
import { primeText } from "../PrimeText.ts";
import { readRegistry, requireAgent } from "../Registry.ts";
import { currentSession } from "../Sessions.ts";
import { workerOf } from "../WorkChoice.ts";
import { currentProject, Workspace } from "../Workspace.ts";
import { nextStepOf } from "./status.ts";

/** `agentId` is the agent that is told; null where the hook does not say. */
export const prime = (agentId: string | null = null) =>
  Effect.gen(function* () {
    const { projects, invocation } = yield* Workspace;
    const project = yield* currentProject;
    const choice = yield* currentSession(project);
    const registry = yield* readRegistry(project);
    const agent = agentId === null ? null : yield* requireAgent(registry, agentId);
    const { reading, states } = yield* assessSession(project, choice.session, choice);
    yield* rememberForGuard({ project, session: choice.session, registry, states });
    const worker = agent === null ? null : workerOf(agent, states);
    const next = nextStepOf(reading, states, registry, yield* places);
    const { session_type: type, status } = reading.head ?? {};
    const text = primeText({
      project,
      session: choice.session,
      facts: [type, status].filter((one) => one !== undefined).join(", "),
      ...progressOf(states),
      worker,
      next,
      options: [
        projects.length > 1 ? ` --project ${project}` : "",
        invocation.session === null ? "" : ` --session ${invocation.session}`,
      ].join(""),
    });
    return answer("prime", { project, session: choice.session, agent: worker, next, text });
  });

/** What is said where there is no workspace: nothing. */
export const primeOutside = answer("prime", {
  project: null,
  session: null,
  agent: null,
  next: null,
  text: "",
});
