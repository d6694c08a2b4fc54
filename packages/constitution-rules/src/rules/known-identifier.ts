import type { Rule } from "../Rule.ts";

export const knownIdentifier: Rule = {
  id: "article-4/known-identifier",
  title: "What is referred to is defined",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "A reference to an identifier that is nowhere defined is a slip of the pen, or the trace of something that was taken out.",
  check: { kind: "known-identifiers" },
};
