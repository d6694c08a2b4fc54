/** Changes to the registry of a project. Keys that IDSE does not know stay, and so does the file's manner. */
import {
  type AgentEntry,
  type AgentRegistry,
  addAgent as added,
  agentModes,
  printRegistry,
  type RegistryProblem,
  type RegistryResult,
  removeAgent as removed,
  setMode,
  setRole,
  setStages,
} from "@idse/agent-registry";
import { shareOf, unroutedStages } from "@idse/agent-routing";
import { modifyDocument } from "@idse/design-store";
import { printJsonLike } from "@idse/pipeline-artifacts";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { AlreadyThere, LastAgent, Misuse } from "../Failure.ts";
import { agentNotFound, registryOfText, registryRef } from "../Registry.ts";
import type { ResultOf } from "../results/Results.ts";
import { currentProject } from "../Workspace.ts";
import { entryOf } from "./agents.ts";
import { parseStage } from "./next.ts";

type Action = ResultOf<"agent-change">["action"];
type Change = (registry: AgentRegistry) => RegistryResult<RegistryProblem>;

interface Changed {
  readonly before: AgentRegistry;
  readonly after: AgentRegistry;
}

const failureOf = (problem: RegistryProblem, registry: AgentRegistry) => {
  switch (problem.code) {
    case "agent-unknown":
      return agentNotFound(problem.id, registry);
    case "agent-exists":
      return new AlreadyThere({
        what: "agent",
        name: problem.id,
        problem: problem.message,
        hint: `idse agents show ${problem.id}`,
      });
    case "agent-last":
      return new LastAgent({ id: problem.id, problem: problem.message });
    case "agent-id-invalid":
      return new Misuse({ problem: problem.message });
  }
};

/** What nobody takes any more is told, since an agent would wait for work that a person has to do. */
const notesOn = ({ before, after }: Changed): ReadonlyArray<string> => {
  const unrouted = unroutedStages(before);
  const lost = unroutedStages(after).filter((stage) => !unrouted.includes(stage));
  return lost.length === 0
    ? []
    : [
        `Nobody takes the ${lost.join(", ")} now. To give it to an agent: idse agents set-stages ID ${lost.join(",")}`,
      ];
};

const changeAgent = (id: string, action: Action, change: Change) =>
  Effect.gen(function* () {
    const project = yield* currentProject;
    let made: Changed | null = null;
    yield* modifyDocument(registryRef(project), (text) =>
      Effect.gen(function* () {
        const before = yield* registryOfText(project, text);
        const changed = change(before);
        if (!changed.ok) return yield* failureOf(changed.problem, before);
        const { registry: after } = changed;
        made = { before, after };
        if (text === undefined) return printRegistry(after);
        return isSame(made) ? text : printJsonLike(text, after);
      }),
    );
    return yield* told(project, id, action, made);
  });

const isSame = ({ before, after }: Changed): boolean => printRegistry(before) === printRegistry(after);

const told = (project: string, id: string, action: Action, made: Changed | null) => {
  const find = ({ agents }: AgentRegistry): AgentEntry | undefined => agents.find((one) => one.id === id);
  const agent = made === null ? undefined : (find(made.after) ?? find(made.before));
  if (made === null || agent === undefined) return Effect.die(new Error("a change of an agent without one"));
  return Effect.succeed(
    answer(
      "agent-change",
      {
        project,
        action,
        agent: entryOf(agent),
        takes: [...shareOf(made.after, id).takes],
        unrouted: [...unroutedStages(made.after)],
        unchanged: isSame(made),
      },
      notesOn(made),
    ),
  );
};

const parseMode = (wanted: string) => {
  const mode = agentModes.find((one) => one === wanted);
  return mode === undefined
    ? Effect.fail(
        new Misuse({ problem: `"${wanted}" is not a mode.`, hint: `One of: ${agentModes.join(", ")}` }),
      )
    : Effect.succeed(mode);
};

const parseStages = (names: ReadonlyArray<string>) =>
  names.length === 0
    ? Effect.fail(
        new Misuse({ problem: "Name at least one stage.", hint: "idse agents set-stages ID spec,plan" }),
      )
    : Effect.forEach(names, parseStage);

const parseText = (what: string, text: string) =>
  text.trim() === ""
    ? Effect.fail(new Misuse({ problem: `The ${what} cannot be empty.` }))
    : Effect.succeed(text.trim());

export interface AddAgentOptions {
  readonly role?: string;
  readonly mode?: string;
  readonly stages?: ReadonlyArray<string>;
  readonly name?: string;
  readonly description?: string;
}

/** At the end of the file; what is not said is what IDSE knows of the agent. */
export const addAgent = (id: string, { role, mode, stages, name, description }: AddAgentOptions = {}) =>
  Effect.gen(function* () {
    const said = {
      ...(role === undefined ? {} : { role: yield* parseText("role", role) }),
      ...(mode === undefined ? {} : { mode: yield* parseMode(mode) }),
      ...(stages === undefined ? {} : { stages: yield* parseStages(stages) }),
      ...(name === undefined ? {} : { name: yield* parseText("name", name) }),
      ...(description === undefined ? {} : { description: yield* parseText("description", description) }),
    };
    return yield* changeAgent(id, "added", (registry) => added(registry, id, said));
  });

export const removeAgent = (id: string) => changeAgent(id, "removed", (registry) => removed(registry, id));

export const setAgentMode = (id: string, wanted: string) =>
  Effect.flatMap(parseMode(wanted), (mode) =>
    changeAgent(id, "mode-set", (registry) => setMode(registry, id, mode)),
  );

export const setAgentRole = (id: string, wanted: string) =>
  Effect.flatMap(parseText("role", wanted), (role) =>
    changeAgent(id, "role-set", (registry) => setRole(registry, id, role)),
  );

export const setAgentStages = (id: string, names: ReadonlyArray<string>) =>
  Effect.flatMap(parseStages(names), (stages) =>
    changeAgent(id, "stages-set", (registry) => setStages(registry, id, stages)),
  );
