import type { Rule } from "../Rule.ts";

export const tableShape: Rule = {
  id: "article-3/table-shape",
  title: "A row of a table has no more cells than its header",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "Cells beyond the header are dropped where the document is shown, so that a reader never sees what they say.",
  check: { kind: "table-shape" },
};
