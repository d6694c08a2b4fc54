/** A failure as the one document that a program is given. */
import { exitCodes, type FailureReport } from "./FailureReport.ts";
import type { ResultOf } from "./results/Results.ts";

/** `asTyped`: commands in a hint as the reader types them. */
export const errorResult = (
  { code, message, hint, details }: FailureReport,
  asTyped: (hint: string) => string,
): ResultOf<"error"> => ({
  schemaVersion: 1,
  kind: "error",
  error: { code, message, hint: hint === null ? null : asTyped(hint), details: { ...details } },
});

/** What broke is ours, and no word of the user's. */
export const faultReport = (message: string): FailureReport => ({
  code: "internal-error",
  exit: exitCodes.ourFault,
  message: `This is a fault of idse: ${message}`,
  hint: "Please report it with the command you typed.",
  details: {},
});
