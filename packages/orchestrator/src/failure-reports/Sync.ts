/** The other side of a sync, and its state in this clone. */
import { refKey } from "@idse/pipeline-artifacts";
import { exitCodes } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";
import { describeStoreFailure } from "./Store.ts";

export const describeSync: Describe<
  "RemoteFailed" | "SyncGuarded" | "SyncStateDamaged" | "SyncRemoteChanged" | "NoConflict"
> = {
  RemoteFailed: ({ remote: name, failure }) => {
    const { message, code, details } = describeStoreFailure(failure);
    return {
      code: code.replace("store-", "remote-"),
      exit: exitCodes.remoteFailed,
      message: `${name}: ${message}`,
      hint: `idse sync test --remote ${name}`,
      details: { remote: name, ...details },
    };
  },
  SyncGuarded: ({ guards, message }) => ({
    code: "sync-guarded",
    exit: exitCodes.answerIsNo,
    message: `Nothing was written. ${message}`,
    hint: "Look at the plan with --dry-run. If it is right, run the command again with --force.",
    details: { guards },
  }),
  SyncStateDamaged: ({ path, message }) => ({
    code: "sync-state-damaged",
    exit: exitCodes.machineFailed,
    message,
    hint: `mv ${path} ${path}.damaged`,
    details: { path },
  }),
  SyncRemoteChanged: ({ path, known, given, message }) => ({
    code: "sync-remote-changed",
    exit: exitCodes.conflict,
    message,
    hint: "Give the new remote a name of its own: idse sync setup NAME",
    details: { path, known, given },
  }),
  NoConflict: ({ ref, message }) => ({
    code: "no-conflict",
    exit: exitCodes.answerIsNo,
    message,
    hint: "idse sync resolve",
    details: { document: refKey(ref) },
  }),
};
