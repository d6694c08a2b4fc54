/** A file system in memory, small and fast, whose contents outlive the process that is killed while it writes. */
import { FileFailure, type FilePrimitivesService } from "@idse/durable-files";

const parent = (path: string): string => path.slice(0, path.lastIndexOf("/"));
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const fail = (operation: string, path: string, code: string): never => {
  throw new FileFailure({ operation, path, code, message: `${code}: ${operation} ${path}` });
};

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export interface MemoryFiles extends FilePrimitivesService {
  readonly paths: () => ReadonlyArray<string>;
  /** As an accident does: no file is made or removed. */
  readonly overwrite: (path: string, text: string) => void;
}

export const memoryFiles = (): MemoryFiles => {
  const files = new Map<string, Uint8Array>();
  const folders = new Map<string, Set<string>>([["", new Set()]]);

  const bytesAt = (operation: string, path: string): Uint8Array =>
    files.get(path) ?? fail(operation, path, folders.has(path) ? "EISDIR" : "ENOENT");
  const put = (operation: string, path: string, bytes: Uint8Array): void => {
    (folders.get(parent(path)) ?? fail(operation, path, "ENOENT")).add(nameOf(path));
    files.set(path, bytes);
  };
  const take = (path: string): void => {
    files.delete(path);
    folders.get(parent(path))?.delete(nameOf(path));
  };
  const makeDirectory = (path: string): void => {
    if (folders.has(path)) return;
    makeDirectory(parent(path));
    folders.get(parent(path))?.add(nameOf(path));
    folders.set(path, new Set());
  };
  const create = (operation: string, path: string, bytes: Uint8Array): void => {
    if (files.has(path) || folders.has(path)) fail(operation, path, "EEXIST");
    put(operation, path, bytes);
  };

  const removeTree = (path: string): void => {
    for (const name of folders.get(path) ?? []) removeTree(`${path}/${name}`);
    take(path);
    folders.delete(path);
  };

  return {
    read: (path) => bytesAt("read", path),
    readText: (path) => decoder.decode(bytesAt("read", path)),
    list: (path) =>
      [...(folders.get(path) ?? fail("list", path, "ENOENT"))].map((name) => ({
        name,
        kind: files.has(`${path}/${name}`) ? "file" : "directory",
      })),
    stat: (path) => {
      const bytes = files.get(path);
      if (bytes === undefined && !folders.has(path)) return undefined;
      const kind = bytes === undefined ? "directory" : "file";
      return { kind, size: bytes?.length ?? 0, mtimeNs: 0n, ctimeNs: 0n, ino: 0n, mode: 0o644 };
    },
    realPath: (path) => path,
    create: (path, bytes) => create("create", path, bytes),
    rename: (from, to) => {
      const bytes = bytesAt("rename", from);
      put("rename", to, bytes);
      take(from);
    },
    link: (from, to) => create("link", to, bytesAt("link", from)),
    remove: (path) => {
      bytesAt("remove", path);
      take(path);
    },
    removeTree,
    makeDirectory: (path, { recursive }) => {
      if (!recursive && folders.has(path)) fail("make", path, "EEXIST");
      makeDirectory(path);
    },
    syncDirectory: () => {},
    pause: () => {},
    paths: () => [...files.keys()].sort(),
    overwrite: (path, text) => {
      files.set(path, new TextEncoder().encode(text));
    },
  };
};

/** What a killed process meets: nothing it does after that has any effect. */
export class Killed extends Error {}

/** Calls `before` ahead of each operation. */
export const watchedFiles = (
  inner: FilePrimitivesService,
  before: (operation: keyof FilePrimitivesService, path: string) => void,
): FilePrimitivesService => ({
  read: (path) => {
    before("read", path);
    return inner.read(path);
  },
  readText: (path, options) => {
    before("readText", path);
    return inner.readText(path, options);
  },
  list: (path) => {
    before("list", path);
    return inner.list(path);
  },
  stat: (path) => {
    before("stat", path);
    return inner.stat(path);
  },
  realPath: (path) => {
    before("realPath", path);
    return inner.realPath(path);
  },
  create: (path, bytes, durable, mode) => {
    before("create", path);
    inner.create(path, bytes, durable, mode);
  },
  rename: (from, to) => {
    before("rename", to);
    inner.rename(from, to);
  },
  link: (from, to) => {
    before("link", to);
    inner.link(from, to);
  },
  remove: (path) => {
    before("remove", path);
    inner.remove(path);
  },
  removeTree: (path) => {
    before("removeTree", path);
    inner.removeTree(path);
  },
  makeDirectory: (path, options) => {
    before("makeDirectory", path);
    inner.makeDirectory(path, options);
  },
  syncDirectory: (path) => {
    before("syncDirectory", path);
    inner.syncDirectory(path);
  },
  pause: (milliseconds) => {
    before("pause", "");
    inner.pause(milliseconds);
  },
});
