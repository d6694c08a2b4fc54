export {
  claimFile,
  ensureDirectory,
  publishDirectory,
  type ReplaceOptions,
  replaceFile,
} from "./AtomicFile.ts";
export { failedWith } from "./Failures.ts";
export {
  type DirectoryEntry,
  FileFailure,
  FilePrimitives,
  type FilePrimitivesService,
  type FileStat,
} from "./FilePrimitives.ts";
export { commitFiles, type FileChange, isRecoveryDue, type Recovery, recoverFiles } from "./Journal.ts";
export { acquireLock, type HeldLock, LockBusy, type LockOptions, lockHolder, withLock } from "./Lock.ts";
export { type ProcessFacts, ProcessIdentity, type ProcessIdentityService } from "./ProcessIdentity.ts";
