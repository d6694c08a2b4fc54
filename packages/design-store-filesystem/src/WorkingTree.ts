/**
 * Documents as they lie on the disk: reading them, and refusing what a symbolic link would lead out of
 * `.idse`. A tree is opened anew for each request, so what it remembers is never old.
 */
import { hash } from "node:crypto";
import type { Revision, StoredDocument } from "@idse/design-store";
import { FileFailure, type FilePrimitivesService, type FileStat, failedWith } from "@idse/durable-files";
import { type Digest, type DocumentRef, digestOf, normaliseText } from "@idse/pipeline-artifacts";
import { pathOf, workspaceFolder } from "@idse/project-workspace";
import { rejected } from "./Failure.ts";

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** Of the exact text, so that line ends and a byte order mark count; without those it is the digest's own hash. */
export const revisionOf = (content: string, digest: Digest): Revision =>
  normaliseText(content) === content
    ? `r1:${digest.slice("sha256:".length)}`
    : `r1:${hash("sha256", content, "hex")}`;

/** Those above a document and beside it; a listing of all sessions would remember ten times as many as it asks for again. */
const rememberedFolders = 1_000;

export class WorkingTree {
  readonly files: FilePrimitivesService;
  readonly root: string;
  readonly #operation: string;
  readonly #folders = new Map<string, boolean>();
  #base: string | undefined;

  constructor(files: FilePrimitivesService, root: string, operation: string) {
    this.files = files;
    this.root = root;
    this.#operation = operation;
  }

  path(ref: DocumentRef): string {
    return `${this.root}/${pathOf(ref)}`;
  }

  /** Whether a folder of the workspace is there. Throws `Rejected` where it lies outside. */
  hasFolder(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const found = this.#look(folder);
    if (this.#folders.size >= rememberedFolders) this.#folders.clear();
    this.#folders.set(folder, found);
    return found;
  }

  /** What stands there, links not followed. Throws `FileFailure` or `Rejected`. */
  stat(path: string): FileStat | undefined {
    if (!this.hasFolder(parentOf(path))) return undefined;
    try {
      return this.files.stat(path);
    } catch (error) {
      if (failedWith(error, "ENAMETOOLONG")) return undefined;
      throw error;
    }
  }

  /** The exact text, or undefined where there is none. Throws `FileFailure` or `Rejected`. */
  text(path: string): string | undefined {
    if (!this.hasFolder(parentOf(path))) return undefined;
    try {
      return this.files.readText(path, { noFollow: true });
    } catch (error) {
      if (!(error instanceof FileFailure)) throw error;
      if (error.code === "ENOENT" || error.code === "ENAMETOOLONG") return undefined;
      // Some systems say it of a link that must not be followed, others of a circle of links.
      if (error.code !== "ELOOP" && error.code !== "EMLINK") throw error;
      return this.#isInside(path) ? this.files.readText(this.files.realPath(path)) : this.#refuse(path);
    }
  }

  document(ref: DocumentRef): StoredDocument | undefined {
    const content = this.text(this.path(ref));
    if (content === undefined) return undefined;
    const digest = digestOf(content);
    return { _tag: "StoredDocument", ref, revision: revisionOf(content, digest), digest, content };
  }

  /** Throws `Rejected` where writing to a path would follow a link or replace something that is no file. */
  checkWritable(path: string): void {
    if (!this.hasFolder(parentOf(path))) return;
    const kind = this.files.stat(path)?.kind;
    if (kind === undefined || kind === "file") return;
    const what = kind === "symlink" ? "a symbolic link" : "not a file";
    throw rejected(this.#operation, `${this.#relative(path)} is ${what}; it is not written to.`);
  }

  #look(folder: string): boolean {
    const base = `${this.root}/${workspaceFolder}`;
    if (folder === base) return this.files.stat(folder) !== undefined;
    if (!this.hasFolder(parentOf(folder))) return false;
    const kind = this.files.stat(folder)?.kind;
    if (kind === "directory") return true;
    if (kind !== "symlink") return false;
    return this.#isInside(folder) || this.#refuse(folder);
  }

  #isInside(path: string): boolean {
    this.#base ??= this.files.realPath(`${this.root}/${workspaceFolder}`);
    try {
      return this.files.realPath(path).startsWith(`${this.#base}/`);
    } catch (error) {
      if (error instanceof FileFailure) return false;
      throw error;
    }
  }

  #refuse(path: string): never {
    throw rejected(
      this.#operation,
      `${this.#relative(path)} is a symbolic link that leads out of ${workspaceFolder}.`,
    );
  }

  #relative(path: string): string {
    return path.slice(this.root.length + 1);
  }
}
