export {
  type AgentFileNote,
  type AgentFileProblem,
  type AgentFilesResult,
  type AgentFilesSelection,
  agentFilePaths,
  everyAgentFile,
  type PlannedAgentFile,
  planAgentFiles,
  removeAgentFiles,
} from "./AgentFiles.ts";
export type { AgentFilesInput } from "./AgentFilesInput.ts";
export { type Agent, agentCalled, agents, displayName, registryIds } from "./Agents.ts";
export {
  type InstalledAgent,
  type InstalledPart,
  type InstalledPiece,
  installedAgentFiles,
} from "./InstalledAgentFiles.ts";
export {
  type ExistingFiles,
  type InstructionFileProblem,
  type InstructionFilesInput,
  type InstructionFilesResult,
  instructionFiles,
  type PlannedFile,
  planInstructionFiles,
  type RemovedFile,
  removeInstructionFiles,
} from "./InstructionFiles.ts";
export { type AgentFilePart, agentFileParts, type PieceState } from "./Piece.ts";
export { agentTrust, type Trust, type TrustAnswer, type UserSurroundings } from "./trust/AgentTrust.ts";
