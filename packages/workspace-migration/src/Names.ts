/** Which names of a source can be used here, and what its projects and sessions are called then. */
import { type DocumentKind, isReadableName } from "@idse/pipeline-artifacts";
import type { ProjectFacts } from "./Draft.ts";
import type { Find } from "./Find.ts";
import type { PredecessorDatabase } from "./PredecessorDatabase.ts";
import type { MigrationProblem } from "./Problem.ts";
import { databasePath } from "./recognise.ts";
import { type NameTable, targetNames } from "./TargetNames.ts";

export interface Target {
  /** The project of sources that know none. */
  readonly project: string;
  /** Projects that are there, and their sessions. */
  readonly sessions: ReadonlyMap<string, ReadonlySet<string>>;
  /** A file of the source that is the target's own, because the source is the target. */
  readonly isOwn: (path: string) => boolean;
}

/** A name from a path is a single segment; those of a database are anything. */
export const isSafe = (find: Find, problems: Array<MigrationProblem>): boolean => {
  const bad = [find.project, find.session].find((name) => name !== null && !isReadableName(name));
  if (bad === undefined) return true;
  const { path } = find;
  if (find.role !== "left")
    problems.push({
      code: "unsafe-name",
      path,
      line: null,
      message: `"${bad}" cannot be a folder on every system; rename it there and migrate again.`,
    });
  return false;
};

export const safeDatabase = (
  database: PredecessorDatabase | null,
  problems: Array<MigrationProblem>,
): PredecessorDatabase | null => {
  if (database === null) return null;
  for (const message of database.problems)
    problems.push({ code: "database-row", path: databasePath, line: null, message });
  const bad = new Set<string>();
  const safe = (...names: ReadonlyArray<string>): boolean => {
    const unsafe = names.find((name) => !isReadableName(name));
    if (unsafe !== undefined) bad.add(unsafe);
    return unsafe === undefined;
  };
  const clean = {
    ...database,
    sessions: database.sessions.filter(({ project, session }) => safe(project, session)),
    artifacts: database.artifacts.filter(({ project, session }) => safe(project, session)),
    states: database.states.filter(({ project, session }) => safe(project, session)),
  };
  for (const name of bad)
    problems.push({
      code: "unsafe-name",
      path: databasePath,
      line: null,
      message: `"${name}" cannot be a folder on every system; what the database has under this name was left out.`,
    });
  return clean;
};

export interface Renamed {
  readonly what: "project" | "session";
  readonly from: string;
  readonly to: string;
}

export interface Names {
  readonly project: (name: string | null) => string;
  readonly session: (project: string | null, name: string) => string;
  readonly projects: () => ReadonlyArray<ProjectFacts>;
  readonly renamed: ReadonlyArray<Renamed>;
}

export const namesFor = (
  finds: ReadonlyArray<Find>,
  database: PredecessorDatabase | null,
  target: Target,
): Names => {
  const carried = finds.filter(({ role }) => role !== "left" && role !== "created");
  // The predecessor's database may list projects that somebody once asked for and nobody made.
  const stored = database?.sessions ?? [];
  const projects = targetNames(
    [
      ...carried.flatMap(({ path, project }) => (target.isOwn(path) ? [] : (project ?? []))),
      ...stored.map(({ project }) => project),
    ],
    new Set(target.sessions.keys()),
    "project",
  );
  const project = (name: string | null): string => (name === null ? target.project : projects.of(name));
  const bySource = new Map<string, Set<string>>();
  const known = new Map<string, ProjectFacts>();
  const meet = (named: string | null, session: string | null, stack: string | null): void => {
    const to = project(named);
    const before = known.get(to);
    known.set(to, { project: to, named: before?.named ?? named, stack: before?.stack ?? stack });
    if (session !== null) bySource.set(to, (bySource.get(to) ?? new Set()).add(session));
  };
  for (const find of carried) meet(find.project, target.isOwn(find.path) ? null : find.session, null);
  for (const one of stored) meet(one.project, one.session, one.stack);
  const sessions = new Map<string, NameTable>(
    [...bySource].map(([to, names]) => [
      to,
      targetNames(names, target.sessions.get(to) ?? new Set(), "session"),
    ]),
  );
  return {
    project,
    session: (named, name) => sessions.get(project(named))?.of(name) ?? name,
    projects: () => [...known.values()],
    renamed: [
      ...projects.changed.map((one) => ({ what: "project" as const, ...one })),
      ...[...sessions.values()].flatMap(({ changed }) =>
        changed.map((one) => ({ what: "session" as const, ...one })),
      ),
    ],
  };
};

export type TextOf = (find: Find) => string;

export const refOf = (names: Names, find: Pick<Find, "project" | "session">, kind: DocumentKind) => ({
  project: names.project(find.project),
  session: find.session === null ? null : names.session(find.project, find.session),
  kind,
});
