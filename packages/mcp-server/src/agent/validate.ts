import { Misuse } from "@idse/orchestrator/Failure";
import { validate as useCase } from "@idse/orchestrator/use-cases/validate";
import * as Effect from "effect/Effect";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { choice, given, stage } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const validate = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "validate",
    title: "Validate documents",
    description:
      "Holds documents against the constitution: findings with places, and what to do about each. Not valid is an answer, no error.",
    kind: "validation-report",
    readOnly: true,
    input: z.strictObject({
      through: stage.optional().describe("Only up to this stage."),
      claimed: z.boolean().optional().describe("Only what is signed off, in review or complete."),
      all: z.boolean().optional().describe("Every session of the project."),
      strict: z.boolean().optional().describe("Warnings fail too."),
      rule: z.string().min(1).optional().describe("Only the rule with this id."),
      ...choice,
    }),
    run: ({ project, session, all, ...options }) =>
      all === true && session !== undefined
        ? Effect.fail(new Misuse({ problem: "Either all sessions are checked, or one that is named." }))
        : workplace.run(useCase({ ...given(options), ...(all === true ? { scope: "all" } : {}) }), {
            project,
            session,
          }),
  });
