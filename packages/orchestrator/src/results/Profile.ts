/** A compiled agent profile, or an export of it. */
import { targetIds } from "@idse/spec-compiler/Target";
import * as z from "zod";
import { result } from "./Common.ts";

export const AgentProfileResult = result("agent-profile-spec", {
  project: z.string(),
  session: z.string(),
  blueprint: z.string().nullable(),
  path: z.string().nullable(),
  dryRun: z.boolean(),
  unchanged: z.boolean(),
  warnings: z.array(z.string()),
  spec: z.record(z.string(), z.unknown()),
  /** The format it was exported to; null is the profile itself. */
  target: z.enum(targetIds).nullable(),
  /** What that format cannot say. */
  losses: z.array(z.object({ field: z.string(), reason: z.string() })),
  /** Of an export that was not written, what would have been. */
  text: z.string().nullable(),
});

export const profileResults = {
  "agent-profile-spec": AgentProfileResult,
};
