export type { DocumentInput, LegacyPathFact, MetadataFact, SessionInput, ValidationInput } from "./Input.ts";
export { combineReports, errorsByStage, isValid, type Report, type SessionVerdict } from "./Report.ts";
export { validate, validateDocument } from "./validate.ts";
