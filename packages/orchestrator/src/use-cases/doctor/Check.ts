/** One thing that was looked at, and what is to be done about it. */
import type { ResultOf } from "../../results/Results.ts";

export type Check = ResultOf<"doctor">["checks"][number];
export type Area = Check["area"];

interface Details {
  readonly path?: string;
  readonly line?: number | null;
  readonly mend?: string | null;
}

const check =
  (state: Check["state"]) =>
  (area: Area, message: string, { path, line, mend }: Details = {}): Check => ({
    area,
    state,
    message,
    path: path ?? null,
    line: line ?? null,
    mend: mend ?? null,
  });

export const ok = check("ok");
export const note = check("note");
export const warning = check("warning");
export const problem = check("problem");

/** Names as a sentence has them. */
export const listed = (names: ReadonlyArray<string>): string => names.join(", ");
