/** The twelve articles: their numbers, and their prose. */
import { constitutionTexts } from "./generated/constitution.ts";

const numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"] as const;
export type Article = (typeof numerals)[number];

export const articles: ReadonlyArray<Article> = numerals;

/** The article of a rule id: `III` for `article-3/requires-input`. */
export const articleOf = (ruleId: string): string => {
  const number = Number(/^article-(\d+)\//.exec(ruleId)?.[1]);
  return numerals[number - 1] ?? "";
};

/** The prose of an article, markdown. */
export const articleText = (article: Article): string =>
  constitutionTexts[`article-${numerals.indexOf(article) + 1}.md`] ?? "";

/** The whole constitution as one markdown document. */
export const constitutionText = (): string =>
  [constitutionTexts["README.md"] ?? "", ...numerals.map(articleText)]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n")
    .concat("\n");
