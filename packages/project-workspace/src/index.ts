export { pathOf, refOfPath } from "./DocumentPath.ts";
export { layout, projectFolder, projectPaths, sessionFolder, workspaceFolder } from "./Layout.ts";
export {
  chooseProject,
  ProjectAmbiguous,
  type ProjectChoiceInput,
  ProjectMissing,
  ProjectUnknown,
} from "./ProjectChoice.ts";
export { ProjectMetadata } from "./ProjectMetadata.ts";
export { homeOf, Remotes } from "./Remotes.ts";
export {
  branchOfHead,
  chooseSession,
  type ResolvedBy,
  readPointer,
  type SessionChoice,
  type SessionChoiceInput,
  SessionUndecided,
  SessionUnknown,
} from "./SessionChoice.ts";
export {
  ArtifactCoreSettings,
  FilesystemSettings,
  FirebaseSettings,
  isRemote,
  NotionSettings,
  type RemoteSettings,
  SecretSource,
  type StoreKind,
  StoreSettings,
  SupabaseSettings,
  storeKinds,
} from "./StoreSettings.ts";
export { defaultConfig, validationScopes, WorkspaceConfig } from "./WorkspaceConfig.ts";
