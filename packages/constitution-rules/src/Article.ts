/** The twelve articles and their numbers. */
const numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"] as const;
export type Article = (typeof numerals)[number];

export const articles = numerals;

/** The article of a rule id: `III` for `article-3/requires-input`. */
export const articleOf = (ruleId: string): string => {
  const number = Number(/^article-(\d+)\//.exec(ruleId)?.[1]);
  return numerals[number - 1] ?? "";
};

/** The article a rule serves: its own word, else what its id says. */
export const articleOfRule = (rule: {
  readonly id: string;
  readonly article?: Article | undefined;
}): string => rule.article ?? articleOf(rule.id);
