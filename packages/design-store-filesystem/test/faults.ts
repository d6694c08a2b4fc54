/** The real file primitives, made to fail or to die in the middle. */
import { FileFailure, type FilePrimitivesService } from "@idse/durable-files";
import { nodeFiles } from "../src/NodeFiles.ts";

/** What a killed process meets: nothing it does after that has any effect. */
export class Killed extends Error {}

type Operation = keyof FilePrimitivesService;

const writing = new Set<Operation>([
  "create",
  "rename",
  "link",
  "remove",
  "removeTree",
  "makeDirectory",
  "syncDirectory",
]);

/** Between two of these the disk stays as it is, so that a death there is one death. */
export const isWriting = (operation: Operation): boolean => writing.has(operation);

/** Calls `before` with the number, from 1, of each operation that reaches the disk. */
export const watchedFiles = (
  before: (count: number, operation: Operation, path: string) => void,
): FilePrimitivesService => {
  let count = 0;
  return new Proxy(nodeFiles, {
    get:
      (files, operation: Operation) =>
      (...input: Array<never>) => {
        count += 1;
        before(count, operation, String(input[0]));
        return (files[operation] as (...all: Array<never>) => unknown)(...input);
      },
  });
};

export const refuse = (operation: string, path: string, code: string): never => {
  throw new FileFailure({ operation, path, code, message: `${code}: ${operation} ${path}` });
};

export const killedFiles = (killAt: number): FilePrimitivesService =>
  watchedFiles((count) => {
    if (count >= killAt) throw new Killed(`killed at operation ${count}`);
  });
