import type { Rule } from "../Rule.ts";

export const stageSequence: Rule = {
  id: "article-7/stage-sequence",
  title: "A stage is begun after the stages it is built on",
  severity: "error",
  since: "1.0.0",
  rationale: "A plan without a spec is a guess that later looks like a decision.",
  check: { kind: "stage-sequence" },
};
