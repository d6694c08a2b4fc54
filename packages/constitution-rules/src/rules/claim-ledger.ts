import type { Rule } from "../Rule.ts";

export const claimLedger: Rule = {
  id: "article-12/claim-ledger",
  title: "The record of claims is as it was written, and the blueprint says what it says",
  severity: "warning",
  since: "1.1.0",
  rationale: "A record that can be edited in silence protects nobody from deciding the same question twice.",
  check: { kind: "claims", of: "record" },
};
