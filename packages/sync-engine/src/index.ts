export { mergeDocument } from "./Merge.ts";
export type { MergeResult } from "./MergeResult.ts";
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
