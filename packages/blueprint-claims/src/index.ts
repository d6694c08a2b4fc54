export {
  type BlueprintText,
  blockProblemOf,
  blueprintBody,
  classTitles,
  withClaims,
  withoutBlockConflicts,
} from "./BlueprintText.ts";
export {
  type Candidate,
  type CandidateSource,
  type CandidatesInput,
  candidatesOf,
  sourcesToName,
} from "./Candidate.ts";
export {
  type ClaimClass,
  type ClaimOrigin,
  type ClaimStatus,
  claimClasses,
  claimIdOf,
  claimIdsFor,
  claimOrigins,
  claimStatuses,
  claimText,
  claimTextProblem,
  shortClaimId,
} from "./Claim.ts";
export {
  ClaimEvent,
  type ClaimEventOf,
  type ClaimFile,
  ClaimSource,
  claimFileOf,
  readClaimFile,
} from "./ClaimEvent.ts";
export {
  type Decision,
  declarationOf,
  defaultMinDays,
  gateVersion,
  type PromotionInput,
  promotionOf,
  reinforcementOf,
} from "./Gate.ts";
export { type FeedbackReading, type SourceReading, standingSignOff } from "./GateEvidence.ts";
export { fewestSessions, type GateCode, type GateTest } from "./GateTest.ts";
export {
  type Claim,
  type Ledger,
  type LedgerEvent,
  type LedgerProblem,
  type LedgerProblemCode,
  readLedger,
} from "./Ledger.ts";
export { placeAtLine, placeOfStatement, type StatementPlace, statementOf } from "./Statement.ts";
export { type ClaimFinding, type ClaimFindingCode, type VerifyInput, verify } from "./Verify.ts";
export { boilerplateOf, type Witness, witnessOf } from "./Witness.ts";
