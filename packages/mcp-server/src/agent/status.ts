import { status as useCase } from "@idse/orchestrator/use-cases/status";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { choice } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const status = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "status",
    title: "Status of a session",
    description:
      "How far the session has come, stage by stage: state, findings, sign-offs, and the next step.",
    kind: "status",
    readOnly: true,
    input: z.strictObject(choice),
    run: (input) => workplace.run(useCase, input),
  });
