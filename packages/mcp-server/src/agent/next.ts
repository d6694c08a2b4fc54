import { next as useCase } from "@idse/orchestrator/use-cases/next";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { choice, stage } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const next = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "next",
    title: "Next packet of work",
    description:
      "What to do next: the stage, what to read and write with digests, open findings, when it is done.",
    kind: "work-packet",
    readOnly: true,
    input: z.strictObject({
      stage: stage.optional().describe("The packet of this stage instead."),
      ...choice,
    }),
    run: ({ stage, ...chosen }) => workplace.run(useCase(stage ?? null), chosen),
  });
