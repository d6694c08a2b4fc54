import type { Rule } from "../Rule.ts";

export const emptyDocument: Rule = {
  id: "article-3/empty-document",
  title: "A document says something",
  severity: "error",
  since: "1.0.0",
  rationale: "An empty file looks like a finished stage to every tool that only checks that it exists.",
  check: { kind: "not-empty" },
};
