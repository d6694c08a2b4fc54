import type { Rule } from "../Rule.ts";

export const knownReference: Rule = {
  id: "article-11/known-reference",
  title: "What is named in another session is defined there",
  severity: "warning",
  since: "1.1.0",
  rationale: "A session that relies on a requirement of another has to notice when that requirement is gone.",
  check: { kind: "known-qualified-identifiers" },
};
