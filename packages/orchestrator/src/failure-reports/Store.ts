/** A place that keeps documents. */
import type { StoreFailure } from "@idse/design-store";
import { refKey } from "@idse/pipeline-artifacts";
import { type ExitCode, exitCodes, type FailureReport } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";
import { machineHints } from "./Machine.ts";

const remote =
  (code: string, exit: ExitCode) =>
  (failure: {
    readonly store: string;
    readonly operation: string;
    readonly message: string;
  }): FailureReport => ({
    code,
    exit,
    message: failure.message,
    hint: "idse store test",
    details: { store: failure.store, operation: failure.operation },
  });

export const describeStore: Describe<
  | "StoreNotReady"
  | "Unavailable"
  | "Unauthorized"
  | "Rejected"
  | "QuotaExceeded"
  | "Malformed"
  | "RevisionConflict"
> = {
  StoreNotReady: ({ problem, hint }) => ({
    code: "store-not-ready",
    exit: exitCodes.remoteFailed,
    message: problem,
    hint,
    details: {},
  }),
  Unavailable: ({ store, operation, message, code, path }) => ({
    code: store === "filesystem" ? "machine-failed" : "store-unavailable",
    exit: store === "filesystem" ? exitCodes.machineFailed : exitCodes.remoteFailed,
    message,
    hint:
      (code === undefined ? undefined : machineHints[code]) ??
      (store === "filesystem" ? null : "idse store test"),
    details: { store, operation, code: code ?? null, path: path ?? null },
  }),
  Unauthorized: remote("store-unauthorized", exitCodes.remoteFailed),
  // Names are checked before a store is asked, so what the file system refuses is something in the way there.
  Rejected: (failure) =>
    failure.store === "filesystem"
      ? {
          ...remote("store-rejected", exitCodes.machineFailed)(failure),
          hint: "Put a file in its place and run the command again; it was left as it is.",
        }
      : remote("store-rejected", exitCodes.misuse)(failure),
  QuotaExceeded: remote("store-quota-exceeded", exitCodes.remoteFailed),
  Malformed: ({ store, operation, message, path }) => ({
    code: store === "filesystem" ? "file-malformed" : "store-malformed",
    exit: store === "filesystem" ? exitCodes.machineFailed : exitCodes.remoteFailed,
    message,
    hint:
      path === undefined
        ? store === "filesystem"
          ? null
          : "idse store test"
        : `Mend ${path} and run the command again; it was left as it is.`,
    details: { store, operation, path: path ?? null },
  }),
  RevisionConflict: ({ refs, message }) => ({
    code: "revision-conflict",
    exit: exitCodes.conflict,
    message,
    hint: "Somebody else wrote at the same time. Run the command again.",
    details: { documents: refs.map(refKey) },
  }),
};

export const describeStoreFailure = (failure: StoreFailure): FailureReport =>
  (describeStore[failure._tag] as (failure: StoreFailure) => FailureReport)(failure);
