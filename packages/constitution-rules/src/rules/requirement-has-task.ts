import type { Rule } from "../Rule.ts";

export const requirementHasTask: Rule = {
  id: "article-8/requirement-has-task",
  title: "Every requirement has a task",
  severity: "warning",
  since: "1.1.0",
  rationale: "A requirement without a task is agreed upon and built by nobody.",
  check: { kind: "referred-to", identifiers: "requirement", in: "tasks" },
};
