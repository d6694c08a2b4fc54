/**
 * `agent_registry.json`: which agents work in a project, on which stages, in which mode. Order
 * matters: the first agent that lists a stage takes it. Keys we do not know are kept.
 */
import { isStage, type JsonResult, printJson, readJson, stages } from "@idse/pipeline-artifacts";
import * as z from "zod";

/** `by-stage` plans until the implementation stage and implements from there on. */
export const agentModes = ["planning", "implementation", "by-stage"] as const;
export type AgentMode = (typeof agentModes)[number];

const StageName = z.string().refine(isStage, {
  error: ({ input }) => `there is no stage "${input}"; the stages are ${stages.join(", ")}`,
});

export const AgentEntry = z.looseObject({
  id: z.string().min(1, "an agent needs an id"),
  /** Free text, for people. */
  role: z.string(),
  mode: z.enum(agentModes, { error: `the modes are ${agentModes.join(", ")}` }),
  stages: z.array(StageName),
  name: z.string().optional(),
  description: z.string().optional(),
});
export type AgentEntry = z.infer<typeof AgentEntry>;

export const AgentRegistry = z
  .looseObject({ agents: z.array(AgentEntry) })
  .superRefine(({ agents }, context) => {
    for (const [index, { id }] of agents.entries()) {
      if (agents.findIndex((other) => other.id === id) === index) continue;
      context.addIssue({
        code: "custom",
        path: ["agents", index, "id"],
        message: `"${id}" is listed twice; an id stands for one agent`,
      });
    }
  });
export type AgentRegistry = z.infer<typeof AgentRegistry>;

/**
 * The registry as it stands in the file. Zod would move the keys it knows to the front, and a file
 * written back would show changes that nobody made.
 */
const RegistryAsWritten = z.custom<AgentRegistry>().superRefine((written, context) => {
  for (const issue of AgentRegistry.safeParse(written).error?.issues ?? []) {
    context.addIssue({ code: "custom", path: [...issue.path], message: issue.message });
  }
});

/** Reads a registry; the first thing wrong is named with line and column. */
export const parseRegistry = (text: string): JsonResult<AgentRegistry> => readJson(text, RegistryAsWritten);

/** The registry as JSON, keys in the order they were read in. */
export const printRegistry = (registry: AgentRegistry): string => printJson(registry);
