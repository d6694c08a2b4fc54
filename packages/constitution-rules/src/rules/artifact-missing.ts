import type { Rule } from "../Rule.ts";

export const artifactMissing: Rule = {
  id: "article-10/artifact-missing",
  title: "Every stage has its document in its place",
  severity: "error",
  since: "1.0.0",
  rationale: "People, agents and systems upstream find documents by their place alone.",
  check: { kind: "artifact-exists" },
};
