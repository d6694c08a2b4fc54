import type { Rule } from "../Rule.ts";

export const sectionSaysSomething: Rule = {
  id: "article-3/section-says-something",
  title: "Every section says something",
  severity: "warning",
  stages: ["intent", "spec", "plan", "tasks", "implementation", "feedback"],
  since: "1.1.0",
  rationale:
    "A heading alone promises a text, and a reader cannot tell whether it was forgotten or there was nothing to say.",
  check: { kind: "section-not-empty" },
};
