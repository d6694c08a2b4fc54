/** What each command answers with, by kind. The published JSON Schemas are generated from here. */
import { targetIds } from "@idse/spec-compiler/Target";
import * as z from "zod";
import { BlueprintMergeResult } from "./Blueprint.ts";
import {
  agentMode,
  agentRef,
  collaboratorRole,
  finding,
  nextStep,
  progress,
  resolvedBy,
  result,
  sessionStatus,
  sessionType,
  stageName,
} from "./Common.ts";
import { ConstitutionCheckResult, ConstitutionEntryResult, ConstitutionListResult } from "./Constitution.ts";
import { ContextResult } from "./Context.ts";
import { AcknowledgementResult, StageDiffResult } from "./Drift.ts";
import { ExportFileResult, ExportResult } from "./Export.ts";
import { FixResult } from "./Fix.ts";
import { GuardReportResult } from "./Guard.ts";
import { McpServerResult, McpTokenListResult, McpTokenRemovalResult, McpTokenResult } from "./Mcp.ts";
import { OverlapResult } from "./Overlap.ts";
import { QueryResult } from "./Query.ts";
import { StoreCheckResult, StoreRepairResult, StoreSetUpResult } from "./Store.ts";
import {
  RemoteCheckResult,
  RemoteSetUpResult,
  SyncConflictsResult,
  SyncDiffResult,
  SyncLogResult,
  SyncPlanResult,
  SyncResolutionResult,
  SyncResultResult,
  SyncTrashResult,
} from "./Sync.ts";
import { TraceResult } from "./Trace.ts";

const stageStatus = z.enum(["missing", "pending", "in_progress", "completed", "stale"]);

/** `session`: the parent, where it is one of its stages that changed; else null. */
const staleBecause = z.array(
  z.object({ stage: stageName, session: z.string().nullable(), sections: z.array(z.string()) }),
);

const stageEntry = z.object({
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
});

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

const listedSession = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: sessionType.nullable(),
  status: sessionStatus.nullable(),
  owner: z.string().nullable(),
  parent: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: z.string().nullable(),
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

export const WorkPacketResult = result("work-packet", {
  project: z.string(),
  session: z.string(),
  stage: stageName.nullable(),
  state: stageStatus.nullable(),
  /** Who takes the stage, and the mode it is in now. */
  agent: agentRef.nullable(),
  /** There is nothing to do; `message` says why. */
  done: z.boolean(),
  message: z.string().nullable(),
  /** Stages before it that are not completed. */
  waitsFor: z.array(stageName),
  staleBecause,
  read: z.array(
    z.object({
      session: z.string(),
      stage: stageName,
      path: z.string().nullable(),
      digest: z.string(),
    }),
  ),
  write: z.array(z.object({ stage: stageName, path: z.string().nullable(), digest: z.string().nullable() })),
  /** What is to stay as it is; `path` is null where it is not one path of the working tree. */
  leave: z.array(z.object({ what: z.string(), path: z.string().nullable(), because: z.string() })),
  findings: z.array(finding),
  definitionOfDone: z.string().nullable(),
  commands: z.array(z.string()),
  /** What a person runs once it is done. */
  signOff: z.string().nullable(),
  resolvedBy,
});

/** All is null and the text empty where there is no workspace. */
export const PrimeResult = result("prime", {
  project: z.string().nullable(),
  session: z.string().nullable(),
  /** The agent that is told, and the mode it is in now. */
  agent: agentRef.nullable(),
  next: nextStep.nullable(),
  /** What it is told, at most 1 500 bytes. */
  text: z.string(),
});

export const InitResult = result("init", {
  project: z.string(),
  dryRun: z.boolean(),
  created: z.array(z.string()),
  updated: z.array(z.string()),
  kept: z.array(z.string()),
  agents: z.array(z.object({ id: z.string(), mode: z.string() })),
  agentsFrom: z.enum(["named", "found", "default"]),
  notes: z.array(z.string()),
  next: z.string(),
});

export const FilesResult = result("files", {
  created: z.array(z.string()),
  updated: z.array(z.string()),
  kept: z.array(z.string()),
  removed: z.array(z.string()),
  dryRun: z.boolean(),
  /** What was left as it is, and why. */
  notes: z.array(
    z.object({ path: z.string(), line: z.int().nullable(), message: z.string(), hint: z.string() }),
  ),
});

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

export const ArtifactResult = result("artifact", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  path: z.string().nullable(),
  digest: z.string(),
  content: z.string(),
});

export const ArtifactChangeResult = result("artifact-change", {
  project: z.string(),
  session: z.string(),
  stage: stageName,
  path: z.string().nullable(),
  digest: z.string(),
  previous: z.string().nullable(),
  unchanged: z.boolean(),
});

export const ErrorResult = result("error", {
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  }),
});

/** Every kind with its schema. */
export const resultSchemas = {
  status: StatusResult,
  "project-status": ProjectStatusResult,
  "validation-report": ValidationReportResult,
  fix: FixResult,
  "session-list": SessionListResult,
  session: SessionResult,
  "session-change": SessionChangeResult,
  "work-packet": WorkPacketResult,
  prime: PrimeResult,
  context: ContextResult,
  init: InitResult,
  files: FilesResult,
  "agent-list": AgentListResult,
  agent: AgentResult,
  "agent-change": AgentChangeResult,
  route: RouteResult,
  "agent-profile-spec": AgentProfileResult,
  artifact: ArtifactResult,
  "artifact-change": ArtifactChangeResult,
  acknowledgement: AcknowledgementResult,
  "stage-diff": StageDiffResult,
  overlap: OverlapResult,
  "blueprint-merge": BlueprintMergeResult,
  trace: TraceResult,
  query: QueryResult,
  export: ExportResult,
  "export-file": ExportFileResult,
  "store-check": StoreCheckResult,
  "store-set-up": StoreSetUpResult,
  "store-repair": StoreRepairResult,
  "remote-check": RemoteCheckResult,
  "remote-set-up": RemoteSetUpResult,
  "sync-plan": SyncPlanResult,
  "sync-result": SyncResultResult,
  "sync-diff": SyncDiffResult,
  "sync-conflicts": SyncConflictsResult,
  "sync-resolution": SyncResolutionResult,
  "sync-log": SyncLogResult,
  "sync-trash": SyncTrashResult,
  "guard-report": GuardReportResult,
  "mcp-server": McpServerResult,
  "mcp-token": McpTokenResult,
  "mcp-token-list": McpTokenListResult,
  "mcp-token-removal": McpTokenRemovalResult,
  "constitution-list": ConstitutionListResult,
  "constitution-entry": ConstitutionEntryResult,
  "constitution-check": ConstitutionCheckResult,
  error: ErrorResult,
} as const;

export type ResultKind = keyof typeof resultSchemas;
export type ResultOf<K extends ResultKind> = z.infer<(typeof resultSchemas)[K]>;
export { agentMode };
