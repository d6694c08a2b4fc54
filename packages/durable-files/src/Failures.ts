/** Reading a failure's code, and paths as plain strings; the small things the other modules share. */
import { FileFailure } from "./FilePrimitives.ts";

/** Whether an error is a `FileFailure` with one of these codes. */
export const failedWith = (error: unknown, ...codes: ReadonlyArray<string>): error is FileFailure =>
  error instanceof FileFailure && codes.includes(error.code);

/** Runs a clean-up whose own failure must not hide the failure that led to it. */
export const quietly = (action: () => void): void => {
  try {
    action();
  } catch (error) {
    if (!(error instanceof FileFailure)) throw error;
  }
};

export const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

export const randomName = (): string => globalThis.crypto.randomUUID();
