/** One session's part of a migration written to the store of the workspace: all of it or nothing, and then its note. */
import { type Change, DesignStore, type NonEmpty, newOperation, type Revision } from "@idse/design-store";
import {
  blueprintSession,
  isDisplayName,
  printJson,
  readJson,
  refKey,
  SessionMetadata,
} from "@idse/pipeline-artifacts";
import { isTime, type PlannedDocument, type SessionFacts } from "@idse/workspace-migration";
import * as Effect from "effect/Effect";
import { attempt } from "../../Failure.ts";
import { newSessionChanges } from "../../NewSession.ts";
import { existingSessions, readSessions, type SessionSnapshot } from "../../Snapshot.ts";

export interface NewSessionContext {
  readonly stack: string;
  readonly owner: string;
  readonly at: string;
  readonly template: Parameters<typeof newSessionChanges>[0]["template"];
}

/** ISO 8601 with a zone, as we write it. The predecessor wrote local time without one; it is taken for UTC. */
const timeOf = (text: string | null): string | null => {
  if (text === null || !isTime(text)) return null;
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text.replace(" ", "T");
  const time = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/.test(whole) ? whole : `${whole}Z`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
};

/** The metadata of a session whose source had none. */
export const madeMetadata = (facts: SessionFacts, context: NewSessionContext, uid: string): string => {
  const at = timeOf(facts.createdAt) ?? context.at;
  const isBlueprint = facts.session === blueprintSession;
  return printJson({
    session_id: facts.session,
    uid,
    name: isDisplayName(facts.named) ? facts.named : facts.session,
    session_type: isBlueprint ? "blueprint" : "feature",
    description: null,
    is_blueprint: isBlueprint,
    parent_session: isBlueprint ? null : blueprintSession,
    related_sessions: [],
    owner: facts.owner ?? context.owner,
    collaborators: [],
    tags: [],
    status: facts.archived ? "archived" : "draft",
    created_at: at,
    updated_at: at,
  } satisfies SessionMetadata);
};

const put = (document: PlannedDocument, revision: Revision | undefined): Change => ({
  _tag: "Put",
  ref: document.ref,
  content: document.content,
  expect: revision === undefined ? "absent" : { revision },
});

/** The blueprint as it stands, on which new sessions are built; null where there is none. */
export const readParent = (project: string) =>
  Effect.gen(function* () {
    const there = yield* existingSessions(project, [blueprintSession]);
    if (!there.has(blueprintSession)) return null;
    const [snapshot = null] = yield* readSessions(project, [blueprintSession]);
    return snapshot;
  });

/** Every document of a session that is not there yet: those of the source, templates for the rest. */
export const createMigrated = (
  facts: SessionFacts,
  documents: ReadonlyArray<PlannedDocument>,
  context: NewSessionContext,
  blueprint: SessionSnapshot | null,
  revisions: ReadonlyMap<string, Revision>,
) =>
  Effect.gen(function* () {
    const { project, session } = facts;
    const carried = documents.find(({ ref }) => ref.kind === "session");
    // Metadata of the source names a parent of its own, and says nothing of how that stood.
    const parent = carried === undefined && session !== blueprintSession ? blueprint : null;
    const metadata = carried?.content ?? madeMetadata(facts, context, globalThis.crypto.randomUUID());
    const read = readJson(metadata, SessionMetadata);
    const made = yield* attempt(() =>
      newSessionChanges({
        project,
        id: session,
        name: read.ok ? read.value.name : session,
        type: read.ok ? read.value.session_type : "feature",
        stack: context.stack,
        owner: context.owner,
        description: null,
        parent,
        at: context.at,
        uid: "",
        template: context.template,
      }),
    );
    const taken = new Map(documents.map((one) => [refKey(one.ref), one.content]));
    const changes = made.map((change) => {
      if (change._tag !== "Put") return change;
      const content = change.ref.kind === "session" ? metadata : taken.get(refKey(change.ref));
      return content === undefined ? change : { ...change, content };
    });
    const known = new Set(made.map(({ ref }) => refKey(ref)));
    const more = documents
      .filter(({ ref }) => !known.has(refKey(ref)))
      .map((one) => put(one, revisions.get(refKey(one.ref))));
    yield* commit([...changes, ...more]);
  });

/** Documents put where nothing, or nothing of somebody's own, stands. */
export const putMigrated = (
  documents: ReadonlyArray<PlannedDocument>,
  revisions: ReadonlyMap<string, Revision>,
) => commit(documents.map((one) => put(one, revisions.get(refKey(one.ref)))));

const commit = (changes: ReadonlyArray<Change>) =>
  Effect.gen(function* () {
    const [first, ...rest] = changes;
    if (first === undefined) return;
    const store = yield* DesignStore;
    const all: NonEmpty<Change> = [first, ...rest];
    yield* store.commit(all, newOperation());
  });
