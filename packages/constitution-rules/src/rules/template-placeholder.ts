import type { Rule } from "../Rule.ts";

export const templatePlaceholder: Rule = {
  id: "article-6/template-placeholder",
  title: "No placeholder of a template is left in the implementation",
  severity: "error",
  stages: ["implementation"],
  since: "1.0.0",
  rationale: "A placeholder in a report of what was built claims something that nobody wrote.",
  check: {
    kind: "forbidden-text",
    texts: [
      "{{ project_name }}",
      "{{ session_id }}",
      "{{ stack }}",
      "{{ timestamp }}",
      "[Describe the architecture of what was implemented]",
      "[Summary of implementation work]",
      "[Test results, coverage, linting]",
      "[Any changes from the original plan, with justification]",
      "ExampleComponent",
      "PrimitiveName",
    ],
    advice: "Say what was built.",
  },
};
