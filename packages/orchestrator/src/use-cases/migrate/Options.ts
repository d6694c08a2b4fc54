/** What a migration is told, and what of the machine is handed in. */
import type { DatabaseAnswers, databaseQuestions } from "@idse/workspace-migration";
import type { InstructionPlanner } from "../files.ts";
import type { OpenStore } from "../init/init.ts";
import type { GitIndex } from "./Tracked.ts";

export interface MigrateOptions {
  /** Absolute; absent: the root of the workspace. */
  readonly from?: string;
  readonly dryRun: boolean;
  /** Take views that git tracks out of its index. */
  readonly untrack: boolean;
  readonly git: GitIndex;
  /** Asks a SQLite database, given as its bytes; a question about a table that is not there is left out. */
  readonly readDatabase: (bytes: Uint8Array, questions: typeof databaseQuestions) => Promise<DatabaseAnswers>;
  readonly openStore?: OpenStore;
  readonly instructions: InstructionPlanner | null;
  /** The project of sources that know none, where that is decided. */
  readonly home?: string;
  /** A project that was made for this migration before it could begin. */
  readonly made?: string;
}
