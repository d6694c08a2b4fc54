/** The steps of a check, one line each, with the remedy below the one that failed. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { dim, green, red } from "./paint.ts";

type Check = ResultOf<"store-check">["checks"][number];

const shade = (outcome: Check["outcome"]): string => {
  if (outcome === "passed") return green("passed ");
  return outcome === "failed" ? red("failed ") : dim("not run");
};

export interface Checks {
  readonly head: string;
  readonly checks: ReadonlyArray<Check>;
  readonly verdict: string;
}

export const renderChecks = ({ head, checks, verdict }: Checks): string => {
  const lines = checks.map(
    ({ step, outcome, message, hint }) =>
      `  ${shade(outcome)}  ${step.padEnd(11)}  ${message}\n${hint === null ? "" : `           ${hint}\n`}`,
  );
  return `${head}\n\n${lines.join("")}\n${verdict}`;
};
