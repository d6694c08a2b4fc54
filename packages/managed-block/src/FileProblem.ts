/** Why a file is not changed. Lines count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}
