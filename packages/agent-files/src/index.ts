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
