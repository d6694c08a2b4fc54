import type { Rule } from "../Rule.ts";

export const strayDocument: Rule = {
  id: "article-10/stray-document",
  title: "A document kept elsewhere does not lie here too",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Where a repository keeps its documents in another store, a file that looks like one of them is a second truth that nobody reads.",
  check: { kind: "stray-document" },
};
