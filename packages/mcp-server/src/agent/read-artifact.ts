import { showArtifact } from "@idse/orchestrator/use-cases/artifact";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { choice, stage } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

export const readArtifact = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "read_artifact",
    title: "Read a stage document",
    description: "The text of a stage document and its digest, which write_artifact wants.",
    kind: "artifact",
    readOnly: true,
    input: z.strictObject({ stage, ...choice }),
    run: ({ stage, ...chosen }) => workplace.run(showArtifact(stage), chosen),
  });
