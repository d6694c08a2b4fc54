/** What `validate` found. */
import * as z from "zod";
import { finding, resolvedBy, result } from "./Common.ts";

export const ValidationReportResult = result("validation-report", {
  valid: z.boolean(),
  structure: z.enum(["valid", "invalid"]),
  content: z.enum(["complete", "incomplete"]),
  resolvedBy: resolvedBy.nullable(),
  claimed: z.object({ stages: z.int(), of: z.int() }),
  ruleSet: z.object({ name: z.string(), version: z.string(), digest: z.string() }),
  summary: z.object({
    sessions: z.int(),
    documents: z.int(),
    errors: z.int(),
    warnings: z.int(),
    waived: z.int(),
    baselined: z.int(),
  }),
  sessions: z.array(
    z.object({
      project: z.string(),
      session: z.string(),
      valid: z.boolean(),
      errors: z.int(),
      warnings: z.int(),
    }),
  ),
  findings: z.array(finding),
});

export const validationResults = {
  "validation-report": ValidationReportResult,
};
