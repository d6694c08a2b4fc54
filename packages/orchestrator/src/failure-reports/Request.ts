/** What was asked for cannot be done so, or the answer is no. */
import { exitCodes } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";
import { list, place } from "./Words.ts";

export const describeRequest: Describe<
  | "Misuse"
  | "NotFound"
  | "AlreadyThere"
  | "LastAgent"
  | "NotYet"
  | "BaseChanged"
  | "Denied"
  | "DigestMismatch"
  | "ProfileInvalid"
  | "ServerRefused"
> = {
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
  ServerRefused: ({ code, problem, hint }) => ({
    code,
    exit: exitCodes.machineFailed,
    message: problem,
    hint,
    details: {},
  }),
};
