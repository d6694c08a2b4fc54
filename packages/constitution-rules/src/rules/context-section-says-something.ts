import type { Rule } from "../Rule.ts";

export const contextSectionSaysSomething: Rule = {
  id: "article-2/context-section-says-something",
  title: "Every section of the context says something",
  severity: "warning",
  stages: ["context"],
  since: "1.1.0",
  rationale:
    "A heading with nothing under it leaves open whether there is no such constraint or risk, or whether nobody looked.",
  check: { kind: "section-not-empty" },
};
