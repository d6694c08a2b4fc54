import type { Rule } from "../Rule.ts";

export const criterionNamesRequirement: Rule = {
  id: "article-4/criterion-names-requirement",
  title: "Every acceptance criterion names its requirement",
  severity: "warning",
  stages: ["spec"],
  since: "1.1.0",
  rationale: "A criterion that belongs to no requirement asks for something that was never specified.",
  check: { kind: "refers-to", identifiers: "criterion", to: ["requirement"] },
};
