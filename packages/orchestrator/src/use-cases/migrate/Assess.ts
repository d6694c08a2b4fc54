/** What a migration would do in this workspace, as values; nothing is written. */
import { printRegistry } from "@idse/agent-registry";
import { sessionsOf } from "@idse/design-store";
import { FilePrimitives } from "@idse/durable-files";
import { blueprintSession, type DocumentRef, refKey, suggestName } from "@idse/pipeline-artifacts";
import { isRemote, pathOf, projectPaths, readPointer } from "@idse/project-workspace";
import {
  type Draft,
  type Interpretation,
  interpret,
  type MigrationNote,
  planMigration,
  type SessionFacts,
} from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { law, ownTemplates } from "../../Law.ts";
import { now } from "../../SessionChange.ts";
import { actor, currentProject, Workspace } from "../../Workspace.ts";
import { chooseAgents } from "../init/Agents.ts";
import { madeMetadata, type NewSessionContext } from "./Apply.ts";
import type { MigrateOptions } from "./Options.ts";
import { type SessionPart, sessionPart, unsaidBlueprint, withUid } from "./SessionPart.ts";
import type { ReadSource } from "./Source.ts";
import { readNote, readTarget } from "./Standing.ts";

/** A file of a project, or of a session where sessions belong. */
const ownFile = /^\.idse\/projects\/[^/]+\/(?:[^/]+$|sessions\/)/;

export const assessMigration = (source: ReadSource, options: MigrateOptions) =>
  Effect.gen(function* () {
    const files = yield* FilePrimitives;
    const workspace = yield* Workspace;
    const here = yield* attempt(() => files.realPath(workspace.root));
    const inPlace = source.root === here;
    const name = inPlace ? "." : relative(here, source.root);
    const sessions = new Map<string, ReadonlySet<string>>();
    for (const project of workspace.projects) sessions.set(project, new Set(yield* sessionsOf(project)));
    const isFiles = !isRemote(workspace.config.store);
    const isOwn = (path: string): boolean => inPlace && isFiles && ownFile.test(path);
    const read = interpret(source, { project: yield* homeProject(source, options), sessions, isOwn });
    const missing = read.projects.filter(({ project }) => !workspace.projects.includes(project));
    const isNew = (project: string): boolean => missing.some((one) => one.project === project);
    const isThere = (project: string, session: string): boolean =>
      sessions.get(project)?.has(session) === true || (session === blueprintSession && isNew(project));

    const by = yield* actor;
    const at = yield* now;
    const context: NewSessionContext = {
      stack: "",
      owner: by,
      at,
      template: ownTemplates(yield* law, workspace.readText),
    };
    const chosen = yield* chooseAgents(files, workspace.invocation, workspace.root, undefined);
    const target = yield* readTarget(
      // Of a project that is made for this, everything is as it was made.
      refsFor(read).filter(({ project }) => !isNew(project)),
      printRegistry(chosen.registry),
    );
    const notes = new Map<string, MigrationNote | null>();
    for (const { project, session } of [...read.sessions, ...read.projects.map(asBlueprint)])
      if (!notes.has(`${project}/${session}`))
        notes.set(`${project}/${session}`, yield* readNote(project, session));
    const noteOf = ({ project, session }: Pick<DocumentRef, "project" | "session">) =>
      notes.get(`${project}/${session ?? blueprintSession}`) ?? null;

    const plan = planMigration({
      drafts: [
        ...read.drafts.map((draft) => withUid(draft, target.standing.get(refKey(draft.ref))?.content)),
        ...ownerDrafts(read, (ref) => target.standing.has(refKey(ref)), isThere, context),
      ],
      standing: target.standing,
      note: noteOf,
      isInPlace: ({ ref, from }) => inPlace && isFiles && from.length === 1 && from[0]?.path === pathOf(ref),
    });

    const drifting = new Set(plan.drift.map(({ ref }) => `${ref.project}/${ref.session ?? ""}`));
    const partOf = (facts: SessionFacts): SessionPart => {
      const { project, session } = facts;
      const documents = plan.documents.filter(
        ({ ref }) => ref.project === project && (ref.session ?? blueprintSession) === session,
      );
      return sessionPart(facts, documents, {
        // One that the source says nothing of is not made for the sake of a note.
        exists: isThere(project, session) || facts.layouts.length === 0,
        drifts: drifting.has(`${project}/${session}`),
        note: noteOf(facts),
        said: read.statuses.find((one) => one.project === project && one.session === session) ?? null,
        claims:
          session === blueprintSession
            ? (source.database?.claims ?? [])
                .filter((one) => one.project === project)
                .map(({ claim }) => claim)
            : [],
        recorded: target.recorded.has(`${project}/${session}`),
        source: name,
        at,
        by,
      });
    };
    const parts = inOrder(read).map(partOf);
    const pointers = yield* attempt(() =>
      read.pointers.filter(({ project, session, path }) => {
        const own = projectPaths(project).currentSession;
        if (inPlace && path === own) return false;
        if (noteOf({ project, session: null })?.pointer !== undefined || session === blueprintSession)
          return false;
        const standing = workspace.readText(own);
        const willBe = parts.some(
          ({ facts, makes }) => makes && facts.project === project && facts.session === session,
        );
        return (
          (standing === null || readPointer(standing) === blueprintSession) &&
          (willBe || isThere(project, session))
        );
      }),
    );
    return { source, name, inPlace, read, missing, plan, parts, pointers, target, context };
  });
export type MigrationAssessment = Effect.Success<ReturnType<typeof assessMigration>>;

/**
 * The project that sources without one go to: the one that commands mean here; where several are and none is meant,
 * the one that is called like the folder, which an earlier run may have made.
 */
const homeProject = ({ finds }: ReadSource, { home }: MigrateOptions) =>
  Effect.gen(function* () {
    if (home !== undefined) return home;
    const { root, projects } = yield* Workspace;
    if (!finds.some(({ project, role }) => project === null && role !== "left")) return "";
    const folder = suggestName(root.slice(root.lastIndexOf("/") + 1));
    if (projects.length === 0 && folder !== undefined) return folder;
    return yield* currentProject.pipe(
      Effect.catchTag("ProjectAmbiguous", (failure) =>
        folder !== undefined && projects.includes(folder) ? Effect.succeed(folder) : Effect.fail(failure),
      ),
    );
  });

const asBlueprint = ({ project }: { readonly project: string }) => ({ project, session: blueprintSession });

/** The blueprint of each project first: what is made after it is built on what it says then. */
const inOrder = ({ sessions, projects }: Interpretation): ReadonlyArray<SessionFacts> => {
  const unsaid = projects
    .filter(
      ({ project }) => !sessions.some((one) => one.project === project && one.session === blueprintSession),
    )
    .map(({ project }) => unsaidBlueprint(project));
  const rank = ({ session }: SessionFacts): number => (session === blueprintSession ? 0 : 1);
  const key = ({ project, session }: SessionFacts): string => `${project}/${session}`;
  return [...sessions, ...unsaid].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
};

/** All that a plan asks about: the documents, and the metadata of sessions that may have none. */
const refsFor = (read: Interpretation): ReadonlyArray<DocumentRef> => [
  ...read.drafts.map(({ ref }) => ref),
  ...read.sessions.map(({ project, session }): DocumentRef => ({ project, session, kind: "session" })),
];

/** Sessions that are there with nothing but an `.owner` get their metadata from it. */
const ownerDrafts = (
  read: Interpretation,
  stands: (ref: DocumentRef) => boolean,
  isThere: (project: string, session: string) => boolean,
  context: NewSessionContext,
): ReadonlyArray<Draft> =>
  read.sessions.flatMap((facts): ReadonlyArray<Draft> => {
    const { project, session, ownerPath } = facts;
    const ref: DocumentRef = { project, session, kind: "session" };
    const isKnown = stands(ref) || read.drafts.some((one) => refKey(one.ref) === refKey(ref));
    const isBroken = read.problems.some(({ code, path }) => code === "malformed" && path === pathOf(ref));
    if (ownerPath === null || isKnown || isBroken || !isThere(project, session)) return [];
    return [
      {
        ref,
        layout: facts.layouts[0] ?? "predecessor",
        from: [{ path: ownerPath, digest: "" }],
        content: madeMetadata(facts, context, globalThis.crypto.randomUUID()),
        own: true,
      },
    ];
  });

const relative = (from: string, to: string): string => {
  const [left, right] = [from.split("/"), to.split("/")];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  // Nothing in common but the root: another drive, or a place of this machine only.
  if (shared <= 1) return to;
  return [...left.slice(shared).map(() => ".."), ...right.slice(shared)].join("/");
};
