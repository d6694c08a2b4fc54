/**
 * The file operations that everything durable is made of: few, synchronous, and handed in, so that
 * a test can fail or kill at the n-th one. Paths are absolute, with `/` on every system. Every failure
 * is a `FileFailure`.
 *
 * Synchronous on purpose: for many small files it is five to nine times faster than promises, and a
 * command line has nothing else to do meanwhile.
 */
import * as Context from "effect/Context";
import * as Data from "effect/Data";

/** A file operation that the system refused. `code` is its own name for the reason: `ENOENT`, `ENOSPC`, `EACCES`, … */
export class FileFailure extends Data.TaggedError("FileFailure")<{
  readonly operation: string;
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly cause?: unknown;
}> {}

export interface FileStat {
  readonly kind: "file" | "directory" | "symlink" | "other";
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  /** The permission bits. */
  readonly mode: number;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "symlink" | "other";
}

export interface FilePrimitivesService {
  /** The whole file as bytes. */
  readonly read: (path: string) => Uint8Array;
  /**
   * The whole file as UTF-8 text, byte order mark kept. Bytes that are not UTF-8 fail with code
   * `EILSEQ`. With `noFollow` a symbolic link at `path` itself fails with `ELOOP`.
   */
  readonly readText: (path: string, options?: { readonly noFollow?: boolean }) => string;
  readonly list: (path: string) => ReadonlyArray<DirectoryEntry>;
  /** Does not follow a symbolic link; undefined where nothing is there. */
  readonly stat: (path: string) => FileStat | undefined;
  /** With every symbolic link resolved. */
  readonly realPath: (path: string) => string;
  /** Makes a new file, fails with `EEXIST` where one stands; `durable` flushes it to the disk. `mode` is its permission bits. */
  readonly create: (path: string, bytes: Uint8Array, durable: boolean, mode?: number) => void;
  /** Replaces `to` atomically. */
  readonly rename: (from: string, to: string) => void;
  /** A second name for a file; fails with `EEXIST` where `to` stands. */
  readonly link: (from: string, to: string) => void;
  /** Removes a file; fails with `ENOENT` where none stands. */
  readonly remove: (path: string) => void;
  /** With everything below; nothing there is no failure. */
  readonly removeTree: (path: string) => void;
  /** With `recursive`, a directory that is there is no failure. */
  readonly makeDirectory: (path: string, options: { readonly recursive: boolean }) => void;
  /** Flushes a directory's entries where the system can; elsewhere nothing. */
  readonly syncDirectory: (path: string) => void;
  /** Blocks this process. */
  readonly pause: (milliseconds: number) => void;
}

export class FilePrimitives extends Context.Service<FilePrimitives, FilePrimitivesService>()(
  "@idse/durable-files/FilePrimitives",
) {}
