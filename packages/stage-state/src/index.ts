export {
  type Acknowledged,
  type Acknowledger,
  acknowledged,
  parentAcknowledged,
  parentSectionsMoved,
  standingSignOff,
} from "./Acknowledge.ts";
export {
  parentBaseDigests,
  parentBaseOf,
  parentDriftFrom,
  parentDriftOf,
  sectionsDigest,
} from "./ParentDrift.ts";
export {
  baseOf,
  builtOnNow,
  type Documents,
  isStageUntouched,
  nextStage,
  type ParentDocuments,
  type StageState,
  type StageStateInput,
  type StageStatus,
  type StaleReason,
  signedBase,
  signOffOf,
  stageReached,
  stageStates,
} from "./StageState.ts";
export {
  Acknowledgement,
  newState,
  printState,
  type StageRecord,
  StateRecord,
  signedStages,
  withSignOff,
} from "./StateRecord.ts";
