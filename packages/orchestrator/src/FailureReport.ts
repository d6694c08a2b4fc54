/**
 * What a person or a program is told of a failure: a code that stays, an exit code, what happened,
 * and the next command to type. One table holds them all.
 */
import { refKey } from "@idse/pipeline-artifacts";
import type { Failure } from "./Failure.ts";

/** What every command may exit with. */
export const exitCodes = {
  done: 0,
  answerIsNo: 1,
  misuse: 2,
  notFound: 3,
  conflict: 4,
  remoteFailed: 5,
  machineFailed: 6,
  ourFault: 70,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface FailureReport {
  readonly code: string;
  readonly exit: ExitCode;
  readonly message: string;
  readonly hint: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

const list = (names: ReadonlyArray<string>): string => (names.length === 0 ? "none" : names.join(", "));

const place = (path: string, line: number | null, column: number | null): string =>
  line === null ? path : `${path}:${line}:${column ?? 1}`;

type Tag = Failure["_tag"];
type Describe<T extends Tag> = (failure: Extract<Failure, { readonly _tag: T }>) => FailureReport;

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

const machineHints: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full. Make room and run the command again; nothing was changed.",
  EDQUOT: "The disk quota is used up. Make room and run the command again; nothing was changed.",
  EACCES: "Check who may write there, and run the command again.",
  EPERM: "Check who may write there, and run the command again.",
  EROFS: "The file system is read-only.",
  EILSEQ: "Save the file as UTF-8 and run the command again.",
};

const describe: { readonly [T in Tag]: Describe<T> } = {
  WorkspaceMissing: ({ directory }) => ({
    code: "workspace-not-found",
    exit: exitCodes.notFound,
    message: `There is no .idse workspace in ${directory} or above it.`,
    hint: "idse init",
    details: { directory },
  }),
  FileMalformed: ({ path, line, column, problem }) => ({
    code: "file-malformed",
    exit: exitCodes.machineFailed,
    message: `${place(path, line, column)}: ${problem}`,
    hint: `Mend ${path} and run the command again; it was left as it is.`,
    details: { path, line, column },
  }),
  Misuse: ({ problem, hint }) => ({
    code: "misuse",
    exit: exitCodes.misuse,
    message: problem,
    hint: hint ?? null,
    details: {},
  }),
  NotFound: ({ what, name, known, hint }) => ({
    code: `${what}-not-found`,
    exit: exitCodes.notFound,
    message:
      name === ""
        ? `There is no ${what} yet.`
        : `There is no ${what} "${name}".${known === undefined ? "" : ` Here: ${list(known)}.`}`,
    hint,
    details: { [what]: name, ...(known === undefined ? {} : { known }) },
  }),
  AlreadyThere: ({ what, name, problem, hint, details }) => ({
    code: `${what}-exists`,
    exit: exitCodes.conflict,
    message: problem,
    hint,
    details: { [what]: name, ...details },
  }),
  LastAgent: ({ id, problem }) => ({
    code: "last-agent",
    exit: exitCodes.answerIsNo,
    message: problem,
    hint: "Add another one first: idse agents add ID",
    details: { agent: id },
  }),
  NotYet: ({ problem, hint, findings }) => ({
    code: "not-complete",
    exit: exitCodes.answerIsNo,
    message: problem,
    hint,
    details: { findings },
  }),
  BaseChanged: ({ session, parent, conflicts }) => ({
    code: "base-changed",
    exit: exitCodes.conflict,
    message: [
      ...conflicts.map(
        ({ stage, section, threeWay }) =>
          `"${section}" in the ${stage} of ${parent} changed since ${session} was built on it.\n\n${threeWay.trimEnd()}\n`,
      ),
      `Nothing was written. Bring the proposal in ${session} up to date, and say that you read what stands there now: idse stage ack ${conflicts[0]?.stage ?? "STAGE"} --of parent --session ${session}`,
    ].join("\n"),
    hint: `idse diff ${conflicts[0]?.stage ?? "STAGE"} --of parent --session ${session}`,
    details: { session, parent, conflicts },
  }),
  StoreNotReady: ({ problem, hint }) => ({
    code: "store-not-ready",
    exit: exitCodes.remoteFailed,
    message: problem,
    hint,
    details: {},
  }),
  RemoteFailed: ({ remote: name, failure }) => {
    const { message, code, details } = describeFailure(failure);
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
  ServerRefused: ({ code, problem, hint }) => ({
    code,
    exit: exitCodes.machineFailed,
    message: problem,
    hint,
    details: {},
  }),
  Denied: ({ rule, reason, command }) => ({
    code: "denied",
    exit: exitCodes.answerIsNo,
    message: reason,
    hint: command,
    details: { rule },
  }),
  DigestMismatch: ({ path, expected, found }) => ({
    code: "document-changed",
    exit: exitCodes.conflict,
    message: `${path} is not what was expected; it was left as it is.`,
    hint: "Read it again, and write on top of what it says now.",
    details: { path, expected, found },
  }),
  ProfileInvalid: ({ problems }) => ({
    code: problems[0]?.code ?? "profile-invalid",
    exit: exitCodes.answerIsNo,
    message: problems.map((one) => `${place(one.path, one.line, one.column)}: ${one.message}`).join("\n"),
    hint: problems[0]?.hint ?? null,
    details: { problems },
  }),
  ProjectUnknown: ({ name, projects }) => ({
    code: "project-not-found",
    exit: exitCodes.notFound,
    message: `There is no project "${name}". Projects here: ${list(projects)}.`,
    hint: "idse status --project NAME",
    details: { project: name, projects },
  }),
  ProjectAmbiguous: ({ projects }) => ({
    code: "project-ambiguous",
    exit: exitCodes.notFound,
    message: `Several projects are here and none is chosen: ${list(projects)}.`,
    hint: `Name one with --project ${projects[0] ?? "NAME"}, or set IDSE_PROJECT.`,
    details: { projects },
  }),
  ProjectMissing: () => ({
    code: "project-not-found",
    exit: exitCodes.notFound,
    message: "The workspace holds no project yet.",
    hint: "idse init",
    details: {},
  }),
  SessionUnknown: ({ name, askedBy }) => ({
    code: "session-not-found",
    exit: exitCodes.notFound,
    message: `There is no session "${name}"${askedBy === "environment" ? ", which IDSE_SESSION names" : ""}.`,
    hint: "idse sessions",
    details: { session: name },
  }),
  SessionUndecided: () => ({
    code: "session-not-found",
    exit: exitCodes.notFound,
    message: "No session is chosen, and the project has no blueprint to fall back on.",
    hint: "idse sessions",
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

export const describeFailure = (failure: Failure): FailureReport =>
  (describe[failure._tag] as (failure: Failure) => FailureReport)(failure);
