import type { Rule } from "../Rule.ts";

export const taskTracesToRequirement: Rule = {
  id: "article-8/task-traces-to-requirement",
  title: "Every task names the requirement it serves",
  severity: "warning",
  stages: ["tasks"],
  since: "1.1.0",
  rationale:
    "A task that serves no requirement is either not needed or the sign of a requirement that was never written.",
  check: { kind: "refers-to", identifiers: "task", to: ["requirement", "criterion"] },
};
