import type { Rule } from "../Rule.ts";

export const requirementHasIdentifier: Rule = {
  id: "article-4/requirement-has-identifier",
  title: "Every functional requirement has an identifier",
  severity: "warning",
  stages: ["spec"],
  since: "1.1.0",
  rationale: "What has no identifier cannot be accepted, planned or traced by name.",
  check: { kind: "entries-have-identifier", section: "Functional Requirements", identifiers: "requirement" },
};
