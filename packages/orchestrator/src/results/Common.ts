/** Shapes that several results share. */
import { collaboratorRoles, sessionStatuses, sessionTypes, stages } from "@idse/pipeline-artifacts";
import * as z from "zod";

export const stageName = z.enum(
  stages as readonly [string, ...Array<string>] as readonly [
    "intent",
    "context",
    "spec",
    "plan",
    "tasks",
    "implementation",
    "feedback",
  ],
);
export const sessionType = z.enum(sessionTypes);
export const sessionStatus = z.enum(sessionStatuses);
export const collaboratorRole = z.enum(collaboratorRoles);
export const agentMode = z.enum(["planning", "implementation"]);
export const progress = z.object({ completed: z.int(), total: z.int() });
export const agentRef = z.object({ id: z.string(), mode: agentMode });
export const nextStep = z.object({
  stage: stageName,
  agent: z.string().nullable(),
  /** Null where the document is kept elsewhere than in files, here and everywhere. */
  path: z.string().nullable(),
  command: z.string(),
});
export const resolvedBy = z.enum(["flag", "environment", "pointer", "branch", "blueprint"]);

export const stageStatus = z.enum(["missing", "pending", "in_progress", "completed", "stale"]);

/** `session`: the parent, where it is one of its stages that changed; else null. */
export const staleBecause = z.array(
  z.object({ stage: stageName, session: z.string().nullable(), sections: z.array(z.string()) }),
);

/** How one stage of a session stands. */
export const stageStanding = {
  stage: stageName,
  state: stageStatus,
  path: z.string().nullable(),
  agent: agentRef.nullable(),
  openMarkers: z.int(),
  errors: z.int(),
  warnings: z.int(),
  signedOff: z.object({ by: z.string(), kind: z.enum(["human", "agent"]), at: z.string() }).nullable(),
  editedSinceSignOff: z.boolean(),
  staleBecause,
};

/** What a session's metadata say of it; null where they cannot be read. */
export const sessionFacts = {
  name: z.string().nullable(),
  type: sessionType.nullable(),
  status: sessionStatus.nullable(),
  owner: z.string().nullable(),
  parent: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: z.string().nullable(),
};

export const finding = z.object({
  rule: z.string(),
  article: z.string(),
  severity: z.enum(["error", "warning"]),
  category: z.enum(["open", "violation"]),
  project: z.string(),
  session: z.string().nullable(),
  stage: stageName.nullable(),
  path: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  endLine: z.int().nullable(),
  endColumn: z.int().nullable(),
  message: z.string(),
  hint: z.string().nullable(),
  fingerprint: z.string(),
  /** Who set the rule aside here, and why; such a finding is listed and does not count. */
  waiver: z
    .object({
      reason: z.string(),
      by: z.string().nullable(),
      until: z.string().nullable(),
      path: z.string().nullable(),
      line: z.int().nullable(),
    })
    .nullable(),
  /** Accepted by the baseline; listed and does not count. */
  baselined: z.boolean(),
  /** The one safe answer; offsets in UTF-16 units of the document from 0. */
  fix: z
    .object({
      title: z.string(),
      edits: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
    })
    .nullable(),
});

/** A result as it is printed: the version and the kind first. */
export const result = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ schemaVersion: z.literal(1), kind: z.literal(kind), ...shape });
