/** The files of a new project written, all or none: the workspace appears by one rename, and what fails after it is undone. */
import { commitFiles, type FilePrimitivesService, publishDirectory } from "@idse/durable-files";
import { layout, projectFolder, workspaceFolder } from "@idse/project-workspace";
import { ensureLocal } from "../../Workspace.ts";
import type { WorkspaceFile } from "../../WorkspaceTexts.ts";
import type { PlannedFile } from "../files.ts";

export interface PlannedProject {
  readonly root: string;
  readonly fresh: boolean;
  readonly project: string;
  readonly plan: {
    readonly project: ReadonlyArray<WorkspaceFile>;
    readonly workspace: ReadonlyArray<PlannedFile>;
  };
  readonly instructions: ReadonlyArray<PlannedFile>;
}

/** False where the target appeared meanwhile; nothing is changed then. */
export const applyPlan = (
  files: FilePrimitivesService,
  { root, fresh, project, plan, instructions }: PlannedProject,
): boolean => {
  const target = fresh ? workspaceFolder : projectFolder(project);
  const staged = `${root}/${fresh ? `.idse-${globalThis.crypto.randomUUID()}.tmp` : `${layout.local}/staged/${globalThis.crypto.randomUUID()}`}`;
  const inside = fresh ? [...plan.workspace, ...plan.project] : plan.project;
  const beside = [...(fresh ? [] : plan.workspace), ...instructions].filter((file) => file.action !== "keep");
  try {
    for (const file of inside) createBelow(files, staged, file.path.slice(target.length + 1), file.content);
    if (!fresh) {
      files.makeDirectory(`${root}/${layout.projects}`, { recursive: true });
      ensureLocal(files, root);
    }
    if (!publishDirectory(files, staged, `${root}/${target}`)) {
      files.removeTree(staged);
      return false;
    }
  } catch (error) {
    files.removeTree(staged);
    throw error;
  }
  try {
    ensureLocal(files, root);
    commitFiles(
      files,
      `${root}/${layout.local}/journal`,
      beside.map((file) => ({ path: `${root}/${file.path}`, bytes: new TextEncoder().encode(file.content) })),
    );
  } catch (error) {
    files.rename(`${root}/${target}`, staged);
    files.removeTree(staged);
    throw error;
  }
  return true;
};

const createBelow = (files: FilePrimitivesService, folder: string, path: string, content: string): void => {
  const at = `${folder}/${path}`;
  files.makeDirectory(at.slice(0, at.lastIndexOf("/")), { recursive: true });
  files.create(at, new TextEncoder().encode(content), true);
};
