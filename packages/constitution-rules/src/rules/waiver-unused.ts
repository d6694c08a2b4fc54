import type { Rule } from "../Rule.ts";

export const waiverUnused: Rule = {
  id: "article-12/waiver-unused",
  title: "A waiver sets something aside",
  severity: "warning",
  since: "1.1.0",
  rationale: "A waiver whose ground has gone silences the next finding, which nobody decided upon.",
  check: { kind: "waiver", problem: "unused" },
};
