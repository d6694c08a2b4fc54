export { type Answer, answer } from "./Answer.ts";
export { listAgents, routeStage, setAgentMode, setAgentRole } from "./agents.ts";
export { showArtifact, type WriteOptions, writeArtifact } from "./artifact.ts";
export { addCollaborator, removeCollaborator, setOwner, setStatus, tagSession } from "./changeSession.ts";
export { type CompileOptions, compileProfile } from "./compileProfile.ts";
export { type CreateOptions, createSession, spawn, switchSession } from "./createSession.ts";
export {
  AlreadyThere,
  attempt,
  DigestMismatch,
  describeFailure,
  type ExitCode,
  exitCodes,
  type Failure,
  type FailureReport,
  FileMalformed,
  Misuse,
  NotFound,
  NotYet,
  ProfileInvalid,
  WorkspaceMissing,
} from "./Failure.ts";
export { generateAgentFiles, type InstructionPlanner, installDocs } from "./files.ts";
export { guidedQuestions } from "./init/Guided.ts";
export { type InitOptions, init } from "./init/init.ts";
export { next } from "./next.ts";
export type { ResultKind, ResultOf } from "./results/Results.ts";
export { type SessionsOptions, sessionInfo, sessions } from "./sessions.ts";
export { type SetStageOptions, setStage } from "./setStage.ts";
export { projectStatus, status } from "./status.ts";
export { type ValidateOptions, validate } from "./validate.ts";
export { type Invocation, layer as workspaceLayer, Workspace, type WorkspaceService } from "./Workspace.ts";
