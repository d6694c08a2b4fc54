import type { Rule } from "../Rule.ts";

export const tasksSettled: Rule = {
  id: "article-9/tasks-settled",
  title: "Tasks are done when the feedback begins",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Feedback on something half built is about another thing than the one that is going to be there.",
  check: { kind: "checklist-settled", in: "tasks", once: "feedback" },
};
