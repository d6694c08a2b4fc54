export {
  type ApplyOptions,
  applySync,
  type SyncOutcome,
  type SyncProgress,
  type SyncResult,
} from "./Apply.ts";
export { type KeptConflict, keptConflict, keptConflicts } from "./Conflicts.ts";
export type { SyncGuard } from "./Guard.ts";
export type { SyncLogEntry } from "./History.ts";
export type { Sending } from "./Journal.ts";
export type { Agreement, Ledger, LedgerEntry, LedgerProject, RemoteSight } from "./Ledger.ts";
export { mergeDocument } from "./Merge.ts";
export type { MergeResult } from "./MergeResult.ts";
export { type Observation, observe, type SyncSides } from "./Observe.ts";
export { type PlannedDocument, planObserved, planSync, type SyncPlan, type SyncRequest } from "./Plan.ts";
export {
  type ConflictTexts,
  conflictTexts,
  type Resolution,
  type ResolveSides,
  resolveConflict,
} from "./Resolve.ts";
export { type SyncLimits, usualLimits } from "./Sending.ts";
export { type ApartDocument, type KeptSight, type KeptStatus, keptSight, keptStatus } from "./Sight.ts";
export {
  type Recovered,
  recoverSync,
  type SyncStatus,
  syncLog,
  syncStatus,
} from "./Status.ts";
export {
  belongsTo,
  caseOf,
  casesOf,
  type SyncAction,
  type SyncCase,
  type SyncCaseName,
  type SyncDirection,
  type SyncFacts,
  type SyncWish,
  syncCases,
} from "./SyncCase.ts";
export {
  NoConflict,
  type SyncFailure,
  SyncGuarded,
  SyncRemoteChanged,
  SyncStateDamaged,
} from "./SyncFailure.ts";
export { keptText, onState, type StateFailure, type SyncState } from "./SyncState.ts";
export { type TrashedDocument, trashed } from "./Trash.ts";
