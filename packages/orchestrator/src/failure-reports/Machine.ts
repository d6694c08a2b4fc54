/** The file system of this machine. */
import { exitCodes } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";

/** By the system's code. */
export const machineHints: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Make room and run the command again; nothing was changed.",
  EDQUOT: "The disk quota is used up. Make room and run the command again; nothing was changed.",
  EACCES: "Check who may write there, and run the command again.",
  EPERM: "Check who may write there, and run the command again.",
  EROFS: "The file system is read-only.",
  EILSEQ: "Save the file as UTF-8 and run the command again.",
};

export const describeMachine: Describe<"FileFailure" | "LockBusy"> = {
  FileFailure: ({ operation, path, code, message }) => ({
    code: "machine-failed",
    exit: exitCodes.machineFailed,
    message: `${path}: ${message}`,
    hint: machineHints[code] ?? null,
    details: { operation, path, code },
  }),
  LockBusy: (failure) => ({
    code: "lock-busy",
    exit: exitCodes.conflict,
    message: failure.message,
    hint: "Another idse is writing. Run the command again.",
    details: {},
  }),
};
