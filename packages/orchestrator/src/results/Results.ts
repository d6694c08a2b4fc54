/** What each command answers with, by kind; the published JSON Schemas are generated from here. A new kind stands in the table of its topic. */
import type * as z from "zod";
import { agentResults } from "./Agents.ts";
import { artifactResults } from "./Artifacts.ts";
import { blueprintResults } from "./Blueprint.ts";
import { blueprintReportResults } from "./BlueprintReport.ts";
import { claimResults } from "./Claims.ts";
import { completionResults } from "./Completion.ts";
import { constitutionResults } from "./Constitution.ts";
import { contextResults } from "./Context.ts";
import { doctorResults } from "./Doctor.ts";
import { driftResults } from "./Drift.ts";
import { errorResults } from "./Error.ts";
import { exportResults } from "./Export.ts";
import { fixResults } from "./Fix.ts";
import { guardResults } from "./Guard.ts";
import { initResults } from "./Init.ts";
import { mcpResults } from "./Mcp.ts";
import { migrationResults } from "./Migration.ts";
import { overlapResults } from "./Overlap.ts";
import { profileResults } from "./Profile.ts";
import { queryResults } from "./Query.ts";
import { sessionResults } from "./Sessions.ts";
import { statusResults } from "./Status.ts";
import { storeResults } from "./Store.ts";
import { syncResults } from "./Sync.ts";
import { traceResults } from "./Trace.ts";
import { validationResults } from "./Validation.ts";
import { workResults } from "./Work.ts";

/** Every kind with its schema. */
export const resultSchemas = {
  ...agentResults,
  ...artifactResults,
  ...blueprintResults,
  ...completionResults,
  ...blueprintReportResults,
  ...claimResults,
  ...constitutionResults,
  ...contextResults,
  ...doctorResults,
  ...driftResults,
  ...errorResults,
  ...exportResults,
  ...fixResults,
  ...guardResults,
  ...initResults,
  ...mcpResults,
  ...migrationResults,
  ...overlapResults,
  ...profileResults,
  ...queryResults,
  ...sessionResults,
  ...statusResults,
  ...storeResults,
  ...syncResults,
  ...traceResults,
  ...validationResults,
  ...workResults,
} as const;

export type ResultKind = keyof typeof resultSchemas;
export type ResultOf<K extends ResultKind> = z.infer<(typeof resultSchemas)[K]>;
