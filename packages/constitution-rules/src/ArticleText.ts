/** The prose of the articles, apart from their numbers: most readers of a rule need no more than its number. */
import { type Article, articles } from "./Article.ts";
import { constitutionTexts } from "./generated/constitution.ts";

/** The prose of an article, markdown. */
export const articleText = (article: Article): string =>
  constitutionTexts[`article-${articles.indexOf(article) + 1}.md`] ?? "";

/** The whole constitution as one markdown document. */
export const constitutionText = (): string =>
  [constitutionTexts["README.md"] ?? "", ...articles.map(articleText)]
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .join("\n\n")
    .concat("\n");
