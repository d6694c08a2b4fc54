/** The views of one clone that git tracks in an older workspace: which they are, and what takes them out of its index. */
import { blueprintSession } from "@idse/pipeline-artifacts";
import { layout, projectPaths, sessionFolder } from "@idse/project-workspace";

/** Asks the `git` that is installed; nothing is tracked where there is none. */
export interface GitIndex {
  /** Of these paths, from the root, those that are tracked. */
  readonly tracked: (root: string, paths: ReadonlyArray<string>) => ReadonlyArray<string>;
  /** Takes them out of the index, files left as they are; a problem as a sentence, or null. */
  readonly untrack: (root: string, paths: ReadonlyArray<string>) => string | null;
}

export const viewsOf = (projects: ReadonlyArray<string>): ReadonlyArray<string> => [
  layout.currentProject,
  ...projects.flatMap((project) => [
    projectPaths(project).currentSession,
    projectPaths(project).sessionState,
    `${sessionFolder(project, blueprintSession)}/metadata/meta.md`,
  ]),
];

export const untrackCommand = (paths: ReadonlyArray<string>): string | null =>
  paths.length === 0
    ? null
    : `git rm --cached -- ${paths.map((path) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)).join(" ")}`;
