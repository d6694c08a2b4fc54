/** What the file system said, in the words of a store. */
import { Malformed, Rejected, type StoreFailure, Unavailable } from "@idse/design-store";
import { FileFailure, LockBusy } from "@idse/durable-files";
import * as Effect from "effect/Effect";

export const store = "filesystem";

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full.",
  EDQUOT: "The disk quota is used up.",
  EACCES: "No permission.",
  EPERM: "No permission.",
  EROFS: "The file system is read-only.",
  EIO: "The disk failed.",
  EXDEV: "The folder .idse spans two file systems.",
};

/** What no repetition can mend: the name or the shape of what stands there. */
const final = new Set(["ENAMETOOLONG", "ENOTDIR", "EISDIR", "EEXIST", "EINVAL", "ELOOP", "ENOTEMPTY"]);

const relativeTo = (root: string, path: string): string =>
  path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;

const fromFile = (root: string, operation: string, cause: FileFailure): StoreFailure => {
  const { code } = cause;
  const path = relativeTo(root, cause.path);
  if (code === "EILSEQ")
    return new Malformed({ store, operation, path, cause, message: `${path} is not UTF-8 text.` });
  if (code === "EBADMSG") return new Malformed({ store, operation, path, cause, message: cause.message });
  if (final.has(code)) {
    const message = `${path} cannot be used: ${cause.message}`;
    return new Rejected({ store, operation, cause, message });
  }
  const message = `Cannot ${cause.operation} ${path}: ${remedies[code] ?? cause.message} (${code})`;
  return new Unavailable({ store, operation, path, code, cause, message });
};

const fromLock = (root: string, operation: string, cause: LockBusy): StoreFailure =>
  new Unavailable({
    store,
    operation,
    cause,
    code: "EBUSY",
    path: relativeTo(root, cause.path),
    message: cause.message,
  });

/** A refusal that the store itself decides, thrown inside `attempt`. */
export const rejected = (operation: string, message: string): Rejected =>
  new Rejected({ store, operation, message });

/** Runs synchronous work; what it throws on purpose becomes a typed failure, everything else is a defect. */
export const attempt = <A>(root: string, operation: string, work: () => A): Effect.Effect<A, StoreFailure> =>
  Effect.suspend((): Effect.Effect<A, StoreFailure> => {
    try {
      return Effect.succeed(work());
    } catch (error) {
      if (error instanceof FileFailure) return Effect.fail(fromFile(root, operation, error));
      if (error instanceof LockBusy) return Effect.fail(fromLock(root, operation, error));
      if (error instanceof Rejected) return Effect.fail(error);
      return Effect.die(error);
    }
  });
