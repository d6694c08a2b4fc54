import type { Rule } from "../Rule.ts";

export const claimBorneOut: Rule = {
  id: "article-11/claim-borne-out",
  title: "What a claim was taken from still says it",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "A claim binds every feature; where the documents that bore it out have moved on, it binds them to what nobody holds any longer.",
  check: { kind: "claims", of: "documents" },
};
