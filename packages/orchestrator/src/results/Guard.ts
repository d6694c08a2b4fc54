/** What the guard says of changes that are staged, or that a range of commits made. */
import * as z from "zod";
import { result } from "./Common.ts";

export const GuardReportResult = result("guard-report", {
  /** Null: no agent is named, and a person may change everything. */
  agent: z.string().nullable(),
  project: z.string().nullable(),
  mode: z.enum(["planning", "implementation", "by-stage"]).nullable(),
  allowed: z.boolean(),
  changes: z.array(
    z.object({
      path: z.string(),
      verdict: z.enum(["allow", "deny"]),
      rule: z.string().nullable(),
      /** The words that an agent's own hook would say. */
      reason: z.string().nullable(),
      /** What a person can run. */
      command: z.string().nullable(),
    }),
  ),
});

export const guardResults = {
  "guard-report": GuardReportResult,
};
