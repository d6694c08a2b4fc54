import type { Rule } from "../Rule.ts";

export const currentSession: Rule = {
  id: "article-10/current-session",
  title: "The current session exists",
  severity: "error",
  since: "1.0.0",
  rationale: "A pointer to nothing makes every command without --session mean something else than was meant.",
  check: { kind: "current-session" },
};
