/** What of a source could not be taken as it is. The rest goes on. */
export const problemCodes = [
  "not-utf8",
  "unreadable",
  "malformed",
  "missing",
  "link-outside",
  "unsafe-name",
  "database-unreadable",
  "database-unfinished",
  "database-row",
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface MigrationProblem {
  readonly code: ProblemCode;
  /** From the source's root. */
  readonly path: string;
  /** From 1; null where it is about no line. */
  readonly line: number | null;
  readonly message: string;
}
