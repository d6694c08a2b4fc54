/** What is here of each agent: its files, its program, whether it trusts the folder, and when its hook last asked. */
import {
  type Agent,
  type AgentFilePart,
  agentCalled,
  agentFileParts,
  agentFilePaths,
  agents,
  agentTrust,
  displayName,
  type InstalledAgent,
  installedAgentFiles,
  registryIds,
} from "@idse/agent-files";
import { defaultRegistry, knownAgents, parseRegistry } from "@idse/agent-registry";
import type { FilePrimitivesService } from "@idse/durable-files";
import { readFiles } from "@idse/orchestrator/RepositoryFiles";
import type { AgentFacts, AgentSurroundings } from "@idse/orchestrator/use-cases/doctor/agentHealth";
import type { WorkspaceService } from "@idse/orchestrator/Workspace";
import { readJson } from "@idse/pipeline-artifacts";
import { isRemote, ProjectMetadata, projectPaths } from "@idse/project-workspace";
import { lastAsked } from "../guard/asked.ts";
import { startWords } from "../render/hint.ts";
import { programAt } from "./programs.ts";

export const agentSurroundings = (
  files: FilePrimitivesService,
  workspace: WorkspaceService,
  project: string | null,
): AgentSurroundings => {
  const { root, invocation } = workspace;
  const registered = project === null ? null : registeredIn(workspace, project);
  const ids = registered ?? [];
  const { existing } = readFiles(
    files,
    root,
    agentFilePaths({ agents, parts: agentFileParts, force: false }),
  );
  const installed = installedAgentFiles({
    project: project ?? "",
    stack: project === null ? null : stackOf(workspace, project),
    elsewhere: isRemote(workspace.config.store),
    start: startWords,
    ids: Object.fromEntries(
      ids.flatMap((id) => {
        const agent = agentCalled(id);
        return agent === undefined ? [] : [[agent, id]];
      }),
    ),
    existing,
  });
  const programs = (names: ReadonlyArray<string>) => programAt(names, invocation.environment);
  return {
    agents: installed
      .filter((one) => isConcerned(one, ids))
      .map((one) => factsOf(one, { root, ids, programs, environment: invocation.environment })),
    registered: registered !== null,
    idse: programs(["idse"]),
    calledByName: startWords.join(" ") === "idse",
  };
};

/** In the registry, or with a hook of ours. */
const isConcerned = ({ agent, parts }: InstalledAgent, ids: ReadonlyArray<string>): boolean =>
  ids.some((id) => agentCalled(id) === agent) ||
  parts.some(({ part, state }) => part === "hooks" && state !== "absent");

interface Known {
  readonly root: string;
  readonly ids: ReadonlyArray<string>;
  readonly programs: (names: ReadonlyArray<string>) => string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const factsOf = (
  { agent, parts }: InstalledAgent,
  { root, ids, programs, environment }: Known,
): AgentFacts => {
  const { trust, because, mend } = agentTrust(agent, {
    root,
    home: (environment.HOME ?? environment.USERPROFILE ?? "").replaceAll("\\", "/"),
    environment,
    text: textOrNull,
  });
  const state = (wanted: AgentFilePart) => parts.find(({ part }) => part === wanted)?.state ?? "absent";
  return {
    agent,
    name: displayName(agent),
    usualId: registryIds[agent],
    id: ids.find((id) => agentCalled(id) === agent) ?? null,
    program: programs(binariesOf(agent)),
    installed: {
      instructions: state("instructions"),
      skills: state("skills"),
      mcp: state("mcp"),
      hooks: state("hooks"),
    },
    trusted: trust,
    lastAsked: lastAsked(root, agent),
    trust: { because, mend },
    odd: parts.flatMap(({ part, pieces }) =>
      pieces.flatMap(({ path, line, state: found }) =>
        found === "changed" || found === "unreadable" ? [{ path, line, state: found, part }] : [],
      ),
    ),
  };
};

const binariesOf = (agent: Agent): ReadonlyArray<string> =>
  knownAgents.find(({ id }) => id === registryIds[agent])?.binaries ?? [];

/** Null where it cannot be read, or is kept in another store. */
const registeredIn = (
  { readText, config }: WorkspaceService,
  project: string,
): ReadonlyArray<string> | null => {
  if (isRemote(config.store)) return null;
  const text = readText(projectPaths(project).registry);
  if (text === null) return defaultRegistry().agents.map(({ id }) => id);
  const read = parseRegistry(text);
  return read.ok ? read.value.agents.map(({ id }) => id) : null;
};

const stackOf = ({ readText }: WorkspaceService, project: string): string | null => {
  const text = readText(projectPaths(project).metadata);
  const read = text === null ? null : readJson(text, ProjectMetadata);
  return read?.ok === true && read.value.stack !== "" ? (read.value.stack ?? null) : null;
};

const textOrNull = (path: string): string | null => {
  try {
    return process.getBuiltinModule("node:fs").readFileSync(path, "utf8");
  } catch {
    return null;
  }
};
