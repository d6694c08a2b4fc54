/**
 * Where everything lies. Paths are relative to the repository's root, with `/`; nothing else in the
 * code spells out a folder below `.idse`.
 */
import {
  type DocumentRef,
  isDocumentRef,
  isStage,
  stageAtPath,
  stageDefinition,
} from "@idse/pipeline-artifacts";

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

export const sessionFolder = (project: string, session: string): string =>
  `${projectPaths(project).sessions}/${session}`;

/** Where a document lies in a working tree. */
export const pathOf = (ref: DocumentRef): string => {
  if (ref.session === null) {
    if (ref.kind === "constitution") return layout.constitution;
    return ref.kind === "registry" ? projectPaths(ref.project).registry : projectPaths(ref.project).metadata;
  }
  const folder = sessionFolder(ref.project, ref.session);
  if (isStage(ref.kind)) return `${folder}/${stageDefinition(ref.kind).path}`;
  if (ref.kind === "profile") return `${projectPaths(ref.project).profiles}/${ref.session}.profile.yaml`;
  if (ref.kind === "narrative") return `${folder}/metadata/narrative.md`;
  if (ref.kind.startsWith("claim/"))
    return `${folder}/metadata/claims/${ref.kind.slice("claim/".length)}.json`;
  return `${folder}/metadata/${ref.kind}.json`;
};

/** The document that belongs at a path; null where none does. The other way round from `pathOf`. */
export const refOfPath = (path: string): DocumentRef | null => {
  const [, project = "", rest = ""] = /^\.idse\/projects\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const [, session = null, inside = ""] = /^sessions\/([^/]+)\/(.+)$/.exec(rest) ?? [];
  const kind = session === null ? projectKindAt(rest) : sessionKindAt(inside);
  const [, profileOf = null] = /^build\/agents\/([^/]+)\.profile\.yaml$/.exec(rest) ?? [];
  const ref =
    profileOf === null ? { project, session, kind } : { project, session: profileOf, kind: "profile" };
  return isDocumentRef(ref) ? ref : null;
};

const projectKindAt = (path: string): string => {
  if (path === "project.json") return "project";
  return path === "agent_registry.json" ? "registry" : "";
};

const sessionKindAt = (path: string): string => {
  const claim = /^metadata\/claims\/([^/]+)\.json$/.exec(path)?.[1];
  if (claim !== undefined) return `claim/${claim}`;
  const known = {
    "metadata/session.json": "session",
    "metadata/state.json": "state",
    "metadata/narrative.md": "narrative",
  };
  return stageAtPath(path) ?? new Map(Object.entries(known)).get(path) ?? "";
};
