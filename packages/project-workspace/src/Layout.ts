/**
 * Where everything lies. Paths are relative to the repository's root, with `/`; nothing else in the
 * code spells out a folder below `.idse`. Loads nothing, since the guard of every agent reads it.
 */
export const workspaceFolder = ".idse";

export const layout = {
  config: ".idse/config.json",
  constitution: ".idse/constitution.json",
  ignore: ".idse/.gitignore",
  /** Cache, locks and unfinished writes of this clone; deleting it costs time, nothing else. */
  local: ".idse/.local",
  docs: ".idse/docs",
  governance: ".idse/governance",
  templates: ".idse/templates",
  projects: ".idse/projects",
  /** The project that commands mean when several exist. */
  currentProject: ".idse/projects/CURRENT_PROJECT",
  /** What the predecessor kept its documents in. */
  predecessorDatabase: ".idse/idse.db",
} as const;

export const projectFolder = (project: string): string => `${layout.projects}/${project}`;

export const projectPaths = (project: string) => {
  const folder = projectFolder(project);
  return {
    folder,
    /** A view of one clone: which session commands mean. */
    currentSession: `${folder}/CURRENT_SESSION`,
    /** A view of one clone, for programs that read the predecessor's file. */
    sessionState: `${folder}/session_state.json`,
    registry: `${folder}/agent_registry.json`,
    metadata: `${folder}/project.json`,
    sessions: `${folder}/sessions`,
    profiles: `${folder}/build/agents`,
  };
};

/** What stands beside a session's documents where it is the blueprint. */
export const blueprintPaths = (project: string, session: string) => {
  const folder = `${sessionFolder(project, session)}/metadata`;
  return {
    /** The project's scope in prose; a part of it is written from the claims. */
    blueprint: `${folder}/blueprint.md`,
    /** One file per event in the life of a claim. */
    claims: `${folder}/claims`,
    /** A view of one clone: everything at a glance. */
    meta: `${folder}/meta.md`,
  };
};

export const sessionFolder = (project: string, session: string): string =>
  `${projectPaths(project).sessions}/${session}`;
