import type { FactCheck } from "../../Check.ts";

/** Found where the ledger is read; here it only becomes a finding of the rule that asks for it. */
export const claims: FactCheck<"claims"> = ({ facts, check }) =>
  facts.claims
    .filter(({ of }) => of === check.of)
    .map(({ stage, path, line, message, hint, about }) => ({
      category: "violation",
      stage,
      path,
      ...(line === null ? {} : { range: { line, column: 1, endLine: line, endColumn: 1 } }),
      message,
      hint,
      about,
    }));
