import type { Rule } from "../Rule.ts";

export const documentSize: Rule = {
  id: "article-5/document-size",
  title: "A document is short enough to be read",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "What nobody can read in one sitting is not checked by anybody, and does not fit into the context of an agent.",
  check: { kind: "size", maxBytes: 100_000 },
};
