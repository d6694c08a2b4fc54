import type { Rule } from "../Rule.ts";

export const waiverWithoutReason: Rule = {
  id: "article-12/waiver-without-reason",
  title: "A waiver says why",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "A rule that was set aside without a reason cannot be put back in force by anybody, since nobody knows what for.",
  check: { kind: "waiver", problem: "reasonless" },
};
