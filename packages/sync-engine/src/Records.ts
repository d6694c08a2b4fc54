/** Small JSON files, each written whole or not at all, and parsed when they are read. */
import {
  ensureDirectory,
  FileFailure,
  type FilePrimitivesService,
  failedWith,
  replaceFile,
} from "@idse/durable-files";
import * as z from "zod";
import { SyncStateDamaged } from "./SyncFailure.ts";

/** Of every file in here; a later version is refused rather than misread. */
export const recordVersion = 1;

const Versioned = z.looseObject({ version: z.number() });

const damaged = (path: string, remedy: string, cause: unknown): SyncStateDamaged =>
  new SyncStateDamaged({ path, cause, message: `${path} is damaged. ${remedy}` });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
};

const textAt = (files: FilePrimitivesService, path: string, remedy: string): string | undefined => {
  // Most often there is none, and a look costs less than a failure.
  if (files.stat(path) === undefined) return undefined;
  try {
    return files.readText(path);
  } catch (error) {
    if (failedWith(error, "ENOENT")) return undefined;
    if (failedWith(error, "EILSEQ")) throw damaged(path, remedy, error);
    throw error;
  }
};

/**
 * Undefined where there is none. `remedy` says what to do about a damaged one. Throws `SyncStateDamaged` or
 * `FileFailure`.
 */
export const readRecord = <S extends z.ZodType>(
  files: FilePrimitivesService,
  path: string,
  schema: S,
  remedy: string,
): z.output<S> | undefined => {
  const text = textAt(files, path, remedy);
  if (text === undefined) return undefined;
  const value = parse(text);
  const versioned = Versioned.safeParse(value);
  if (!versioned.success) throw damaged(path, remedy, value instanceof Error ? value : versioned.error);
  if (versioned.data.version > recordVersion)
    throw new SyncStateDamaged({
      path,
      message: `${path} was written by a later version of idse. Use that version, or a newer one.`,
    });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw damaged(path, remedy, parsed.error);
  return parsed.data;
};

/** Throws `FileFailure`. */
export const writeRecord = (files: FilePrimitivesService, path: string, value: object): void => {
  ensureDirectory(files, path.slice(0, path.lastIndexOf("/")));
  const text = `${JSON.stringify({ version: recordVersion, ...value })}\n`;
  replaceFile(files, path, new TextEncoder().encode(text), { durable: true });
};

/** The names of the records in a folder, without their ending. */
export const recordsIn = (files: FilePrimitivesService, folder: string): ReadonlyArray<string> => {
  if (files.stat(folder) === undefined) return [];
  return files
    .list(folder)
    .flatMap(({ name }) => (name.endsWith(".json") && !name.startsWith(".") ? [name.slice(0, -5)] : []))
    .sort();
};

/** One that is gone already is no failure. */
export const removeRecord = (files: FilePrimitivesService, path: string): void => {
  if (files.stat(path) === undefined) return;
  try {
    files.remove(path);
  } catch (error) {
    if (!(error instanceof FileFailure) || error.code !== "ENOENT") throw error;
  }
};
