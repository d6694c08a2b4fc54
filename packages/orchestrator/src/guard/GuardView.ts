/**
 * What a clone last saw of a project whose documents are kept elsewhere, as far as the guard needs it: it stands before
 * every tool of an agent, and can ask no store then. `idse prime` and `idse next`, with which work begins, write it anew.
 * Loads nothing.
 */
import type { Stage } from "@idse/pipeline-artifacts";
import { layout, projectPaths, sessionFolder } from "@idse/project-workspace";
import type { GuardedFiles } from "./GuardFacts.ts";

export const guardViewPath = `${layout.local}/guard.json`;

interface SeenAgent {
  readonly id: string;
  readonly mode: string;
}

export interface SeenProject {
  readonly agents: ReadonlyArray<SeenAgent>;
  /** Stages that somebody signed off, by session. */
  readonly signed: Readonly<Record<string, ReadonlyArray<Stage>>>;
}

export type GuardView = Readonly<Record<string, SeenProject>>;

export const viewIn = (text: string | null): GuardView => {
  if (text === null) return {};
  try {
    const { projects } = JSON.parse(text) as { readonly projects?: unknown };
    return typeof projects === "object" && projects !== null ? (projects as GuardView) : {};
  } catch {
    return {};
  }
};

export const printView = (projects: GuardView): string => `${JSON.stringify({ projects }, null, 2)}\n`;

const stateOf = (signed: ReadonlyArray<Stage>): string =>
  JSON.stringify({ stages: Object.fromEntries(signed.map((stage) => [stage, { sign_off: true }])) });

/** Files as the guard reads them, the documents of a store elsewhere among them as they were last seen. */
export const withView = (
  files: GuardedFiles,
  projects: ReadonlyArray<string>,
  view: GuardView,
): GuardedFiles => {
  const seen = new Map<string, string>();
  for (const [project, { agents, signed }] of Object.entries(view)) {
    seen.set(projectPaths(project).registry, JSON.stringify({ agents }));
    for (const [session, stages] of Object.entries(signed)) {
      const folder = `${sessionFolder(project, session)}/metadata`;
      seen.set(`${folder}/session.json`, "{}");
      seen.set(`${folder}/state.json`, stateOf(stages));
    }
  }
  return {
    ...files,
    text: (path) => seen.get(path) ?? files.text(path),
    exists: (path) => seen.has(path) || files.exists(path),
    folders: (path) => (path === layout.projects ? projects : files.folders(path)),
  };
};
