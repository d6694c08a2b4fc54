/** The source as it lies there and what its database says; fails where there is nothing of any layout. */
import { FilePrimitives } from "@idse/durable-files";
import {
  databaseOf,
  databasePath,
  databaseQuestions,
  type LayoutName,
  layoutsIn,
  lookedFor,
  type MigrationProblem,
  type PredecessorDatabase,
} from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt, LayoutUnknown, NotFound } from "../../Failure.ts";
import type { MigrateOptions } from "./Options.ts";
import { surveySource } from "./Survey.ts";

export const readSource = (from: string, readDatabase: MigrateOptions["readDatabase"]) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const stat = yield* attempt(() => files.stat(from));
    if (stat === undefined)
      return yield* new NotFound({ what: "source", name: from, hint: "idse help migrate" });
    const { root, finds, texts, ...survey } = yield* attempt(() => surveySource(files, from));
    const problems = [...survey.problems];
    const database =
      survey.database === null ? null : yield* askDatabase(survey.database, readDatabase, problems);
    const layouts: ReadonlyArray<LayoutName> = [
      ...layoutsIn(finds),
      ...(survey.database === null ? [] : (["predecessor-database"] as const)),
    ];
    if (layouts.length === 0) return yield* new LayoutUnknown({ source: from, looked: lookedFor });
    return { root, finds, texts, database, problems, layouts };
  });
export type ReadSource = Effect.Success<ReturnType<typeof readSource>>;

/** A database that cannot be read is a problem of its own; the files go on. */
const askDatabase = (
  bytes: Uint8Array,
  readDatabase: MigrateOptions["readDatabase"],
  problems: Array<MigrationProblem>,
): Effect.Effect<PredecessorDatabase | null> =>
  Effect.tryPromise(() => readDatabase(bytes, databaseQuestions)).pipe(
    Effect.map(databaseOf),
    Effect.catch((error) => {
      const why = error.cause instanceof Error ? error.cause.message : String(error.cause);
      problems.push({
        code: "database-unreadable",
        path: databasePath,
        line: null,
        message: `It cannot be read as a SQLite database (${why}). The files were migrated without it.`,
      });
      return Effect.succeed(null);
    }),
  );
