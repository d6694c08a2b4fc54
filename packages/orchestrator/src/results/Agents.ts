/** The agents of a registry, and who takes what. */
import * as z from "zod";
import { agentRef, result, stageName } from "./Common.ts";

const agentEntry = z.object({
  id: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  role: z.string(),
  mode: z.enum(["planning", "implementation", "by-stage"]),
  stages: z.array(z.string()),
});

export const AgentListResult = result("agent-list", {
  project: z.string(),
  agents: z.array(agentEntry),
  unrouted: z.array(stageName),
});

export const AgentResult = result("agent", {
  project: z.string(),
  agent: agentEntry,
  /** Of its stages, those that come to it. */
  takes: z.array(stageName),
  /** Those that another agent takes, which stands before it in the file. */
  behind: z.array(z.object({ stage: stageName, agent: z.string() })),
});

export const AgentChangeResult = result("agent-change", {
  project: z.string(),
  action: z.enum(["added", "removed", "mode-set", "role-set", "stages-set"]),
  /** As it stands now; one that was removed, as it stood. */
  agent: agentEntry,
  /** The stages that come to it now. */
  takes: z.array(stageName),
  /** The stages that nobody takes now. */
  unrouted: z.array(stageName),
  unchanged: z.boolean(),
});

export const RouteResult = result("route", {
  project: z.string(),
  stage: stageName,
  agent: agentRef.extend({ role: z.string() }).nullable(),
});

export const agentResults = {
  "agent-list": AgentListResult,
  agent: AgentResult,
  "agent-change": AgentChangeResult,
  route: RouteResult,
};
