import type { Rule } from "../Rule.ts";

export const overlap: Rule = {
  id: "article-11/overlap",
  title: "No two open sessions work on the same section unknown to each other",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Two sessions that change the same section agree before the work is done, or one of them does it twice.",
  check: { kind: "overlap" },
};
