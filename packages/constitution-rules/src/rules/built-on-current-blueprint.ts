import type { Rule } from "../Rule.ts";

export const builtOnCurrentBlueprint: Rule = {
  id: "article-11/built-on-current-blueprint",
  title: "A session is built on its parent as it stands",
  severity: "warning",
  since: "1.1.0",
  rationale: "What the blueprint binds every session to may have changed after this one was spawned.",
  check: { kind: "parent-current" },
};
