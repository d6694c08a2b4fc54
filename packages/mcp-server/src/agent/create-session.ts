import { createSession as useCase } from "@idse/orchestrator/use-cases/createSession";
import * as Effect from "effect/Effect";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { given, project } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const createSession = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "create_session",
    title: "Create a session",
    description:
      "Makes a session with its seven documents, from the blueprint or another session, and switches to it.",
    kind: "session-change",
    readOnly: false,
    additive: true,
    input: z.strictObject({
      name: z.string().optional().describe("Its id: 1 to 64 of a-z 0-9 . _ -; without one, a random id."),
      title: z.string().optional().describe("A name for people."),
      type: z.enum(["feature", "exploratory"]).optional(),
      from: z.string().min(1).optional().describe("The parent session, instead of the blueprint."),
      owner: z.string().optional().describe("Who answers for it."),
      description: z.string().optional().describe("One sentence on what it is for."),
      project,
    }),
    run: ({ project, from, ...options }) =>
      workplace
        .permitted("create_session", given({ ...options, project }))
        .pipe(Effect.andThen(workplace.run(useCase(given({ ...options, parent: from })), { project }))),
  });
