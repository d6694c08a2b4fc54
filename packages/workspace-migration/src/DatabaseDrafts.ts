/** What the predecessor's database holds, as drafts of documents. */
import { parseRegistry, printRegistry } from "@idse/agent-registry";
import { type DocumentKind, digestOf, printJson } from "@idse/pipeline-artifacts";
import { isOwn } from "./DocumentDrafts.ts";
import type { Draft } from "./Draft.ts";
import { type Names, refOf } from "./Names.ts";
import type { PredecessorDatabase } from "./PredecessorDatabase.ts";
import type { MigrationProblem } from "./Problem.ts";
import { databasePath } from "./recognise.ts";

export const inDatabase = (...parts: ReadonlyArray<string>): string => `${databasePath}#${parts.join("/")}`;

export const databaseDrafts = (
  database: PredecessorDatabase,
  names: Names,
  problems: Array<MigrationProblem>,
): ReadonlyArray<Draft> => {
  const draft = (project: string, session: string | null, kind: DocumentKind, content: string): Draft => ({
    ref: refOf(names, { project, session }, kind),
    layout: "predecessor-database",
    from: [
      { path: inDatabase(project, ...(session === null ? [] : [session]), kind), digest: digestOf(content) },
    ],
    content,
    own: isOwn(kind, content),
  });
  return [
    ...database.artifacts.map(({ project, session, stage, content }) =>
      draft(project, session, stage, content),
    ),
    ...database.sessions.map(({ project, session, metadata }) =>
      draft(
        project,
        session,
        "session",
        printJson({ ...metadata, session_id: names.session(project, session) }),
      ),
    ),
    ...[...database.registries].flatMap(([project, registry]) => {
      const text = printJson(registry);
      const read = parseRegistry(text);
      if (!database.sessions.some((one) => one.project === project)) return [];
      if (read.ok) return [draft(project, null, "registry", printRegistry(read.value))];
      const message = `The agents of ${project} were left out: ${read.problem.message}`;
      problems.push({ code: "database-row", path: databasePath, line: null, message });
      return [];
    }),
  ];
};
