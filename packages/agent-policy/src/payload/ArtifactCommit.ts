/** `artifact_commit`: a store's own way to write, past every command. Its documents are told as the files they are. */
import { isStage, stageDefinition } from "@idse/pipeline-artifacts/Stage";
import { layout, projectPaths, sessionFolder } from "@idse/project-workspace/Layout";
import type { Edit } from "../Edit.ts";
import { type Fields, fieldsOf, listIn, textIn } from "./Json.ts";

const pathOfDocument = (project: string, session: string | null, kind: string): string => {
  if (session === null) {
    const paths = projectPaths(project);
    if (kind === "constitution") return layout.constitution;
    return kind === "registry" ? paths.registry : paths.metadata;
  }
  const folder = sessionFolder(project, session);
  return isStage(kind) ? `${folder}/${stageDefinition(kind).path}` : `${folder}/metadata/${kind}.json`;
};

export interface Committed {
  readonly paths: ReadonlyArray<string>;
  readonly edits: ReadonlyArray<Edit>;
}

/** Null where a change does not say which document it is of. */
export const committed = (input: Fields): Committed | null => {
  const paths: Array<string> = [];
  const edits: Array<Edit> = [];
  for (const one of listIn(input, "changes")) {
    const change = fieldsOf(one);
    const ref = fieldsOf(change?.get("ref"));
    if (change === null || ref === null) return null;
    const project = textIn(ref, "project");
    const kind = textIn(ref, "kind");
    if (project === null || kind === null) return null;
    const path = pathOfDocument(project, textIn(ref, "session"), kind);
    paths.push(path);
    const text = textIn(change, "content");
    if (text !== null) edits.push({ kind: "whole", path, text });
  }
  return paths.length === 0 ? null : { paths, edits };
};
