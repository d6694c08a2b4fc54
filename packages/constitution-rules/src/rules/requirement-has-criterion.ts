import type { Rule } from "../Rule.ts";

export const requirementHasCriterion: Rule = {
  id: "article-4/requirement-has-criterion",
  title: "Every requirement has an acceptance criterion that names it",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Without a criterion nobody can show that a requirement holds, and it is argued about at the end.",
  check: { kind: "referred-to", identifiers: "requirement", in: "spec", by: "criterion" },
};
