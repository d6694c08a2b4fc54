import type { Rule } from "../Rule.ts";

export const taskIsCheckbox: Rule = {
  id: "article-8/task-is-checkbox",
  title: "A task is a checkbox",
  severity: "warning",
  stages: ["tasks"],
  since: "1.1.0",
  rationale: "A box says whether a task is done, to people and to programs alike.",
  check: { kind: "checklist", identifiers: "task" },
};
