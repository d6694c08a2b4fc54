/** Packed sections as text: each behind its place, and at the end how much it is and what was left out. */
import type { ResultOf } from "./results/Results.ts";
import { estimateTokens } from "./TokenEstimate.ts";

type Result = ResultOf<"context">;

export const blockOf = ({ place, text }: Pick<Result["sections"][number], "place" | "text">): string =>
  `=== ${place}\n${text}\n`;

export interface Closing {
  readonly session: string;
  readonly stage: string | null;
  readonly budget: number;
  readonly estimatedTokens: number;
  readonly omitted: number;
  readonly whole: number;
}

const again = ({ session, stage }: Pick<Closing, "session" | "stage">, budget: number): string =>
  `idse context --session ${session} --stage ${stage} --budget ${budget}`;

export const closingOf = (closing: Closing): string => {
  const { budget, estimatedTokens, omitted, whole } = closing;
  const count = `${omitted} section${omitted === 1 ? "" : "s"}`;
  const rest = omitted === 0 ? "" : ` Left out: ${count}. All of it: ${again(closing, whole)}`;
  return `About ${estimatedTokens} of ${budget} tokens (estimated).${rest}\n`;
};

/** What the closing costs at most, before it is known what is left out. */
export const closingCost = (session: string, stage: string, budget: number, sections: number): number => {
  const most = 999_999_999;
  return estimateTokens(
    closingOf({ session, stage, budget, estimatedTokens: budget, omitted: sections, whole: most }),
  );
};

/** There is something to say, and room for none of it. */
export const isTooSmall = ({ sections, smallest }: Pick<Result, "sections" | "smallest">): boolean =>
  sections.length === 0 && smallest !== null;

export const contextText = (value: Result): string => {
  const { project, session, sections, omitted, budget, smallest, message } = value;
  if (message !== null) return `${project}/${session}: ${message}\n`;
  if (smallest !== null && isTooSmall(value)) {
    return `No section fits into ${budget} tokens (estimated). The smallest: ${again(value, smallest)}\n`;
  }
  return `${sections.map(blockOf).join("")}${closingOf({ ...value, omitted: omitted.length })}`;
};
