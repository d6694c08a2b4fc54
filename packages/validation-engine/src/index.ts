export { coreRuleSet, parseRuleSet } from "@idse/constitution-rules";
export type {
  Examination,
  ExaminedDocument,
  ExaminedRules,
  InlineWaiver,
  Place,
  Placed,
  PlacedLink,
  PlacedReference,
} from "./Examination.ts";
export { examine } from "./examine.ts";
export { applyFixes, type FixedText } from "./fix.ts";
export {
  type ClaimFact,
  type DocumentInput,
  type ExaminedSession,
  type JudgeOptions,
  type LegacyPathFact,
  type MetadataFact,
  noFacts,
  type OverlapFact,
  type SessionFacts,
  type SessionInput,
  type SignOffFact,
  type StrayDocumentFact,
  type SyncConflictFact,
  type ValidationInput,
} from "./Input.ts";
export { judge } from "./judge.ts";
export { errorsByStage, isValid, type Report, type SessionVerdict } from "./Report.ts";
export {
  type FormatChoice,
  type FormatChoices,
  parseFormats,
  type ReportContext,
  type Reporter,
  type ReportFormat,
  reporters,
  reportFormats,
} from "./reporters/index.ts";
export type { IdentifiedInput } from "./SessionIdentifiers.ts";
export type {
  CodePlace,
  ImplementationEntry,
  Missing,
  Trace,
  TraceGap,
  TraceItem,
  TraceRow,
} from "./trace/Trace.ts";
export { type TraceOptions, traceOf } from "./trace/traceOf.ts";
export { type DocumentOptions, validate, validateDocument, validateDocuments } from "./validate.ts";
