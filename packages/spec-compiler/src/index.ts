export { AgentProfileSpec, agentProfileSpecJsonSchema } from "./AgentProfileSpec.ts";
export { type CompileInput, type CompileResult, compileAgentProfile } from "./CompileAgentProfile.ts";
export { type ExportInput, type ExportResult, exportAgentProfile } from "./ExportAgentProfile.ts";
export { type FileOrigin, originOf } from "./OwnFile.ts";
export type { ProfileSource } from "./ProfileBlock.ts";
export type {
  ProfileProblem,
  ProfileProblemCode,
  ProfileWarning,
  ProfileWarningCode,
  TargetProblemCode,
} from "./ProfileProblem.ts";
export {
  type ExportedFile,
  type ProfileLoss,
  type ProfileTarget,
  type TargetId,
  type TargetProblem,
  targetIds,
} from "./Target.ts";
export { profileTargets } from "./targets/index.ts";
