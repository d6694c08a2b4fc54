/** A file system in memory with hard links, and ways to make it fail or to die in the middle. */
import { type DirectoryEntry, FileFailure, type FilePrimitivesService } from "../src/index.ts";

interface Inode {
  readonly number: bigint;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

type Node = { readonly kind: "directory" } | { readonly kind: "file"; readonly inode: Inode };

const parent = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

export interface MemoryFiles extends FilePrimitivesService {
  /** Every file with its text. */
  readonly texts: () => Readonly<Record<string, string>>;
  /** Writes as an editor does, making folders. */
  readonly write: (path: string, text: string, mode?: number) => void;
  readonly copy: () => MemoryFiles;
}

export const memoryFiles = (
  start: ReadonlyMap<string, Node> = new Map([["/", { kind: "directory" }]]),
): MemoryFiles => {
  const nodes = new Map<string, Node>(start);
  let inodes = BigInt(nodes.size) + 1n;

  const fail = (operation: string, path: string, code: string): never => {
    throw new FileFailure({ operation, path, code, message: `${code}: ${operation} ${path}` });
  };
  const present = (operation: string, path: string): Node =>
    nodes.get(path) ?? fail(operation, path, "ENOENT");
  const fileAt = (operation: string, path: string): Inode => {
    const node = present(operation, path);
    return node.kind === "file" ? node.inode : fail(operation, path, "EISDIR");
  };
  const checkParent = (operation: string, path: string): void => {
    if (present(operation, parent(path)).kind !== "directory") fail(operation, path, "ENOTDIR");
  };
  const below = (path: string): ReadonlyArray<string> =>
    [...nodes.keys()].filter((key) => key.startsWith(`${path}/`));
  const makeDirectory = (path: string, recursive: boolean): void => {
    const there = nodes.get(path);
    if (there !== undefined && !(recursive && there.kind === "directory")) fail("make", path, "EEXIST");
    if (there !== undefined) return;
    if (recursive) makeDirectory(parent(path), true);
    checkParent("make", path);
    nodes.set(path, { kind: "directory" });
  };
  const create = (path: string, bytes: Uint8Array, mode = 0o644): void => {
    checkParent("create", path);
    if (nodes.has(path)) fail("create", path, "EEXIST");
    inodes += 1n;
    nodes.set(path, { kind: "file", inode: { number: inodes, bytes, mode } });
  };

  const files: MemoryFiles = {
    read: (path) => fileAt("read", path).bytes,
    readText: (path) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(fileAt("read", path).bytes),
    list: (path) => {
      if (present("list", path).kind !== "directory") fail("list", path, "ENOTDIR");
      return below(path === "/" ? "" : path)
        .filter((key) => parent(key) === path)
        .map(
          (key): DirectoryEntry => ({
            name: key.slice(key.lastIndexOf("/") + 1),
            kind: present("list", key).kind,
          }),
        );
    },
    stat: (path) => {
      const node = nodes.get(path);
      if (node === undefined) return undefined;
      if (node.kind === "directory")
        return { kind: "directory", size: 0, mtimeNs: 0n, ctimeNs: 0n, ino: 0n, mode: 0o755 };
      const { number: ino, bytes, mode } = node.inode;
      return { kind: "file", size: bytes.length, mtimeNs: 0n, ctimeNs: 0n, ino, mode };
    },
    realPath: (path) => {
      present("resolve", path);
      return path;
    },
    create: (path, bytes, _durable, mode) => create(path, bytes, mode),
    rename: (from, to) => {
      const node = present("rename", from);
      checkParent("rename", to);
      const target = nodes.get(to);
      if (node.kind === "file" && target?.kind === "directory") fail("rename", to, "EISDIR");
      if (node.kind === "directory" && target?.kind === "file") fail("rename", to, "ENOTDIR");
      if (node.kind === "directory" && below(to).length > 0) fail("rename", to, "ENOTEMPTY");
      // POSIX: two names of one file, and a rename does nothing.
      if (node.kind === "file" && target?.kind === "file" && node.inode === target.inode) return;
      const moved = [from, ...below(from)].map((key): [string, Node] => [
        to + key.slice(from.length),
        present("rename", key),
      ]);
      for (const key of [from, ...below(from)]) nodes.delete(key);
      for (const [key, each] of moved) nodes.set(key, each);
    },
    link: (from, to) => {
      const inode = fileAt("link", from);
      checkParent("link", to);
      if (nodes.has(to)) fail("link", to, "EEXIST");
      nodes.set(to, { kind: "file", inode });
    },
    remove: (path) => {
      fileAt("remove", path);
      nodes.delete(path);
    },
    removeTree: (path) => {
      for (const key of [path, ...below(path)]) nodes.delete(key);
    },
    makeDirectory: (path, { recursive }) => makeDirectory(path, recursive),
    syncDirectory: (path) => {
      present("flush", path);
    },
    pause: () => {},
    texts: () =>
      Object.fromEntries(
        [...nodes]
          .filter(([, node]) => node.kind === "file")
          .map(([path]): [string, string] => [path, files.readText(path)])
          .sort(([left], [right]) => (left < right ? -1 : 1)),
      ),
    write: (path, text, mode) => {
      makeDirectory(parent(path), true);
      nodes.delete(path);
      create(path, new TextEncoder().encode(text), mode);
    },
    copy: () => memoryFiles(nodes),
  };
  return files;
};

/** What a killed process meets: nothing it does after that has any effect. */
export class Killed extends Error {}

/** Calls `before` with the number, from 1, of each operation that reaches the file system. */
export const watched = (
  inner: FilePrimitivesService,
  before: (count: number, operation: keyof FilePrimitivesService, path: string) => void,
): FilePrimitivesService => {
  let count = 0;
  const wrap = <K extends keyof FilePrimitivesService>(operation: K): FilePrimitivesService[K] =>
    ((...input: Array<never>) => {
      count += 1;
      before(count, operation, String(input[0]));
      return (inner[operation] as (...all: Array<never>) => unknown)(...input);
    }) as FilePrimitivesService[K];
  return {
    read: wrap("read"),
    readText: wrap("readText"),
    list: wrap("list"),
    stat: wrap("stat"),
    realPath: wrap("realPath"),
    create: wrap("create"),
    rename: wrap("rename"),
    link: wrap("link"),
    remove: wrap("remove"),
    removeTree: wrap("removeTree"),
    makeDirectory: wrap("makeDirectory"),
    syncDirectory: wrap("syncDirectory"),
    pause: wrap("pause"),
  };
};

export interface Fault {
  /** Which operation fails, from 1. */
  readonly failAt: number;
  readonly code: string;
  /** Everything after it fails too. */
  readonly forGood?: boolean;
}

export const faultyFiles = (
  inner: FilePrimitivesService,
  { failAt, code, forGood = false }: Fault,
): FilePrimitivesService =>
  watched(inner, (count, operation, path) => {
    if (count === failAt || (forGood && count > failAt))
      throw new FileFailure({ operation, path, code, message: `${code}: ${operation} ${path}` });
  });

export const killedFiles = (inner: FilePrimitivesService, killAt: number): FilePrimitivesService =>
  watched(inner, (count) => {
    if (count >= killAt) throw new Killed(`killed at operation ${count}`);
  });

/** How many operations some work takes. */
export const operationsOf = (
  files: FilePrimitivesService,
  work: (files: FilePrimitivesService) => void,
): number => {
  let total = 0;
  work(
    watched(files, (count) => {
      total = count;
    }),
  );
  return total;
};

export type Outcome = "done" | "failed" | "killed";

export const outcomeOf = (work: () => unknown): Outcome => {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof Killed) return "killed";
    if (error instanceof FileFailure) return "failed";
    throw error;
  }
};

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

export const upTo = (count: number): ReadonlyArray<number> =>
  Array.from({ length: count }, (_, index) => index + 1);
