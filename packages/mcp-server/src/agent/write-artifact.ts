/**
 * `write_artifact`: a stage document, written only over the text that its writer saw, and only where the guard lets the
 * agent. Which document that is gets settled first, so that the guard is asked about the one that is written.
 */
import { currentSession } from "@idse/orchestrator/Sessions";
import { writeArtifact as useCase } from "@idse/orchestrator/use-cases/artifact";
import { currentProject } from "@idse/orchestrator/Workspace";
import * as Effect from "effect/Effect";
import * as z from "zod";
import type { Tool } from "../Tool.ts";
import { agentTool } from "./AgentTool.ts";
import { choice, stage } from "./Arguments.ts";
import type { Workplace } from "./Workplace.ts";

const place = Effect.gen(function* () {
  const project = yield* currentProject;
  const { session } = yield* currentSession(project);
  return { project, session };
});

export const writeArtifact = (workplace: Workplace): Tool =>
  agentTool(workplace, {
    name: "write_artifact",
    title: "Write a stage document",
    description:
      "Replaces a stage document by a whole new text. Refused where the document is not what was read, or the agent's mode does not allow it.",
    kind: "artifact-change",
    readOnly: false,
    input: z.strictObject({
      stage,
      content: z.string().describe("The whole text, Markdown."),
      expect: z
        .string()
        .regex(/^(?:absent|sha256:[0-9a-f]{64})$/, { message: "a digest, or absent" })
        .describe("The digest that the document has now, from read_artifact or next; absent for a new one."),
      ...choice,
    }),
    run: ({ stage, content, expect, ...chosen }) =>
      Effect.gen(function* () {
        const at = yield* workplace.run(place, chosen);
        yield* workplace.permitted("write_artifact", { stage, content, ...at });
        return yield* workplace.run(useCase({ stage, text: content, expect }), at);
      }),
  });
