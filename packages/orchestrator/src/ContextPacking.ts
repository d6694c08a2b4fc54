/** Sections put into a budget of tokens: whole ones only, the most relevant first. */
import type { ContextSection } from "./ContextSections.ts";

type Weighed = Pick<ContextSection, "own" | "mentioned" | "tokens">;

export interface Packed<S> {
  /** In the order in which they came. */
  readonly sections: ReadonlyArray<S>;
  readonly omitted: ReadonlyArray<S>;
  /** Estimated, of all that is printed; 0 where there is nothing to print. */
  readonly tokens: number;
  /** The budget that would hold everything. */
  readonly whole: number;
  /** The least budget that would hold any section; null where there is none. */
  readonly smallest: number | null;
}

/** The session's own before the parent's, and of each those that are spoken of. */
const weightOf = ({ own, mentioned }: Weighed): number => (own ? 0 : 2) + (mentioned ? 0 : 1);

/**
 * `sections` stand in the order of reading; `closing` is what the words behind them cost. One that does not
 * fit makes room for a smaller one behind it.
 */
export const packSections = <S extends Weighed>(
  sections: ReadonlyArray<S>,
  budget: number,
  closing: number,
): Packed<S> => {
  const costs = sections.map((one) => one.tokens);
  const kept = new Set<S>();
  let left = budget - closing;
  // Sorting keeps the order of reading among equals.
  for (const one of sections.toSorted((a, b) => weightOf(a) - weightOf(b))) {
    if (one.tokens > left) continue;
    kept.add(one);
    left -= one.tokens;
  }
  return {
    sections: sections.filter((one) => kept.has(one)),
    omitted: sections.filter((one) => !kept.has(one)),
    tokens: kept.size === 0 ? 0 : budget - left,
    whole: costs.reduce((sum, cost) => sum + cost, closing),
    smallest: costs.length === 0 ? null : costs.reduce((a, b) => Math.min(a, b)) + closing,
  };
};
