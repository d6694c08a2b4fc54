/** Which workspace, project or session is meant, and files that a person has to mend. */
import { exitCodes } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";
import { list, place } from "./Words.ts";

export const describeWorkspace: Describe<
  | "WorkspaceMissing"
  | "FileMalformed"
  | "ProjectUnknown"
  | "ProjectAmbiguous"
  | "ProjectMissing"
  | "SessionUnknown"
  | "SessionUndecided"
> = {
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
};
