/**
 * What a person or a program is told of a failure: a code that stays, an exit code, what happened,
 * and the next command to type.
 */

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
