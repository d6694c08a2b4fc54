/** Where the documents of a store lie as files, and which document a path is. */
import {
  type DocumentRef,
  isDocumentRef,
  isStage,
  stageAtPath,
  stageDefinition,
} from "@idse/pipeline-artifacts";
import { blueprintPaths, layout, projectPaths, sessionFolder } from "./Layout.ts";

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
    return `${blueprintPaths(ref.project, ref.session).claims}/${ref.kind.slice("claim/".length)}.json`;
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
