export { type Credential, withoutSecrets } from "./Credential.ts";
export {
  type Capabilities,
  type Change,
  type CommitResult,
  type Cursor,
  DesignStore,
  type DesignStoreService,
  type DocumentHead,
  type Heads,
  type Missing,
  type NonEmpty,
  type OperationId,
  type Revision,
  type Scope,
  type StoredDocument,
} from "./DesignStore.ts";
export {
  modifyAttempts,
  modifyDocument,
  newOperation,
  readDocument,
  sessionsOf,
  writeDocument,
} from "./Documents.ts";
export { layerMemory, makeMemory } from "./MemoryDesignStore.ts";
export { isInScope, problemWithChanges, problemWithRefs, problemWithScope } from "./Request.ts";
export { answeredWithin, patient, type RetryPolicy, retrying } from "./Retry.ts";
export {
  newTestSession,
  roundTrip,
  runStoreChecks,
  type StoreCheck,
  StoreCheckFailed,
  type StoreCheckStep,
  type StoreCheckSteps,
  storeCheckSteps,
} from "./StoreCheck.ts";
export {
  Malformed,
  QuotaExceeded,
  Rejected,
  RevisionConflict,
  revisionConflict,
  type StoreFailure,
  Unauthorized,
  Unavailable,
} from "./StoreFailure.ts";
