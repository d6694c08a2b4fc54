import type { Rule } from "../Rule.ts";

export const successCriterionServed: Rule = {
  id: "article-1/success-criterion-served",
  title: "Every success criterion is served by the specification",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "A success criterion that no requirement names is hoped for and not specified. Asked from the first reference on, since many specifications do not number their way back.",
  check: { kind: "referred-to", identifiers: "success-criterion", in: "spec", onceUsed: true },
};
