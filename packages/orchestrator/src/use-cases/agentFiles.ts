/** What agents read and run, put into the files of a repository or taken out of them again. */
import { FilePrimitives } from "@idse/durable-files";
import { isRemote, projectPaths } from "@idse/project-workspace";
import * as Effect from "effect/Effect";
import { answer } from "../Answer.ts";
import { attempt, FileMalformed, Misuse } from "../Failure.ts";
import { readRegistry } from "../Registry.ts";
import { changeFiles, readFiles, type TextsByPath } from "../RepositoryFiles.ts";
import { readProject } from "../StoredProject.ts";
import { currentProject, Workspace } from "../Workspace.ts";
import { byAction, type PlannedFile } from "./files.ts";
import { foundAgents } from "./init/Agents.ts";

export type AgentFilePart = "instructions" | "skills" | "mcp" | "hooks";

interface Selection<Agent> {
  readonly agents: ReadonlyArray<Agent>;
  readonly parts: ReadonlyArray<AgentFilePart>;
  readonly force: boolean;
}

interface Place {
  readonly path: string;
  readonly line: number | null;
  readonly message: string;
  readonly hint: string;
}

type Planned =
  | {
      readonly ok: true;
      readonly files: ReadonlyArray<{
        readonly path: string;
        readonly action: "create" | "update" | "keep" | "remove";
        readonly content: string | null;
      }>;
      readonly notes: ReadonlyArray<Place>;
    }
  | { readonly ok: false; readonly problems: ReadonlyArray<Place> };

/** The package that knows the agents and their files, handed in. */
export interface AgentFilesPlanner<Agent extends string> {
  readonly agents: ReadonlyArray<Agent>;
  readonly agentCalled: (name: string) => Agent | undefined;
  readonly displayName: (agent: Agent) => string;
  readonly paths: (selection: Selection<Agent>) => ReadonlyArray<string>;
  readonly plan: (
    input: Selection<Agent> & {
      readonly project: string;
      readonly stack: string | null;
      readonly elsewhere: boolean;
      readonly start: ReadonlyArray<string>;
      readonly existing: TextsByPath;
    },
  ) => Planned;
  readonly remove: (input: Selection<Agent> & { readonly existing: TextsByPath }) => Planned;
}

export interface AgentFilesOptions {
  /** Names, or `all`, or `detected`. Absent: all that are taken out, or those of the registry. */
  readonly agents?: ReadonlyArray<string>;
  readonly parts: ReadonlyArray<AgentFilePart>;
  readonly remove: boolean;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly stack?: string;
  /** The words that start IDSE on this machine. */
  readonly start: ReadonlyArray<string>;
}

export const agentFiles = <Agent extends string>(
  planner: AgentFilesPlanner<Agent>,
  options: AgentFilesOptions,
) =>
  Effect.gen(function* () {
    const primitives = yield* FilePrimitives;
    const workspace = yield* Workspace;
    const project = yield* currentProject;
    // What is taken out depends on no document, so that a broken one is no hindrance.
    const metadata = options.remove ? null : yield* readProject(project);
    const registered = options.remove ? [] : (yield* readRegistry(project)).agents.map(({ id }) => id);
    const agents = yield* chooseAgents(planner, options, registered);
    const selection: Selection<Agent> = { agents, parts: options.parts, force: options.force };
    const { existing, links } = yield* attempt(() =>
      readFiles(primitives, workspace.root, planner.paths(selection)),
    );
    const stack = options.stack ?? metadata?.stack ?? "";
    const planned = options.remove
      ? planner.remove({ ...selection, existing })
      : planner.plan({
          ...selection,
          project,
          stack: stack === "" ? null : stack,
          elsewhere: isRemote(workspace.config.store),
          start: options.start,
          existing,
        });
    if (!planned.ok) return yield* unreadable(planned.problems);
    const strangers =
      options.remove || !options.parts.includes("hooks")
        ? []
        : strangersAmong(planner, agents, registered, projectPaths(project).registry);
    const notes = [...planned.notes, ...links.map(linkNote), ...strangers];
    const changed = planned.files.filter(({ action }) => action !== "keep");
    if (!options.dryRun && changed.length > 0)
      yield* attempt(() => changeFiles(primitives, workspace.root, changed));
    const kept = planned.files.filter((file): file is PlannedFile => file.action !== "remove");
    const removed = planned.files.filter(({ action }) => action === "remove").map(({ path }) => path);
    return answer(
      "files",
      { ...byAction(kept), removed, dryRun: options.dryRun, notes: [...notes] },
      notes.map(
        ({ path, line, message, hint }) => `${line === null ? path : `${path}:${line}`}: ${message} ${hint}`,
      ),
    );
  });

const chooseAgents = <Agent extends string>(
  planner: AgentFilesPlanner<Agent>,
  { agents: named = [], remove }: AgentFilesOptions,
  registered: ReadonlyArray<string>,
) =>
  Effect.gen(function* () {
    const known = (names: ReadonlyArray<string>): ReadonlyArray<Agent> => {
      const called = names.map(planner.agentCalled);
      return planner.agents.filter((agent) => called.includes(agent));
    };
    if (named.includes("all") || (named.length === 0 && remove)) return planner.agents;
    if (named.length === 0 || named.includes("detected")) {
      const names = named.length === 0 ? registered : yield* detected;
      const found = known(names);
      if (found.length > 0) return found;
      return yield* new Misuse({
        problem: `No agent whose files idse knows was found ${named.length === 0 ? "in the registry" : "here"}.`,
        hint: `Name some: --agents ${planner.agents.join(",")}`,
      });
    }
    const unknown = named.find((name) => planner.agentCalled(name) === undefined);
    if (unknown === undefined) return known(named);
    return yield* new Misuse({
      problem: `There is no agent "${unknown}" whose files idse knows.`,
      hint: `--agents takes all, detected, or some of: ${planner.agents.join(", ")}`,
    });
  });

const detected = Effect.gen(function* () {
  const primitives = yield* FilePrimitives;
  const { root, invocation } = yield* Workspace;
  return yield* attempt(() => foundAgents(primitives, root, invocation.environment.PATH ?? ""));
});

const linkNote = (path: string): Place => ({
  path,
  line: null,
  message: "This is a link, and was left as it is.",
  hint: "If it does not lead to the same in this repository, put a file or folder in its place.",
});

const strangersAmong = <Agent extends string>(
  planner: AgentFilesPlanner<Agent>,
  agents: ReadonlyArray<Agent>,
  registered: ReadonlyArray<string>,
  path: string,
): ReadonlyArray<Place> => {
  const known = registered.map(planner.agentCalled);
  return agents
    .filter((agent) => !known.includes(agent))
    .map((agent) => ({
      path,
      line: null,
      message: `${planner.displayName(agent)} is not in the registry, so that it has no mode to be held to.`,
      hint: "Add it there.",
    }));
};

/** All of them are named; the first gives the place. */
const unreadable = (problems: ReadonlyArray<Place>): FileMalformed => {
  const [first, ...others] = problems;
  const more = others.map(({ path, line, message }) => `${path}:${line ?? 1}:1: ${message}`);
  return new FileMalformed({
    path: first?.path ?? "AGENTS.md",
    line: first?.line ?? null,
    column: 1,
    problem: [first?.message ?? "It cannot be read.", ...more].join("\n"),
  });
};
