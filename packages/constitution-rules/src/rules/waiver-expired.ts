import type { Rule } from "../Rule.ts";

export const waiverExpired: Rule = {
  id: "article-12/waiver-expired",
  title: "A waiver has not run out",
  severity: "warning",
  since: "1.1.0",
  rationale: "A day was set on which somebody was to look again, and it has come.",
  check: { kind: "waiver", problem: "expired" },
};
