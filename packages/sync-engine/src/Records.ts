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

const remedy = "Move it away; the documents themselves are not touched by that.";

/** As `readRecord`, for one of many of which each can be done without. */
export const readOne = <S extends z.ZodType>(
  files: FilePrimitivesService,
  path: string,
  schema: S,
): z.output<S> | undefined => readRecord(files, path, schema, remedy);

/** All in a folder, by name. Throws `SyncStateDamaged` or `FileFailure`. */
export const readSeries = <S extends z.ZodType>(
  files: FilePrimitivesService,
  folder: string,
  schema: S,
): ReadonlyArray<z.output<S>> =>
  recordsIn(files, folder).flatMap((name) => {
    const found = readOne(files, `${folder}/${name}.json`, schema);
    return found === undefined ? [] : [found];
  });

/** Writes one more behind the others in a folder; answers with the names of those before. Throws `FileFailure`. */
export const appendRecord = (
  files: FilePrimitivesService,
  folder: string,
  value: object,
): ReadonlyArray<string> => {
  const names = recordsIn(files, folder);
  const next = String(Number(names.at(-1) ?? 0) + 1).padStart(9, "0");
  writeRecord(files, `${folder}/${next}.json`, value);
  return names;
};
