/** Finds and their texts, and a database if there was one, read as drafts. Nothing is decided yet. */
import { databaseDrafts } from "./DatabaseDrafts.ts";
import { documentDrafts, missingPieces, narratives } from "./DocumentDrafts.ts";
import type { Draft, Pointer, ProjectFacts, SessionFacts, Statuses } from "./Draft.ts";
import type { Find } from "./Find.ts";
import { isSafe, namesFor, type Renamed, safeDatabase, type Target } from "./Names.ts";
import type { PredecessorDatabase } from "./PredecessorDatabase.ts";
import type { MigrationProblem } from "./Problem.ts";
import { pointersIn, sessionFacts, statusesIn } from "./SourceFacts.ts";

export interface Source {
  readonly finds: ReadonlyArray<Find>;
  /** Of every find that is read; one that is not here could not be read, which is told elsewhere. */
  readonly texts: ReadonlyMap<string, string>;
  readonly database: PredecessorDatabase | null;
}

export interface Interpretation {
  readonly drafts: ReadonlyArray<Draft>;
  readonly projects: ReadonlyArray<ProjectFacts>;
  readonly sessions: ReadonlyArray<SessionFacts>;
  readonly statuses: ReadonlyArray<Statuses>;
  readonly pointers: ReadonlyArray<Pointer>;
  readonly problems: ReadonlyArray<MigrationProblem>;
  readonly renamed: ReadonlyArray<Renamed>;
  readonly left: ReadonlyArray<{ readonly path: string; readonly reason: string }>;
  /** What a person may want to know of a text that was taken over. */
  readonly remarks: ReadonlyArray<MigrationProblem["message"]>;
}

export const interpret = (source: Source, target: Target): Interpretation => {
  const problems: Array<MigrationProblem> = [];
  const remarks: Array<string> = [];
  const finds = source.finds.filter((find) => isSafe(find, problems));
  const database = safeDatabase(source.database, problems);
  const names = namesFor(finds, database, target);
  const readable = finds.filter(({ role, path }) => role === "left" || source.texts.has(path));
  const text = (find: Find): string => source.texts.get(find.path) ?? "";
  const drafts = [
    ...documentDrafts(readable, text, names, problems, remarks),
    ...narratives(readable, text, names, problems),
    ...(database === null ? [] : databaseDrafts(database, names, problems)),
  ];
  problems.push(...missingPieces(finds));
  const pointers = pointersIn(readable, text, names, database);
  return {
    drafts,
    projects: names.projects(),
    sessions: sessionFacts(readable, text, names, database),
    statuses: statusesIn(readable, text, names, database, pointers, problems),
    pointers,
    problems,
    renamed: names.renamed,
    left: readable.flatMap((find) =>
      find.role === "left" ? [{ path: find.path, reason: find.reason }] : [],
    ),
    remarks,
  };
};
