export { composed, type Part } from "./Composed.ts";
export { isOwn } from "./DocumentDrafts.ts";
export type { Draft, Pointer, ProjectFacts, SessionFacts, Statuses } from "./Draft.ts";
export { type Find, type FindRole, type LayoutName, layoutNames } from "./Find.ts";
export { type Interpretation, interpret, type Source } from "./interpret.ts";
export {
  emptyNote,
  MigrationNote,
  type NotedClaim,
  notePath,
  printNote,
  type Taken,
  takenNow,
  wasTaken,
  withTaken,
} from "./MigrationNote.ts";
export {
  type Difference,
  type MigrationPlan,
  type PlanInput,
  type PlannedAction,
  type PlannedDocument,
  planMigration,
  type Standing,
} from "./MigrationPlan.ts";
export type { Renamed, Target } from "./Names.ts";
export {
  type DatabaseAnswers,
  type DatabaseSession,
  type DatabaseTable,
  databaseOf,
  databaseQuestions,
  databaseTables,
  type PredecessorDatabase,
} from "./PredecessorDatabase.ts";
export { type MigrationProblem, type ProblemCode, problemCodes } from "./Problem.ts";
export { databasePath, layoutsIn, lookedFor, recognise, searchedFolders } from "./recognise.ts";
export { createdInSpec, createdInYaml, isTime, narrativeIn, readOwner } from "./SessionNotes.ts";
export { type NameTable, targetNames } from "./TargetNames.ts";
