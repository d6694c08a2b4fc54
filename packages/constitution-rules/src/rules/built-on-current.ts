import type { Rule } from "../Rule.ts";

export const builtOnCurrent: Rule = {
  id: "article-7/built-on-current",
  title: "What was signed off is built on its sources as they stand",
  severity: "warning",
  since: "1.1.0",
  rationale: "A plan for the specification of last month looks finished and plans something else.",
  check: { kind: "built-on-current" },
};
