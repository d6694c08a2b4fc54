/** How far a session or a project has come. */
import * as z from "zod";
import {
  nextStep,
  progress,
  resolvedBy,
  result,
  sessionStatus,
  sessionType,
  stageName,
  stageStanding,
  stageStatus,
} from "./Common.ts";

const stageEntry = z.object(stageStanding);

const sessionHead = z.object({
  id: z.string(),
  type: sessionType.nullable(),
  status: sessionStatus.nullable(),
  owner: z.string().nullable(),
});

export const StatusResult = result("status", {
  project: z.string(),
  session: sessionHead,
  stages: z.array(stageEntry),
  progress,
  next: nextStep.nullable(),
  resolvedBy,
  validation: z.enum(["passing", "failing", "unknown"]),
  lastSync: z.string().nullable(),
  sync: z.array(z.object({ remote: z.string(), ahead: z.int(), behind: z.int(), conflicts: z.int() })),
});

export const ProjectStatusResult = result("project-status", {
  project: z.string(),
  sessions: z.array(
    sessionHead.extend({
      current: z.boolean(),
      progress,
      stages: z.array(z.object({ stage: stageName, state: stageStatus })),
      next: nextStep.nullable(),
      validation: z.enum(["passing", "failing"]),
      problems: z.array(z.string()),
    }),
  ),
  summary: z.object({ sessions: z.int(), complete: z.int(), stages: progress }),
  truncated: z.boolean(),
});

export const statusResults = {
  status: StatusResult,
  "project-status": ProjectStatusResult,
};
