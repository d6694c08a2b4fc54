import type { Rule } from "../Rule.ts";

export const requiresInput: Rule = {
  id: "article-3/requires-input",
  title: "Nothing is left that requires input",
  severity: "error",
  since: "1.0.0",
  rationale: "A marked gap is an honest gap, but whoever builds on the document would have to guess.",
  check: { kind: "open-marker" },
};
