/** Plans over files held in memory. */
import {
  type AgentFileNote,
  type AgentFilesResult,
  type AgentFilesSelection,
  agentFilePaths,
  everyAgentFile,
  planAgentFiles,
  removeAgentFiles,
} from "../src/AgentFiles.ts";
import type { AgentFilesInput } from "../src/AgentFilesInput.ts";
import type { ExistingFiles } from "../src/InstructionFiles.ts";

/** No file is there. */
export const nothing: ExistingFiles = Object.fromEntries(
  agentFilePaths(everyAgentFile).map((path) => [path, null]),
);

export const wanted = (existing: ExistingFiles, more: Partial<AgentFilesInput> = {}): AgentFilesInput => ({
  project: "demo",
  stack: null,
  start: ["npx", "idse"],
  existing: { ...nothing, ...existing },
  ...more,
});

type Options = Partial<AgentFilesInput> & Partial<AgentFilesSelection>;

export const plan = (existing: ExistingFiles, { agents, parts, force, ...more }: Options = {}) =>
  planAgentFiles({
    ...wanted(existing, more),
    agents: agents ?? everyAgentFile.agents,
    parts: parts ?? everyAgentFile.parts,
    force: force ?? false,
  });

export const remove = (existing: ExistingFiles, selection: Partial<AgentFilesSelection> = {}) =>
  removeAgentFiles({ existing: { ...nothing, ...existing }, ...everyAgentFile, ...selection });

/** The files as they are once a plan is done. */
export const done = (existing: ExistingFiles, result: AgentFilesResult): ExistingFiles => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return {
    ...nothing,
    ...existing,
    ...Object.fromEntries(result.files.map(({ path, content }) => [path, content])),
  };
};

export const notesOf = (result: AgentFilesResult): ReadonlyArray<AgentFileNote> => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.notes;
};

/** Paths that a plan changes, with what it does. */
export const changesOf = (result: AgentFilesResult): ReadonlyArray<string> => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.files
    .filter(({ action }) => action !== "keep")
    .map(({ path, action }) => `${action} ${path}`)
    .sort();
};
