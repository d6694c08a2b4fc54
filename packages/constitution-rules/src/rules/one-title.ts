import type { Rule } from "../Rule.ts";

export const oneTitle: Rule = {
  id: "article-3/one-title",
  title: "A document opens with its title and has one",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Overviews, indexes and systems upstream take the first-level heading for the name of the document.",
  check: { kind: "one-title" },
};
