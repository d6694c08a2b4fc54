/**
 * One file at a time: replaced whole or not at all, or claimed by exactly one of many. Several files
 * as one are the Journal's work.
 */
import { failedWith, nameOf, parentOf, quietly, randomName } from "./Failures.ts";
import type { FilePrimitivesService } from "./FilePrimitives.ts";

export interface ReplaceOptions {
  /** Flush the bytes and the directory to the disk before returning. Off for caches. */
  readonly durable: boolean;
  /** An existing directory for the unfinished file, on the same disk; otherwise it stands beside `path`. */
  readonly stageIn?: string;
  /** The permission bits it gets; otherwise it keeps those it has. */
  readonly mode?: number;
}

const renameAttempts = 8;

/** Renames over `to`, and waits where Windows says that a scanner or an indexer has the file open. */
export const renameOver = (files: FilePrimitivesService, from: string, to: string): void => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      files.rename(from, to);
      return;
    } catch (error) {
      const passing = failedWith(error, "EPERM", "EBUSY", "EACCES");
      if (!passing || attempt >= renameAttempts) throw error;
      files.pause(2 ** (attempt - 1));
    }
  }
};

const temporaryPath = (directory: string, path: string): string =>
  `${directory}/.${nameOf(path).slice(0, 80)}.${randomName()}.tmp`;

const replaceThrough = (
  files: FilePrimitivesService,
  temporary: string,
  path: string,
  bytes: Uint8Array,
  { durable, mode }: ReplaceOptions,
): void => {
  try {
    files.create(temporary, bytes, durable, mode ?? files.stat(path)?.mode);
    renameOver(files, temporary, path);
  } catch (error) {
    quietly(() => files.remove(temporary));
    throw error;
  }
  if (durable) files.syncDirectory(parentOf(path));
};

/**
 * Gives `path` new content in one step: a reader, a second writer or a killed process meets the old
 * bytes or the new ones. The directory must be there; permissions are kept unless told. Throws `FileFailure`,
 * and then the old bytes stand; only where the last flush of the directory failed do the new ones,
 * and a power failure may still take them back.
 */
export const replaceFile = (
  files: FilePrimitivesService,
  path: string,
  bytes: Uint8Array,
  options: ReplaceOptions,
): void => {
  const replaceIn = (directory: string) =>
    replaceThrough(files, temporaryPath(directory, path), path, bytes, options);
  try {
    replaceIn(options.stageIn ?? parentOf(path));
  } catch (error) {
    if (options.stageIn === undefined || !failedWith(error, "EXDEV")) throw error;
    replaceIn(parentOf(path));
  }
};

/**
 * Makes `path` with this content if nobody has made it before; false where somebody has. Of many
 * processes exactly one gets true, and none ever reads a part of the content. Where the file system
 * has no hard links the name is claimed first and filled after, so there a killed process may leave
 * it unfilled.
 */
export const claimFile = (
  files: FilePrimitivesService,
  path: string,
  bytes: Uint8Array,
  options: { readonly durable?: boolean } = {},
): boolean => {
  const temporary = temporaryPath(parentOf(path), path);
  const durable = options.durable ?? false;
  let claimed = false;
  try {
    files.create(temporary, bytes, durable);
    claimed = claimName(files, temporary, path, bytes, durable);
  } finally {
    quietly(() => files.remove(temporary));
  }
  if (claimed && durable) files.syncDirectory(parentOf(path));
  return claimed;
};

/** Gives a finished file a second, final name; false where the name is taken. */
export const claimName = (
  files: FilePrimitivesService,
  finished: string,
  path: string,
  bytes: Uint8Array,
  durable: boolean,
): boolean => {
  try {
    files.link(finished, path);
    return true;
  } catch (error) {
    if (failedWith(error, "EEXIST")) return false;
    if (!failedWith(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK")) throw error;
  }
  try {
    files.create(path, bytes, durable);
    return true;
  } catch (error) {
    if (failedWith(error, "EEXIST")) return false;
    throw error;
  }
};

/** Makes a directory and what is missing above it, flushed, so that a file in it survives a power failure too. */
export const ensureDirectory = (files: FilePrimitivesService, path: string): void => {
  if (files.stat(path) !== undefined) return;
  const parent = parentOf(path);
  if (parent !== path) ensureDirectory(files, parent);
  files.makeDirectory(path, { recursive: true });
  files.syncDirectory(parent);
};

/**
 * Moves a fully written directory to its final place in one step; false where anything stands there.
 * An empty directory counts as taken too, although POSIX would let a rename replace it, so that all
 * systems answer alike. One that appears between the look and the rename may be replaced; it held nothing.
 */
export const publishDirectory = (files: FilePrimitivesService, staged: string, target: string): boolean => {
  if (files.stat(target) !== undefined) return false;
  try {
    files.rename(staged, target);
  } catch (error) {
    const taken = failedWith(error, "ENOTEMPTY", "EEXIST", "ENOTDIR", "EPERM", "EACCES");
    if (taken && files.stat(target) !== undefined) return false;
    throw error;
  }
  files.syncDirectory(parentOf(target));
  return true;
};
