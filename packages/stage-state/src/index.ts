export {
  builtOnNow,
  isStageUntouched,
  nextStage,
  type StageState,
  type StageStateInput,
  type StageStatus,
  type StaleReason,
  signOffOf,
  stageStates,
} from "./StageState.ts";
export {
  newState,
  printState,
  type StageRecord,
  StateRecord,
  signedStages,
  withSignOff,
} from "./StateRecord.ts";
