/** What stands in the way of a change to the claims of a blueprint. */
import { exitCodes } from "../FailureReport.ts";
import type { Describe } from "./Describe.ts";

export const describeClaims: Describe<"ClaimRefused" | "LedgerDamaged"> = {
  ClaimRefused: ({ code, claim, problem, hint }) => ({
    code,
    exit: exitCodes.answerIsNo,
    message: problem,
    hint,
    details: { claim },
  }),
  LedgerDamaged: ({ problems }) => ({
    code: "ledger-damaged",
    exit: exitCodes.machineFailed,
    message: [
      ...problems.map(({ place, message }) => `${place}: ${message}`),
      "Nothing was written. Events are never changed or deleted; bring these back from git's history first.",
    ].join("\n"),
    hint: "idse blueprint verify",
    details: { problems },
  }),
};
