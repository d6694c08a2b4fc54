/** Sessions with everything that is known of them: their documents, how far they have come, what was found. */
import { identifierKinds } from "@idse/pipeline-artifacts";
import * as z from "zod";
import { finding, progress, resolvedBy, result, sessionFacts, stageName, stageStanding } from "./Common.ts";

const stage = z.strictObject({
  ...stageStanding,
  /** Both null where there is no document, or none that can be read. */
  digest: z.string().nullable(),
  text: z.string().nullable(),
});

const session = z.strictObject({
  id: z.string(),
  ...sessionFacts,
  current: z.boolean(),
  valid: z.boolean(),
  progress,
  /** What cannot be read of it, each as a sentence. */
  problems: z.array(z.string()),
  /** All seven, in order. */
  stages: z.array(stage),
  /** Where its trace breaks off. */
  gaps: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(identifierKinds),
      missing: z.enum(["requirement", "criterion", "task", "implementation", "code", "definition"]),
      stage: stageName.nullable(),
      path: z.string().nullable(),
      line: z.int(),
      column: z.int(),
      title: z.string(),
    }),
  ),
});

export const ExportResult = result("export", {
  project: z.string(),
  /** Null: every session of the project. */
  session: z.string().nullable(),
  resolvedBy: resolvedBy.nullable(),
  branch: z.string().nullable(),
  ruleSet: z.object({ name: z.string(), version: z.string(), digest: z.string() }),
  summary: z.object({
    sessions: z.int(),
    documents: z.int(),
    stages: progress,
    stale: z.int(),
    errors: z.int(),
    warnings: z.int(),
    waived: z.int(),
    baselined: z.int(),
  }),
  /** By id. */
  sessions: z.array(session),
  findings: z.array(finding),
});

/** What was written to a file. */
export const ExportFileResult = result("export-file", {
  project: z.string(),
  session: z.string().nullable(),
  format: z.enum(["md", "json", "html"]),
  /** From the root; as it was named where it lies outside. */
  path: z.string(),
  bytes: z.int(),
  sessions: z.int(),
  documents: z.int(),
});

export const exportResults = {
  export: ExportResult,
  "export-file": ExportFileResult,
};
