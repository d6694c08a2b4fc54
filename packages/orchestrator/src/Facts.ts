/**
 * Facts about sessions that stand in none of their own texts: what lies on the disk, what other sessions
 * define, what their parents have become, and who else works on the same.
 */
import { blueprintSession, isStage, type Stage, stages } from "@idse/pipeline-artifacts";
import {
  isRemote,
  pathOf,
  projectPaths,
  refOfPath,
  type SessionChoice,
  sessionFolder,
} from "@idse/project-workspace";
import type { LegacyPathFact, SessionFacts, StrayDocumentFact } from "@idse/validation-engine";
import * as Effect from "effect/Effect";
import { type ClaimFacts, claimFactsOf } from "./ClaimFacts.ts";
import { isOpen, overlapFactsIn, overlapsAmong } from "./Overlap.ts";
import { placesOf } from "./Places.ts";
import type { SessionReading, StageSections } from "./Reading.ts";
import { allReadings, readings } from "./Readings.ts";
import { syncConflictFacts } from "./SyncSight.ts";
import { Workspace, type WorkspaceService } from "./Workspace.ts";

export type FactsOf = (reading: SessionReading) => SessionFacts;

export interface FactsOptions {
  /** How the one session was chosen that is looked at, where one is. */
  readonly choice?: SessionChoice | null;
  /** These are all sessions of their projects. */
  readonly whole?: boolean;
}

const sessionKey = (project: string, id: string): string => `${project}/${id}`;

export const gatherFacts = (
  sessions: ReadonlyArray<SessionReading>,
  { choice = null, whole = false }: FactsOptions = {},
) =>
  Effect.gen(function* () {
    const workspace = yield* Workspace;
    const known = yield* withNeighbours(sessions, workspace);
    const drift = yield* parentDrifts(sessions, known);
    const overlaps = yield* overlapFacts(sessions, whole);
    const syncConflicts = yield* syncConflictFacts;
    const claims = yield* claimFacts(sessions);
    const remote = isRemote(workspace.config.store);
    const kept = (path: string): boolean => remote && isKept(known, path);
    const exists = memoised((path) => isInside(path) && (kept(path) || workspace.exists(path)));
    const stray = remote ? strayDocuments(workspace, sessions) : new Map<string, never>();
    const defined = memoised((key) => {
      const reading = known.get(key);
      return new Set(reading?.examination.definitions.flatMap((one) => one.identifiers));
    });
    return (reading: SessionReading): SessionFacts => ({
      legacyPaths: remote ? [] : legacyPathsOf(workspace, reading.project, reading.id),
      strayDocuments: stray.get(sessionKey(reading.project, reading.id)) ?? [],
      syncConflicts: syncConflicts(reading.project, reading.id),
      danglingPointer:
        choice?.dangling == null
          ? null
          : { path: projectPaths(reading.project).currentSession, names: choice.dangling },
      exists,
      defines: (project, session, identifier) =>
        workspace.projects.includes(project) ? defined(sessionKey(project, session)).has(identifier) : null,
      parentDrift: drift.get(sessionKey(reading.project, reading.id)) ?? [],
      overlaps: overlaps.get(sessionKey(reading.project, reading.id)) ?? [],
      claims: claims.get(sessionKey(reading.project, reading.id)) ?? [],
    });
  });

const claimFacts = (sessions: ReadonlyArray<SessionReading>) =>
  Effect.gen(function* () {
    const found: Array<ClaimFacts> = [];
    for (const project of new Set(sessions.map((one) => one.project)))
      found.push(yield* claimFactsOf(project));
    return new Map(found.flatMap((one) => [...one])) satisfies ClaimFacts;
  });

const memoised = <A>(answer: (key: string) => A): ((key: string) => A) => {
  const answers = new Map<string, A>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const value = answer(key);
    answers.set(key, value);
    return value;
  };
};

const isInside = (path: string): boolean => path !== "" && !path.startsWith("../") && !path.startsWith("/");

/** Others are read only where a session speaks of a section that somebody else may speak of too. */
const overlapFacts = (sessions: ReadonlyArray<SessionReading>, whole: boolean) =>
  Effect.gen(function* () {
    const facts = new Map<string, SessionFacts["overlaps"]>();
    const mentioning = sessions.filter((one) => isOpen(one) && mentionsSections(one));
    for (const project of new Set(mentioning.map((one) => one.project))) {
      const all = whole ? sessions.filter((one) => one.project === project) : yield* allReadings(project);
      for (const [key, found] of overlapFactsIn(overlapsAmong(all))) facts.set(key, found);
    }
    return facts;
  });

const mentionsSections = ({ examination: { proposals, references, links } }: SessionReading): boolean =>
  proposals.length + references.length > 0 || links.some((one) => one.fragment !== null);

/** The sessions, and those they speak of or are built on. */
const withNeighbours = (
  sessions: ReadonlyArray<SessionReading>,
  { projects, config }: Pick<WorkspaceService, "projects" | "config">,
) =>
  Effect.gen(function* () {
    const known = new Map(sessions.map((one) => [sessionKey(one.project, one.id), one]));
    const wanted = new Map<string, Set<string>>();
    const want = (project: string, id: string): void => {
      if (known.has(sessionKey(project, id)) || !projects.includes(project)) return;
      const ids = wanted.get(project);
      if (ids === undefined) wanted.set(project, new Set([id]));
      else ids.add(id);
    };
    for (const { project, head, base, examination } of sessions) {
      if (base !== null && head?.parent_session != null) want(project, head.parent_session);
      for (const one of examination.references) want(one.project, one.session);
      // What is linked to lies in no folder there; only its session tells whether it is there.
      for (const { target } of isRemote(config.store) ? examination.links : []) {
        const ref = refOfPath(target);
        if (ref !== null && ref.session !== null) want(ref.project, ref.session);
      }
    }
    for (const [project, ids] of wanted) {
      for (const reading of yield* readings(project, [...ids])) {
        known.set(sessionKey(reading.project, reading.id), reading);
      }
    }
    return known;
  });

/** By session: only of those whose parent changed is more looked at than what is kept of them. */
const parentDrifts = (sessions: ReadonlyArray<SessionReading>, known: ReadonlyMap<string, SessionReading>) =>
  Effect.gen(function* () {
    const changed = sessions.filter((child) => {
      const parent = parentOf(child);
      if (parent === null || child.base === null || nothingRecorded(child.base)) return false;
      // What is finished stays built on what stood there then; nobody is to read it again.
      if (!isOpen(child)) return false;
      const now = known.get(sessionKey(child.project, parent))?.sections ?? null;
      return now === null || !isSame(child.base, now);
    });
    if (changed.length === 0) return new Map<string, SessionFacts["parentDrift"]>();
    const { driftsOf } = yield* Effect.promise(() => import("./ParentDrifts.ts"));
    return yield* driftsOf(changed, (project, id) => known.get(sessionKey(project, id))?.sections ?? null);
  });

const parentOf = ({ head }: SessionReading): string | null => head?.parent_session ?? null;

type Recorded = NonNullable<SessionReading["base"]>;

/** Where nothing was recorded there is no drift to speak of. */
const nothingRecorded = (base: Recorded): boolean => stages.every((stage) => base[stage] === null);

const isSame = (base: Recorded, now: StageSections): boolean =>
  stages.every((stage) => base[stage] === null || base[stage] === now[stage]?.digest);

/** Whether a document that would lie at a path is kept in the store. */
const isKept = (known: ReadonlyMap<string, SessionReading>, path: string): boolean => {
  const ref = refOfPath(path);
  if (ref === null || ref.session === null) return ref !== null;
  const reading = known.get(sessionKey(ref.project, ref.session));
  if (reading === undefined || !isStage(ref.kind)) return reading !== undefined;
  return reading.examination.documents.some((one) => one.stage === ref.kind && one.present);
};

/** By session, files that look like its documents. Those of no session that was looked at go to the blueprint. */
const strayDocuments = (
  workspace: WorkspaceService,
  sessions: ReadonlyArray<SessionReading>,
): ReadonlyMap<string, ReadonlyArray<StrayDocumentFact>> => {
  const { name } = placesOf(workspace.config);
  const looked = new Set(sessions.map((one) => sessionKey(one.project, one.id)));
  const found = new Map<string, Array<StrayDocumentFact>>();
  for (const project of new Set(sessions.map((one) => one.project))) {
    for (const session of workspace.listNames(projectPaths(project).sessions)) {
      const of = sessionKey(project, looked.has(sessionKey(project, session)) ? session : blueprintSession);
      for (const kind of stages) {
        const ref = { project, session, kind };
        const path = pathOf(ref);
        if (!workspace.exists(path)) continue;
        found.set(of, [...(found.get(of) ?? []), { path, stage: kind, keptAs: name(ref) }]);
      }
    }
  }
  return found;
};

/** Stage documents that lie loose in a session's folder, as older layouts had them. */
const legacyPathsOf = (
  workspace: WorkspaceService,
  project: string,
  session: string,
): ReadonlyArray<LegacyPathFact> => {
  const folder = sessionFolder(project, session);
  const names = workspace.listNames(folder);
  return names.flatMap((name) => {
    const stage = looseDocuments.get(name);
    return stage === undefined
      ? []
      : [{ path: `${folder}/${name}`, belongsAt: pathOf({ project, session, kind: stage }), stage }];
  });
};

const looseDocuments = new Map<string, Stage>(stages.map((stage) => [`${stage}.md`, stage]));
