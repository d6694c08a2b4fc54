export { type Answer, answer } from "./Answer.ts";
export { DocumentHistory } from "./DocumentHistory.ts";
export { describeFailure } from "./describeFailure.ts";
export {
  AlreadyThere,
  attempt,
  DigestMismatch,
  type Failure,
  FileMalformed,
  Misuse,
  NotFound,
  NotYet,
  ProfileInvalid,
  WorkspaceMissing,
} from "./Failure.ts";
export { type ExitCode, exitCodes, type FailureReport } from "./FailureReport.ts";
export type { ResultKind, ResultOf } from "./results/Results.ts";
export { type AckOptions, ackStage } from "./use-cases/ackStage.ts";
export { listAgents, routeStage, showAgent } from "./use-cases/agents.ts";
export { showArtifact, type WriteOptions, writeArtifact } from "./use-cases/artifact.ts";
export { type MergeOptions, mergeBlueprint } from "./use-cases/blueprint/merge.ts";
export {
  type AddAgentOptions,
  addAgent,
  removeAgent,
  setAgentMode,
  setAgentRole,
  setAgentStages,
} from "./use-cases/changeAgents.ts";
export {
  addCollaborator,
  removeCollaborator,
  setOwner,
  setStatus,
  tagSession,
} from "./use-cases/changeSession.ts";
export { type CompileOptions, compileProfile } from "./use-cases/compileProfile.ts";
export { checkConstitution, listRules, showEntry } from "./use-cases/constitution.ts";
export { type ContextOptions, context } from "./use-cases/context.ts";
export { type CreateOptions, createSession, spawn, switchSession } from "./use-cases/createSession.ts";
export { diffStage } from "./use-cases/diffStage.ts";
export { type ExportOptions, exportProfile } from "./use-cases/exportProfile.ts";
export { type ExportSessionsOptions, exportSessions } from "./use-cases/exportSessions.ts";
export { generateAgentFiles, type InstructionPlanner, installDocs } from "./use-cases/files.ts";
export { type FixOptions, fix } from "./use-cases/fix.ts";
export { guidedQuestions } from "./use-cases/init/Guided.ts";
export { type InitOptions, init } from "./use-cases/init/init.ts";
export { migrate } from "./use-cases/migrate/migrate.ts";
export { type InWorkspace, migrateHere } from "./use-cases/migrate/migrateHere.ts";
export type { MigrateOptions } from "./use-cases/migrate/Options.ts";
export { next } from "./use-cases/next.ts";
export { overlap } from "./use-cases/overlap.ts";
export { prime, primeOutside } from "./use-cases/prime.ts";
export { type QueryOptions, query } from "./use-cases/query.ts";
export { type SessionsOptions, sessionInfo, sessions } from "./use-cases/sessions.ts";
export { type SetStageOptions, setStage } from "./use-cases/setStage.ts";
export { projectStatus, status } from "./use-cases/status.ts";
export { type TraceOptions, trace } from "./use-cases/trace.ts";
export { type ValidateOptions, validate } from "./use-cases/validate.ts";
export { type Invocation, layer as workspaceLayer, Workspace, type WorkspaceService } from "./Workspace.ts";
