export { pathOf, refOfPath } from "./DocumentPath.ts";
export { layout, projectFolder, projectPaths, sessionFolder, workspaceFolder } from "./Layout.ts";
export {
  chooseProject,
  ProjectAmbiguous,
  ProjectMissing,
  ProjectUnknown,
} from "./ProjectChoice.ts";
export { ProjectMetadata } from "./ProjectMetadata.ts";
export { type ProjectAnswer, type ProjectChoiceInput, projectMeant } from "./ProjectOrder.ts";
export { homeOf, Remotes } from "./Remotes.ts";
export { chooseSession, SessionUndecided, SessionUnknown } from "./SessionChoice.ts";
export {
  branchOfHead,
  type ResolvedBy,
  readPointer,
  type SessionAnswer,
  type SessionChoice,
  type SessionChoiceInput,
  sessionMeant,
} from "./SessionOrder.ts";
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
export {
  below,
  foldersUpward,
  gitFolderAbove,
  type SurroundingsReader,
  workspaceAbove,
} from "./Surroundings.ts";
export { defaultConfig, validationScopes, WorkspaceConfig } from "./WorkspaceConfig.ts";
