import { storeKinds } from "@idse/project-workspace";
import { syncCases } from "@idse/sync-engine";
import * as z from "zod";
import { result } from "./Common.ts";
import { storeChecks } from "./Store.ts";

const store = z.enum(storeKinds);
const ref = z.object({ project: z.string(), session: z.string().nullable(), kind: z.string() });

type CaseName = (typeof syncCases)[number]["name"];
const caseName = z.enum(syncCases.map(({ name }) => name) as [CaseName, ...Array<CaseName>]);

const actions = [
  "nothing",
  "adopt",
  "pull",
  "push",
  "merge",
  "conflict",
  "remove-local",
  "remove-remote",
  "refuse",
] as const;
export const syncOutcomes = ["done", "left", "held", "conflict", "changed", "failed", "unknown"] as const;

/** Digests of the three texts; null where a side has none. */
const conflict = z.object({
  base: z.string().nullable(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
  reason: z.string(),
});

const item = z.object({
  ref,
  path: z.string().nullable(),
  /** The row of the table in docs/sync.md. */
  case: caseName,
  action: z.enum(actions),
  /** In a plan null, and `held` where the action belongs to the other direction. */
  outcome: z.enum(syncOutcomes).nullable(),
  message: z.string().nullable(),
  conflict: conflict.nullable(),
});

const shared = {
  project: z.string(),
  /** The session that was looked at; null: all of the project. */
  session: z.string().nullable(),
  remote: z.string(),
  store,
  direction: z.enum(["push", "pull", "both"]),
  /** Everything that is not settled already. */
  items: z.array(item),
  /** How many items have each action. */
  summary: z.record(z.enum(actions), z.int()),
  /** How many documents are as last agreed. */
  inSync: z.int(),
  /** Names that the remote listed and that are refused. */
  hostile: z.array(z.string()),
  guarantees: z.object({
    cas: z.enum(["native", "checked", "none"]),
    atomicCommit: z.boolean(),
    changes: z.enum(["exact", "overlap", "scan"]),
    byteExact: z.boolean(),
    /** What this remote cannot promise, in sentences. */
    missing: z.array(z.string()),
  }),
  /** The last sync with this remote that did everything that was asked. */
  lastSync: z.string().nullable(),
  next: z.string().nullable(),
};

export const SyncPlanResult = result("sync-plan", {
  ...shared,
  /** What stops the plan from being carried out without `--force`. */
  guards: z.array(z.object({ name: z.string(), message: z.string() })),
  /** Sent earlier without an answer; the next sync finds out. */
  unanswered: z.array(ref),
  /** Files of the project that are no documents, so that no sync carries them. */
  notSynced: z.array(z.string()),
});

export const SyncResultResult = result("sync-result", {
  ...shared,
  /** Everything that was asked was done. */
  earned: z.boolean(),
  /** What an interrupted sync had sent, and how much of it had arrived. */
  recovered: z.object({ sent: z.int(), arrived: z.int() }),
});

export const SyncDiffResult = result("sync-diff", {
  project: z.string(),
  session: z.string().nullable(),
  remote: z.string(),
  store,
  documents: z.array(
    z.object({
      ref,
      path: z.string().nullable(),
      case: caseName,
      action: z.enum(actions),
      /** Unified diff from the remote's text to the one here; null where they have too little in common. */
      patch: z.string().nullable(),
    }),
  ),
});

const keptConflict = z.object({
  remote: z.string(),
  ref,
  path: z.string().nullable(),
  case: z.string(),
  reason: z.string(),
  base: z.string().nullable(),
  ours: z.string().nullable(),
  theirs: z.string().nullable(),
});

/** Conflicts that wait; with their texts where one was asked for. */
export const SyncConflictsResult = result("sync-conflicts", {
  project: z.string(),
  conflicts: z.array(keptConflict),
  /** All three texts of the one that was asked for, between the usual markers where they meet. */
  threeWay: z.string().nullable(),
});

export const SyncResolutionResult = result("sync-resolution", {
  project: z.string(),
  remote: z.string(),
  ref,
  path: z.string().nullable(),
  /** `markers`: nothing is decided; the markers stand in the document now. */
  resolution: z.enum(["ours", "theirs", "merged", "markers"]),
  next: z.string(),
});

export const SyncLogResult = result("sync-log", {
  project: z.string(),
  remote: z.string(),
  /** Latest first. */
  entries: z.array(
    z.object({
      at: z.string(),
      direction: z.enum(["push", "pull", "both"]),
      earned: z.boolean(),
      documents: z.array(z.object({ ref, case: z.string(), outcome: z.string() })),
    }),
  ),
  truncated: z.boolean(),
});

export const SyncTrashResult = result("sync-trash", {
  project: z.string(),
  remote: z.string(),
  /** Latest first. */
  kept: z.array(z.object({ ref, digest: z.string(), at: z.string(), why: z.string() })),
  /** The text of the one that was asked for. */
  content: z.string().nullable(),
  truncated: z.boolean(),
});

export const RemoteCheckResult = result("remote-check", {
  remote: z.string(),
  store,
  project: z.string(),
  usable: z.boolean(),
  checks: storeChecks,
});

export const RemoteSetUpResult = result("remote-set-up", {
  remote: z.string(),
  store: store.nullable(),
  action: z.enum(["added", "changed", "removed", "unchanged"]),
  /** What the remote lacked and was added there. */
  additions: z.array(z.string()),
  checked: z.boolean(),
  next: z.string(),
});

export const syncResults = {
  "remote-check": RemoteCheckResult,
  "remote-set-up": RemoteSetUpResult,
  "sync-plan": SyncPlanResult,
  "sync-result": SyncResultResult,
  "sync-diff": SyncDiffResult,
  "sync-conflicts": SyncConflictsResult,
  "sync-resolution": SyncResolutionResult,
  "sync-log": SyncLogResult,
  "sync-trash": SyncTrashResult,
};
