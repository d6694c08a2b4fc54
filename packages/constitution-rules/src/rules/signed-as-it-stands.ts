import type { Rule } from "../Rule.ts";

export const signedAsItStands: Rule = {
  id: "article-6/signed-as-it-stands",
  title: "What was signed off is what stands there",
  severity: "warning",
  since: "1.1.0",
  rationale: "A signature under a text that changed afterwards says something that its giver has not read.",
  check: { kind: "signed-digest" },
};
