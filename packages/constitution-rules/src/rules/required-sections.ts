import type { Rule } from "../Rule.ts";

export const requiredSections: Rule = {
  id: "article-3/required-sections",
  title: "A document has the sections its stage is read for",
  severity: "warning",
  since: "1.0.0",
  rationale: "The next stage, and the agent that writes it, look for these sections by name.",
  check: {
    kind: "required-sections",
    sections: {
      intent: [
        { title: "Goal", aliases: ["Purpose", "Mission", "Why"] },
        { title: "Problem / Opportunity", aliases: ["Problem", "Opportunity"] },
        { title: "Stakeholders", aliases: ["Users"] },
        { title: "Success Criteria", aliases: ["What success looks like", "Success"] },
        { title: "Scope", aliases: ["Non-Goals", "In scope"] },
      ],
      context: [
        { title: "Environment", aliases: ["Ecosystem", "Background", "Organizational Context"] },
        { title: "Stack", aliases: ["Technical Context", "Technology"] },
        { title: "Constraints", aliases: [] },
        { title: "Risks & Unknowns", aliases: ["Risks", "Unknowns"] },
      ],
      spec: [
        { title: "Overview", aliases: ["Purpose", "System Overview", "Product Scope", "Summary"] },
        { title: "Functional Requirements", aliases: ["Requirements"] },
        { title: "Acceptance Criteria", aliases: ["Acceptance"] },
      ],
      plan: [
        { title: "Architecture", aliases: ["Architectural Overview", "Technical Architecture", "Strategy"] },
        { title: "Components", aliases: ["Core Components", "Modules"] },
        { title: "Test Strategy", aliases: ["Testing", "Tests"] },
        { title: "Phases", aliases: ["Phase", "Phased delivery", "Milestones"] },
      ],
      tasks: [{ title: "Phase", aliases: ["Phases", "Tasks"] }],
      implementation: [
        { title: "What Was Built", aliases: ["What We Implemented", "Summary"] },
        { title: "Validation Reports", aliases: ["Validation", "Verification", "Tests"] },
      ],
      feedback: [
        { title: "Feedback Received", aliases: ["External / Internal Feedback", "Feedback"] },
        { title: "Actions / Follow-ups", aliases: ["Actions", "Follow-ups"] },
        { title: "Decision Log", aliases: ["Decisions"] },
      ],
    },
  },
};
