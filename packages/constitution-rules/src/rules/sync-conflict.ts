import type { Rule } from "../Rule.ts";

export const syncConflict: Rule = {
  id: "article-10/sync-conflict",
  title: "No document waits for a decision between here and a remote",
  severity: "warning",
  since: "1.1.0",
  rationale:
    "While two versions of a document stand on two sides, whoever reads one of them works from half of what was decided.",
  check: { kind: "sync-conflict" },
};
