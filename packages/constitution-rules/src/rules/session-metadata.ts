import type { Rule } from "../Rule.ts";

export const sessionMetadata: Rule = {
  id: "article-10/session-metadata",
  title: "A session has readable metadata",
  severity: "warning",
  since: "1.0.0",
  rationale: "Owner, lineage and status are read from it; without it a session falls out of every overview.",
  check: { kind: "session-metadata" },
};
