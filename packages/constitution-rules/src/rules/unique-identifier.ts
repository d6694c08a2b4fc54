import type { Rule } from "../Rule.ts";

export const uniqueIdentifier: Rule = {
  id: "article-4/unique-identifier",
  title: "An identifier names one thing",
  severity: "warning",
  since: "1.1.0",
  rationale: "Two requirements of one name are two truths, and every reference to them is a guess.",
  check: { kind: "unique-identifiers" },
};
