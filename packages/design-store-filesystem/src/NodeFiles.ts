/** The file primitives over `node:fs`. Every failure is translated here, once, into a `FileFailure`. */
import { isUtf8 } from "node:buffer";
import * as fs from "node:fs";
import { FileFailure, FilePrimitives, type FilePrimitivesService, type FileStat } from "@idse/durable-files";
import * as Layer from "effect/Layer";

const failure = (operation: string, path: string, cause: unknown): FileFailure => {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new FileFailure({ operation, path, code: code ?? "UNKNOWN", message, cause });
};

const attempt = <A>(operation: string, path: string, action: () => A): A => {
  try {
    return action();
  } catch (error) {
    throw error instanceof FileFailure ? error : failure(operation, path, error);
  }
};

const kindOf = (entry: fs.Dirent | fs.BigIntStats): FileStat["kind"] => {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
};

/** A path of this system as the primitives take it. */
export const withSlashes = (path: string): string =>
  process.platform === "win32" ? path.replaceAll("\\", "/") : path;

/** A replacement character is either in the file or the mark of bytes that are not UTF-8; only the bytes tell. */
const readText = (path: string, flag: number): string => {
  const text = fs.readFileSync(path, { encoding: "utf8", flag: flag as unknown as string });
  if (!text.includes("\ufffd")) return text;
  const bytes = fs.readFileSync(path);
  if (isUtf8(bytes)) return bytes.toString("utf8");
  throw new FileFailure({ operation: "read", path, code: "EILSEQ", message: `${path} is not UTF-8.` });
};

const create = (path: string, bytes: Uint8Array, durable: boolean, mode?: number): void => {
  const descriptor = fs.openSync(path, "wx", mode ?? 0o666);
  let open = true;
  try {
    // The mode at opening is cut by the umask.
    if (mode !== undefined) fs.fchmodSync(descriptor, mode);
    fs.writeFileSync(descriptor, bytes);
    if (durable) fs.fsyncSync(descriptor);
    open = false;
    fs.closeSync(descriptor);
  } catch (error) {
    if (open) fs.closeSync(descriptor);
    fs.rmSync(path, { force: true });
    throw error;
  }
};

const syncDirectory = (path: string): void => {
  // Windows opens no directory for flushing; its journal orders the rename.
  if (process.platform === "win32") return;
  const descriptor = fs.openSync(path, "r");
  try {
    fs.fsyncSync(descriptor);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EINVAL" && code !== "ENOTSUP") throw error;
  } finally {
    fs.closeSync(descriptor);
  }
};

const lookAt = (path: string): fs.BigIntStats | undefined => {
  try {
    return fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a folder would be, so nothing is there either.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw error;
  }
};

const statOf = (path: string): FileStat | undefined => {
  const stat = lookAt(path);
  if (stat === undefined) return undefined;
  const { size, mtimeNs, ctimeNs, ino, mode } = stat;
  return { kind: kindOf(stat), size: Number(size), mtimeNs, ctimeNs, ino, mode: Number(mode) & 0o7777 };
};

const pauseCell = new Int32Array(new SharedArrayBuffer(4));

export const nodeFiles: FilePrimitivesService = {
  read: (path) => attempt("read", path, () => fs.readFileSync(path)),
  readText: (path, options) =>
    attempt("read", path, () =>
      readText(
        path,
        // A pipe in a document's place would block until somebody writes to it.
        fs.constants.O_RDONLY |
          (fs.constants.O_NONBLOCK ?? 0) |
          (options?.noFollow === true ? (fs.constants.O_NOFOLLOW ?? 0) : 0),
      ),
    ),
  list: (path) =>
    attempt("list", path, () =>
      fs
        .readdirSync(path, { withFileTypes: true })
        .map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
    ),
  stat: (path) => attempt("stat", path, () => statOf(path)),
  realPath: (path) => attempt("resolve", path, () => withSlashes(fs.realpathSync.native(path))),
  create: (path, bytes, durable, mode) => attempt("create", path, () => create(path, bytes, durable, mode)),
  rename: (from, to) => attempt("rename", to, () => fs.renameSync(from, to)),
  link: (from, to) => attempt("link", to, () => fs.linkSync(from, to)),
  remove: (path) => attempt("remove", path, () => fs.unlinkSync(path)),
  removeTree: (path) =>
    attempt("remove", path, () => fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 })),
  makeDirectory: (path, { recursive }) =>
    attempt("make", path, () => {
      fs.mkdirSync(path, { recursive });
    }),
  syncDirectory: (path) => attempt("flush", path, () => syncDirectory(path)),
  pause: (milliseconds) => {
    Atomics.wait(pauseCell, 0, 0, milliseconds);
  },
};

export const layer: Layer.Layer<FilePrimitives> = Layer.succeed(FilePrimitives, nodeFiles);
