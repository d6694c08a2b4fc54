/**
 * What earlier listings of a project found in its files, so that a file which has not changed is not read
 * again. A hint in `.idse/.local`: without it, or where it cannot be kept, all answers are the same.
 *
 * A file that shows the size, times and inode of its row holds what the row says, provided that no later
 * write could have left all of them as they are. The times of a file system are coarse, so a row is kept
 * only of a file that had rested for a while when it was read. What time it was then is asked of the file
 * system, by a file made there just before; the clock of this process may be another.
 */
import { type DocumentHead, Rejected } from "@idse/design-store";
import { FileFailure, type FileStat, replaceFile } from "@idse/durable-files";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { HeadRows, type Row } from "./HeadRows.ts";
import { localPaths, prepareLocal, type Writer } from "./LocalFolder.ts";
import type { WorkingTree } from "./WorkingTree.ts";

/** Fewer documents are read sooner than an index is kept. */
const fewestDocuments = 200;
/** An index with more bytes than this for each wanted document takes longer to load than they take to read. */
const bytesWorthLoading = 4_096;
/** The coarsest file systems in use count in steps of two seconds. */
const restNs = 2_000_000_000n;
/** One changed row in so many is read again for a while, before all of them are written anew. */
const rowsPerChange = 1_000;
/** Older than whatever a living process is still writing. */
const abandonedNs = 3_600_000_000_000n;

/** What fails about the index is passed over: the listing goes on without it. */
const unlessRefused = <A>(action: () => A): A | undefined => {
  try {
    return action();
  } catch (error) {
    if (error instanceof FileFailure || error instanceof Rejected) return undefined;
    throw error;
  }
};

const keyOf = ({ session, kind }: DocumentRef): string => `${session ?? ""}/${kind}`;

/** One listing's use of the index: opened before, saved after. */
export class HeadIndex {
  readonly #writer: Writer;
  readonly #tree: WorkingTree;
  readonly #folder: string;
  readonly #path: string;
  readonly #rows: HeadRows | undefined;
  /** By row: whether its file was met unchanged. */
  readonly #met: Uint8Array;
  readonly #fresh = new Map<string, Row>();
  /** The file system's time before the first file was read; null where this process cannot write there. */
  #readingSince: bigint | null | undefined;

  /** Undefined where a listing of so many documents is quicker without. */
  static open(writer: Writer, tree: WorkingTree, project: string, documents: number): HeadIndex | undefined {
    if (documents < fewestDocuments) return undefined;
    const { heads: folder } = localPaths(writer.root);
    const path = `${folder}/${project}`;
    const stat = unlessRefused(() => (tree.hasFolder(folder) ? writer.files.stat(path) : undefined));
    if (stat !== undefined && stat.size > documents * bytesWorthLoading) return undefined;
    const bytes = stat?.kind === "file" ? unlessRefused(() => writer.files.read(path)) : undefined;
    return new HeadIndex(writer, tree, folder, path, bytes && HeadRows.decode(bytes));
  }

  private constructor(
    writer: Writer,
    tree: WorkingTree,
    folder: string,
    path: string,
    rows: HeadRows | undefined,
  ) {
    this.#writer = writer;
    this.#tree = tree;
    this.#folder = folder;
    this.#path = path;
    this.#rows = rows;
    this.#met = new Uint8Array(rows?.keys.length ?? 0);
  }

  /** What is known of a file that looks like this, or else what `read` finds in it. */
  headOf(ref: DocumentRef, stat: FileStat, read: () => DocumentHead | undefined): DocumentHead | undefined {
    if (stat.kind !== "file") return read();
    const key = keyOf(ref);
    const number = this.#rows?.numberOf(key);
    if (this.#rows !== undefined && number !== undefined && this.#rows.isSame(number, stat)) {
      this.#met[number] = 1;
      return { ref, ...this.#rows.head(number), removed: false };
    }
    if (this.#readingSince === undefined) this.#readingSince = unlessRefused(() => this.#askTime()) ?? null;
    const head = read();
    if (head !== undefined && this.#hadRested(stat))
      this.#fresh.set(key, { key, stat, digest: head.digest, revision: head.revision });
    return head;
  }

  /** Writes what is new, if anything is. `isElsewhere` tells which rows this listing had no reason to meet. */
  save(isElsewhere: (session: string, kind: string) => boolean): void {
    if (this.#readingSince === null) return;
    const rows = this.#rows?.keys ?? [];
    const kept: Array<number> = [];
    for (let number = 0; number < rows.length; number += 1)
      if (this.#met[number] === 1 || isKept(rows[number] ?? "", isElsewhere)) kept.push(number);
    const changes = Math.max(this.#fresh.size, rows.length - kept.length);
    if (changes === 0 || changes * rowsPerChange < rows.length) return;
    unlessRefused(() => {
      this.#clearAbandoned();
      const bytes = HeadRows.encode(this.#rows, kept, [...this.#fresh.values()]);
      replaceFile(this.#writer.files, this.#path, bytes, { durable: false });
    });
  }

  /** The file system's own time, by a file made in the folder of the index. */
  #askTime(): bigint | undefined {
    const { files } = this.#writer;
    // Refuses a link that leads out.
    this.#tree.hasFolder(this.#folder);
    prepareLocal(this.#writer);
    files.makeDirectory(this.#folder, { recursive: true });
    const path = `${this.#folder}/.${globalThis.crypto.randomUUID()}.tmp`;
    files.create(path, new Uint8Array(0), false);
    const time = files.stat(path)?.mtimeNs;
    files.remove(path);
    return time;
  }

  /** A file system without inodes cannot tell two files of one age and size apart. */
  #hadRested({ mtimeNs, ctimeNs, ino }: FileStat): boolean {
    if (this.#readingSince === null || this.#readingSince === undefined || ino === 0n) return false;
    const latest = this.#readingSince - restNs;
    return mtimeNs < latest && ctimeNs < latest;
  }

  /** What killed processes left beside the index. */
  #clearAbandoned(): void {
    const { files } = this.#writer;
    for (const { name } of files.list(this.#folder)) {
      const path = `${this.#folder}/${name}`;
      const age = (this.#readingSince ?? 0n) - (files.stat(path)?.mtimeNs ?? 0n);
      if (name.startsWith(".") && age > abandonedNs) files.remove(path);
    }
  }
}

const isKept = (key: string, isElsewhere: (session: string, kind: string) => boolean): boolean => {
  const slash = key.indexOf("/");
  return isElsewhere(key.slice(0, slash), key.slice(slash + 1));
};
