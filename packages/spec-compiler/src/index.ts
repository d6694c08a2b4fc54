export { AgentProfileSpec, agentProfileSpecJsonSchema } from "./AgentProfileSpec.ts";
export { type CompileInput, type CompileResult, compileAgentProfile } from "./CompileAgentProfile.ts";
export type { ProfileSource } from "./ProfileBlock.ts";
export type {
  ProfileProblem,
  ProfileProblemCode,
  ProfileWarning,
  ProfileWarningCode,
} from "./ProfileProblem.ts";
