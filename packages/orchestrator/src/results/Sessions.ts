/** Sessions as they are listed, shown and changed. */
import * as z from "zod";
import {
  collaboratorRole,
  progress,
  result,
  sessionFacts,
  sessionStatus,
  sessionType,
  stageName,
  stageStatus,
} from "./Common.ts";

const listedSession = z.object({
  id: z.string(),
  ...sessionFacts,
  current: z.boolean(),
  progress,
  problems: z.array(z.string()),
});

export const SessionListResult = result("session-list", {
  project: z.string(),
  sessions: z.array(listedSession),
  statistics: z.object({
    total: z.int(),
    blueprint: z.int(),
    feature: z.int(),
    exploratory: z.int(),
    orphaned: z.int(),
    withoutMetadata: z.int(),
  }),
  truncated: z.boolean(),
});

export const SessionResult = result("session", {
  project: z.string(),
  id: z.string(),
  uid: z.string().nullable(),
  name: z.string().nullable(),
  type: sessionType.nullable(),
  status: sessionStatus.nullable(),
  description: z.string().nullable(),
  owner: z.string().nullable(),
  collaborators: z.array(z.object({ name: z.string(), role: collaboratorRole, joinedAt: z.string() })),
  tags: z.array(z.string()),
  parent: z.string().nullable(),
  related: z.array(z.string()),
  createdAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  current: z.boolean(),
  path: z.string().nullable(),
  stages: z.array(z.object({ stage: stageName, state: stageStatus })),
  progress,
  lineage: z
    .object({
      ancestors: z.array(z.string()),
      children: z.array(z.string()),
      descendants: z.array(z.string()),
      orphaned: z.boolean(),
    })
    .nullable(),
  problems: z.array(z.string()),
});

export const SessionChangeResult = result("session-change", {
  project: z.string(),
  session: z.string(),
  action: z.enum([
    "created",
    "spawned",
    "switched",
    "owner-set",
    "collaborator-added",
    "collaborator-removed",
    "status-set",
    "signed-off",
    "sign-off-withdrawn",
    "tagged",
  ]),
  parent: z.string().nullable(),
  path: z.string().nullable(),
  current: z.boolean(),
  /** What the change was about: an owner, a status, a stage, tags. */
  value: z.string().nullable(),
  unchanged: z.boolean(),
  next: z.string().nullable(),
});

export const sessionResults = {
  "session-list": SessionListResult,
  session: SessionResult,
  "session-change": SessionChangeResult,
};
