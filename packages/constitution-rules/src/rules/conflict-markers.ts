import type { Rule } from "../Rule.ts";

export const conflictMarkers: Rule = {
  id: "article-3/conflict-markers",
  title: "No merge is left unfinished",
  severity: "error",
  since: "1.0.0",
  rationale: "Between the markers stand two truths, and a reader may take either.",
  check: { kind: "conflict-markers" },
};
