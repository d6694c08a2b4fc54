import type { Rule } from "../Rule.ts";

export const legacyPath: Rule = {
  id: "article-10/legacy-path",
  title: "No document lies where an earlier layout had it",
  severity: "warning",
  since: "1.0.0",
  rationale: "Two files that both look like the spec are two truths.",
  check: { kind: "legacy-path" },
};
