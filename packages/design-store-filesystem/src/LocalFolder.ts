/** `.idse/.local`: where one clone keeps its lock, its journal, its cache and what is unfinished. */
import {
  claimFile,
  type FilePrimitivesService,
  type LockOptions,
  type ProcessIdentityService,
} from "@idse/durable-files";
import { layout } from "@idse/project-workspace";

export interface Writer {
  readonly files: FilePrimitivesService;
  readonly identity: ProcessIdentityService;
  /** The repository's root, absolute, with `/`. */
  readonly root: string;
  readonly lock: LockOptions;
}

export const localPaths = (root: string) => {
  const local = `${root}/${layout.local}`;
  return {
    local,
    ignore: `${local}/.gitignore`,
    lock: `${local}/locks/documents`,
    journal: `${local}/journal`,
    staged: `${local}/staged`,
    operations: `${local}/operations`,
    heads: `${local}/cache/heads-v1`,
  };
};

/** `.idse/.local` with its own ignore file, so that git never sees what is unfinished. */
export const prepareLocal = ({ files, root }: Writer): void => {
  const paths = localPaths(root);
  if (files.stat(paths.ignore) !== undefined) return;
  files.makeDirectory(paths.local, { recursive: true });
  claimFile(files, paths.ignore, new TextEncoder().encode("*\n"));
};

/** What a failed or killed commit left; only the holder of the lock writes there. */
export const clearStaged = ({ files, root }: Writer): void => {
  const { staged } = localPaths(root);
  if (files.stat(staged) === undefined) return;
  for (const { name } of files.list(staged)) files.removeTree(`${staged}/${name}`);
};
