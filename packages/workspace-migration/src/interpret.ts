/** Finds and their texts, and a database if there was one, read as drafts. Nothing is decided yet. */
import { parseRegistry, printRegistry } from "@idse/agent-registry";
import {
  blueprintSession,
  type DocumentKind,
  digestOf,
  isReadableName,
  isStage,
  isUntouched,
  printJson,
  printJsonLike,
  readJson,
  refKey,
  SessionMetadata,
  type Stage,
} from "@idse/pipeline-artifacts";
import { readPointer } from "@idse/project-workspace";
import * as z from "zod";
import { composed } from "./Composed.ts";
import type { Draft, Pointer, ProjectFacts, SessionFacts, Statuses } from "./Draft.ts";
import type { Find, LayoutName } from "./Find.ts";
import type { PredecessorDatabase } from "./PredecessorDatabase.ts";
import type { MigrationProblem } from "./Problem.ts";
import { databasePath } from "./recognise.ts";
import { createdInSpec, createdInYaml, narrativeIn, readOwner } from "./SessionNotes.ts";
import { type NameTable, targetNames } from "./TargetNames.ts";

export interface Source {
  readonly finds: ReadonlyArray<Find>;
  /** Of every find that is read; one that is not here could not be read, which is told elsewhere. */
  readonly texts: ReadonlyMap<string, string>;
  readonly database: PredecessorDatabase | null;
}

export interface Target {
  /** The project of sources that know none. */
  readonly project: string;
  /** Projects that are there, and their sessions. */
  readonly sessions: ReadonlyMap<string, ReadonlySet<string>>;
  /** A file of the source that is the target's own, because the source is the target. */
  readonly isOwn: (path: string) => boolean;
}

export interface Interpretation {
  readonly drafts: ReadonlyArray<Draft>;
  readonly projects: ReadonlyArray<ProjectFacts>;
  readonly sessions: ReadonlyArray<SessionFacts>;
  readonly statuses: ReadonlyArray<Statuses>;
  readonly pointers: ReadonlyArray<Pointer>;
  readonly problems: ReadonlyArray<MigrationProblem>;
  readonly renamed: ReadonlyArray<{
    readonly what: "project" | "session";
    readonly from: string;
    readonly to: string;
  }>;
  readonly left: ReadonlyArray<{ readonly path: string; readonly reason: string }>;
  /** What a person may want to know of a text that was taken over. */
  readonly remarks: ReadonlyArray<MigrationProblem["message"]>;
}

const StagesSaid = z.looseObject({
  session_id: z.string().optional(),
  stages: z.record(z.string(), z.string()),
});

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

/** A name from a path is a single segment; those of a database are anything. */
const isSafe = (find: Find, problems: Array<MigrationProblem>): boolean => {
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

const safeDatabase = (
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

interface Names {
  readonly project: (name: string | null) => string;
  readonly session: (project: string | null, name: string) => string;
  readonly projects: () => ReadonlyArray<ProjectFacts>;
  readonly renamed: Interpretation["renamed"];
}

const namesFor = (
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

type TextOf = (find: Find) => string;

const refOf = (names: Names, find: Pick<Find, "project" | "session">, kind: DocumentKind) => ({
  project: names.project(find.project),
  session: find.session === null ? null : names.session(find.project, find.session),
  kind,
});

const documentDrafts = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  problems: Array<MigrationProblem>,
  remarks: Array<string>,
): ReadonlyArray<Draft> => {
  type Part = Find & { readonly role: "document" };
  const groups = new Map<string, Array<Part>>();
  for (const find of finds) {
    if (find.role !== "document") continue;
    if (isForeignTemplate(find.layout, text(find))) {
      remarks.push(`${find.path} is as its template left it, and was not taken over.`);
      continue;
    }
    // Parts of one document come from one layout; two layouts with the same document are two drafts of it.
    const isWhole = find.layout !== "spec-kit" && find.layout !== "openspec";
    const key = `${isWhole ? find.path : find.layout} ${refKey(refOf(names, find, find.kind))}`;
    groups.set(key, [...(groups.get(key) ?? []), find]);
  }
  return [...groups.values()].flatMap((group) => {
    const parts = group.toSorted((a, b) => a.order - b.order || (a.path < b.path ? -1 : 1));
    const [first] = parts;
    if (first === undefined) return [];
    const ref = refOf(names, first, first.kind);
    const raw = composed(
      first.layout,
      parts.map((part) => ({ path: part.path, text: text(part) })),
    );
    const content = checked(first, ref.session, raw, problems);
    if (content === null) return [];
    for (const part of parts) remarks.push(...openPlaces(part, text(part)));
    const from = parts.map((part) => ({ path: part.path, digest: digestOf(text(part)) }));
    return [{ ref, layout: first.layout, from, content, own: isOwn(first.kind, content) }];
  });
};

/** Documents without which a feature or a change says little. */
const missingPieces = (finds: ReadonlyArray<Find>): ReadonlyArray<MigrationProblem> => {
  const paths = new Set(finds.map(({ path }) => path));
  const folders = new Map<string, readonly [string, string]>();
  for (const { layout, path, session, role } of finds) {
    if (session === null || session === blueprintSession || role === "left") continue;
    const folder = new RegExp(
      layout === "spec-kit" ? "^specs/[^/]+/" : "^openspec/changes/(?:archive/)?[^/]+/",
    ).exec(path)?.[0];
    if (folder === undefined || (layout !== "spec-kit" && layout !== "openspec")) continue;
    folders.set(folder, layout === "spec-kit" ? ["spec.md", "spec"] : ["proposal.md", "intent"]);
  }
  return [...folders].flatMap(([folder, [name, stage]]) =>
    paths.has(`${folder}${name}`)
      ? []
      : [
          {
            code: "missing" as const,
            path: `${folder}${name}`,
            line: null,
            message: `There is no ${name}; the ${stage} of the session is left as its template.`,
          },
        ],
  );
};

/** Whether somebody wrote it. */
export const isOwn = (kind: DocumentKind, content: string): boolean => {
  if (content.replace(/^\ufeff/, "").trim() === "") return false;
  if (isStage(kind)) return !isUntouched(kind, content, null);
  if (kind !== "registry") return true;
  const read = parseRegistry(content);
  return read.ok && read.value.agents.length > 0;
};

/** JSON that would not be read here is told with its place; a session that gets another name says so itself. */
const checked = (
  find: Find & { readonly role: "document" },
  session: string | null,
  raw: string,
  problems: Array<MigrationProblem>,
): string | null => {
  const read =
    find.kind === "session"
      ? readJson(raw, SessionMetadata)
      : find.kind === "registry"
        ? parseRegistry(raw)
        : null;
  if (read === null) return raw;
  if (!read.ok) {
    const { line, message } = read.problem;
    problems.push({ code: "malformed", path: find.path, line, message });
    return null;
  }
  return find.kind === "session" && session !== null && session !== find.session
    ? printJsonLike(raw, { ...read.value, session_id: session })
    : raw;
};

/** A heading that the other tool's template left open. */
const isForeignTemplate = (layout: LayoutName, text: string): boolean =>
  (layout === "spec-kit" || layout === "openspec") &&
  (text.trim() === "" || /^# [^\n]*\[(?:FEATURE NAME|FEATURE|PROJECT_NAME)\]/m.test(text));

const openPlaces = (find: Find, text: string): ReadonlyArray<string> =>
  find.layout !== "spec-kit"
    ? []
    : text
        .split("\n")
        .flatMap((line, index) =>
          line.includes("[NEEDS CLARIFICATION")
            ? [
                `${find.path}:${index + 1} has an open [NEEDS CLARIFICATION]; [REQUIRES INPUT] is what idse validate looks for.`,
              ]
            : [],
        );

const narratives = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  problems: Array<MigrationProblem>,
): ReadonlyArray<Draft> =>
  finds.flatMap((find) => {
    if (find.role !== "meta") return [];
    const narrative = narrativeIn(text(find));
    if (narrative === null) return [];
    if ("problem" in narrative) {
      problems.push({ code: "malformed", path: find.path, line: narrative.line, message: narrative.problem });
      return [];
    }
    const from = [{ path: find.path, digest: digestOf(narrative.text) }];
    const ref = refOf(names, find, "narrative");
    return [{ ref, layout: find.layout, from, content: narrative.text, own: true }];
  });

const inDatabase = (...parts: ReadonlyArray<string>): string => `${databasePath}#${parts.join("/")}`;

const databaseDrafts = (
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

const sessionFacts = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
): ReadonlyArray<SessionFacts> => {
  const facts = new Map<string, SessionFacts>();
  const meet = (
    project: string | null,
    named: string,
    layout: LayoutName,
    more: Partial<Pick<SessionFacts, "owner" | "ownerPath" | "createdAt" | "archived">> = {},
  ): void => {
    const to = { project: names.project(project), session: names.session(project, named) };
    const key = `${to.project}/${to.session}`;
    const before = facts.get(key);
    facts.set(key, {
      ...to,
      named: before?.named ?? named,
      layouts: [...new Set([...(before?.layouts ?? []), layout])],
      owner: before?.owner ?? more.owner ?? null,
      ownerPath: before?.ownerPath ?? more.ownerPath ?? null,
      createdAt: before?.createdAt ?? more.createdAt ?? null,
      archived: (before?.archived ?? false) || (more.archived ?? false),
    });
  };
  for (const find of finds) {
    if (find.session === null || find.role === "left") continue;
    const { archived } = find;
    if (find.role === "owner")
      meet(find.project, find.session, find.layout, {
        ...readOwner(text(find)),
        ownerPath: find.path,
        archived,
      });
    else if (find.role === "created")
      meet(find.project, find.session, find.layout, { createdAt: createdInYaml(text(find)), archived });
    else {
      const isFeature = find.layout === "spec-kit" && find.session !== blueprintSession;
      meet(find.project, find.session, find.layout, {
        ...(isFeature ? { createdAt: createdInSpec(text(find)) } : {}),
        archived,
      });
    }
  }
  for (const { project, session } of database?.sessions ?? []) meet(project, session, "predecessor-database");
  return [...facts.values()];
};

const pointersIn = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
): ReadonlyArray<Pointer> => {
  const files = finds.flatMap((find): ReadonlyArray<Pointer> => {
    const named = find.role === "pointer" ? readPointer(text(find).replace(/^\ufeff/, "")) : null;
    if (named === null || !isReadableName(named)) return [];
    const to = { project: names.project(find.project), session: names.session(find.project, named) };
    return [{ ...to, path: find.path }];
  });
  const stored = [...(database?.pointers ?? [])].flatMap(([named, current]): ReadonlyArray<Pointer> => {
    const project = names.project(named);
    if (!isReadableName(current) || files.some((one) => one.project === project)) return [];
    return [{ project, session: names.session(named, current), path: inDatabase(named, "CURRENT_SESSION") }];
  });
  return [...files, ...stored];
};

const statusesIn = (
  finds: ReadonlyArray<Find>,
  text: TextOf,
  names: Names,
  database: PredecessorDatabase | null,
  pointers: ReadonlyArray<Pointer>,
  problems: Array<MigrationProblem>,
): ReadonlyArray<Statuses> => {
  const said = new Map<string, Statuses>();
  const meet = (project: string | null, session: string | null, state: string, path: string): void => {
    const read = readJson(state, StagesSaid);
    if (!read.ok) {
      problems.push({ code: "malformed", path, line: read.problem.line, message: read.problem.message });
      return;
    }
    const of = names.project(project);
    const named = session ?? read.value.session_id;
    const id =
      named === undefined
        ? pointers.find((one) => one.project === of)?.session
        : names.session(project, named);
    const stages = Object.entries(read.value.stages).filter(
      ([stage, status]) => isStage(stage) && status !== "pending",
    );
    if (id === undefined || stages.length === 0) return;
    said.set(`${of}/${id}`, {
      project: of,
      session: id,
      stages: Object.fromEntries(stages) as Partial<Record<Stage, string>>,
      path,
    });
  };
  // The file is of one session, whichever was last written; the database knows each.
  for (const find of finds) if (find.role === "statuses") meet(find.project, null, text(find), find.path);
  for (const { project, session, state } of database?.states ?? [])
    meet(project, session, state, inDatabase(project, session, "session_state"));
  return [...said.values()];
};
