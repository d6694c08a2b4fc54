/** The texts every workspace is given: guides, the constitution, how the pipeline is governed. */
import { constitutionText } from "@idse/constitution-rules";
import { layout } from "@idse/project-workspace";
import { guides } from "./generated/guides.ts";

export interface WorkspaceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly content: string;
}

export const workspaceTexts = (): ReadonlyArray<WorkspaceFile> => [
  { path: `${layout.governance}/CONSTITUTION.md`, content: constitutionText() },
  ...Object.entries(guides).map(([name, content]) =>
    name.startsWith("governance/")
      ? { path: `${layout.governance}/${name.slice("governance/".length)}`, content }
      : { path: `${layout.docs}/${name}`, content },
  ),
];
