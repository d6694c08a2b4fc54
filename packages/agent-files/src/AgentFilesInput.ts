/** What is wanted for the agents of a project. */
import { type Agent, registryIds } from "./Agents.ts";
import type { HookSubject } from "./CommandLine.ts";
import type { ExistingFiles } from "./InstructionFiles.ts";

export interface AgentFilesInput {
  readonly project: string;
  /** The project's stack in a few words; null where it is not known. */
  readonly stack: string | null;
  /** The documents are kept in another store, and no path leads to them. */
  readonly elsewhere?: boolean;
  /** The words that start IDSE, as `["npx", "idse"]`. */
  readonly start: ReadonlyArray<string>;
  /** Ids of agents in the registry, where they are not those that it knows from the start. */
  readonly ids?: Readonly<Partial<Record<Agent, string>>>;
  /** The files as they are: null where one does not exist. A path that is not in here is left alone. */
  readonly existing: ExistingFiles;
}

export const hookSubject = ({ ids, project }: AgentFilesInput, agent: Agent): HookSubject => ({
  agent,
  id: ids?.[agent] ?? registryIds[agent],
  project,
});
