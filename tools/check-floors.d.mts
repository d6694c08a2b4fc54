export interface FloorProject {
  readonly name: string;
  /** Folder from the root of the repository, with `/`. */
  readonly root: string;
  readonly tags: ReadonlyArray<string>;
  /** Names of the projects it depends on, by manifest or by import. */
  readonly dependsOn: ReadonlyArray<string>;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Sources as paths from the root of the repository. */
  readonly files: ReadonlyArray<string>;
}

export interface FloorProblem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export declare const floorProblems: (
  workspace: {
    readonly projects: ReadonlyArray<FloorProject>;
    readonly workspaceDevDependencies?: ReadonlyArray<string>;
  },
  read: (file: string) => string | undefined,
) => ReadonlyArray<FloorProblem>;

export declare const sourcesBelow: (workspace: string, projectRoot: string) => ReadonlyArray<string>;
