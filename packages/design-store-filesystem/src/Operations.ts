/**
 * What the last operations answered, so that a repeated request is answered and not done again. A
 * small file for each: `<id>.begun` before the documents are touched, renamed to `<id>.done` after. It is
 * a cache: losing it turns a repetition into a conflict, never into a second write.
 */
import { hash } from "node:crypto";
import type { OperationId } from "@idse/design-store";
import { FileFailure, type FilePrimitivesService } from "@idse/durable-files";
import { readJson } from "@idse/pipeline-artifacts";
import * as z from "zod";

const RememberedHeads = z.array(z.object({ revision: z.string(), digest: z.string(), removed: z.boolean() }));

export type RememberedHeads = z.output<typeof RememberedHeads>;

export interface Remembered {
  readonly state: "begun" | "done";
  readonly heads: RememberedHeads;
}

const kept = 200;

const ignoring = (action: () => void): void => {
  try {
    action();
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
  }
};

export class Operations {
  readonly #files: FilePrimitivesService;
  readonly #folder: string;

  constructor(files: FilePrimitivesService, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  find(operation: OperationId): Remembered | undefined {
    return this.#read(operation, "done") ?? this.#read(operation, "begun");
  }

  begin(operation: OperationId, heads: RememberedHeads): void {
    this.#files.makeDirectory(this.#folder, { recursive: true });
    const path = this.#path(operation, "begun");
    if (this.#files.stat(path) !== undefined) this.#files.remove(path);
    this.#files.create(path, new TextEncoder().encode(JSON.stringify(heads)), false);
  }

  /** The documents are written by now, so nothing here may fail the commit. */
  finish(operation: OperationId): void {
    ignoring(() => this.#files.rename(this.#path(operation, "begun"), this.#path(operation, "done")));
    if (this.#name(operation).startsWith("0")) ignoring(() => this.#prune());
  }

  #name(operation: OperationId): string {
    return hash("sha256", operation, "hex").slice(0, 40);
  }

  #path(operation: OperationId, state: Remembered["state"]): string {
    return `${this.#folder}/${this.#name(operation)}.${state}`;
  }

  #read(operation: OperationId, state: Remembered["state"]): Remembered | undefined {
    const path = this.#path(operation, state);
    if (this.#files.stat(path) === undefined) return undefined;
    const heads = readJson(this.#files.readText(path), RememberedHeads);
    return heads.ok ? { state, heads: heads.value } : undefined;
  }

  /** One operation in sixteen comes here. */
  #prune(): void {
    const names = this.#files.list(this.#folder).map((entry) => entry.name);
    if (names.length <= kept) return;
    const ages = names.map((name) => {
      const path = `${this.#folder}/${name}`;
      return { path, at: this.#files.stat(path)?.mtimeNs ?? 0n };
    });
    ages.sort((left, right) => Number(right.at - left.at));
    for (const { path } of ages.slice(kept)) ignoring(() => this.#files.remove(path));
  }
}
