import type { Rule } from "../Rule.ts";

export const componentImpactReport: Rule = {
  id: "article-6/component-impact-report",
  title: "The implementation says which components it changed",
  severity: "error",
  stages: ["implementation"],
  since: "1.0.0",
  rationale: "Without it nobody can tell from the documents which part of the system a session touched.",
  check: { kind: "section-with-entries", section: "Component Impact Report" },
};
