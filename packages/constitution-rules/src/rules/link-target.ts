import type { Rule } from "../Rule.ts";

export const linkTarget: Rule = {
  id: "article-10/link-target",
  title: "A link leads to something that is there",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "A link into nothing sends the next reader searching for a document that was moved or never written.",
  check: { kind: "link-target" },
};
