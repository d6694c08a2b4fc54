/**
 * Sessions as they stand in the store: documents parsed on demand, metadata and state read with
 * their problems. A file that cannot be read is a problem of that session and of no other.
 */
import {
  DesignStore,
  type DesignStoreService,
  type Malformed,
  type Missing,
  type StoredDocument,
  type StoreFailure,
} from "@idse/design-store";
import {
  ArtifactDocument,
  type DocumentRef,
  readJson,
  SessionMetadata,
  type Stage,
  stages,
} from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import { StateRecord } from "@idse/stage-state";
import * as Effect from "effect/Effect";
import type * as z from "zod";
import { type Places, places } from "./Places.ts";
import { currentSession, snapshotKey, snapshotKinds } from "./Sessions.ts";
import { currentProject, malformed } from "./Workspace.ts";

export { currentSession, existingSessions, listSessions } from "./Sessions.ts";

export interface FileProblem {
  /** As the engine has it. */
  readonly path: string;
  /** As a person knows the document. */
  readonly name: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
}

export interface SessionSnapshot {
  readonly project: string;
  readonly id: string;
  /** Tells these texts from any other of this session; null where one of them could not be read. */
  readonly key: string | null;
  readonly documents: ReadonlyMap<Stage, ArtifactDocument>;
  /** Documents that are there and cannot be read as text. */
  readonly unreadable: ReadonlyMap<Stage, FileProblem>;
  readonly metadata: SessionMetadata | null;
  /** Null where `metadata` is readable. */
  readonly metadataProblem: FileProblem | null;
  readonly state: StateRecord | null;
  /** Null where `state` is readable, or absent as in older workspaces. */
  readonly stateProblem: FileProblem | null;
}

const refOf = (project: string, session: string, kind: (typeof snapshotKinds)[number]): DocumentRef => ({
  project,
  session,
  kind,
});

/** A document that the store has and cannot give as text. */
interface Unreadable {
  readonly _tag: "Unreadable";
  readonly ref: DocumentRef;
  readonly message: string;
}

type Part = StoredDocument | Missing | Unreadable;

const problemOf = ({ ref, message }: Unreadable, { name }: Places): FileProblem => ({
  path: pathOf(ref),
  name: name(ref),
  line: 1,
  column: 1,
  message,
});

const readPart = <S extends z.ZodType>(found: Part | undefined, schema: S, at: Places) => {
  if (found === undefined || found._tag === "Missing") return { value: null, problem: null, present: false };
  if (found._tag === "Unreadable") return { value: null, problem: problemOf(found, at), present: true };
  const read = readJson(found.content, schema);
  if (read.ok) return { value: read.value, problem: null, present: true };
  const { ref } = found;
  return { value: null, problem: { path: pathOf(ref), name: at.name(ref), ...read.problem }, present: true };
};

const snapshotOf = (project: string, id: string, found: ReadonlyArray<Part>, at: Places): SessionSnapshot => {
  const byKind = new Map(found.map((one) => [one.ref.kind, one]));
  const metadata = readPart(byKind.get("session"), SessionMetadata, at);
  const state = readPart(byKind.get("state"), StateRecord, at);
  const documents = new Map<Stage, ArtifactDocument>();
  const unreadable = new Map<Stage, FileProblem>();
  for (const stage of stages) {
    const one = byKind.get(stage);
    if (one?._tag === "StoredDocument") documents.set(stage, new ArtifactDocument(one.content));
    if (one?._tag === "Unreadable") unreadable.set(stage, problemOf(one, at));
  }
  const absent = {
    path: pathOf(refOf(project, id, "session")),
    name: at.name(refOf(project, id, "session")),
    line: null,
    column: null,
    message: "The session has no metadata file.",
  };
  const stored = found.filter((one) => one._tag === "StoredDocument");
  return {
    project,
    id,
    key: found.some((one) => one._tag === "Unreadable") ? null : snapshotKey(stored),
    documents,
    unreadable,
    metadata: metadata.value,
    metadataProblem: metadata.present ? metadata.problem : absent,
    state: state.value,
    stateProblem: state.problem,
  };
};

/** A store fails a whole request for one bad document; halving the request finds it and keeps the others. */
const readParts = (
  store: DesignStoreService,
  refs: ReadonlyArray<DocumentRef>,
): Effect.Effect<ReadonlyArray<Part>, StoreFailure> => {
  const apart = (failure: Malformed) => {
    const [first, ...rest] = refs;
    if (first === undefined) return Effect.fail(failure);
    if (rest.length === 0) {
      return Effect.succeed<ReadonlyArray<Part>>([
        { _tag: "Unreadable", ref: first, message: failure.message },
      ]);
    }
    const middle = Math.ceil(refs.length / 2);
    return Effect.zipWith(
      readParts(store, refs.slice(0, middle)),
      readParts(store, refs.slice(middle)),
      (left, right) => [...left, ...right],
    );
  };
  return store.get(refs).pipe(Effect.catchTag("Malformed", apart));
};

export const readSessions = (project: string, ids: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const store = yield* DesignStore;
    const at = yield* places;
    const found = yield* readParts(
      store,
      ids.flatMap((id) => snapshotKinds.map((kind) => refOf(project, id, kind))),
    );
    return ids.map((id, index) =>
      snapshotOf(
        project,
        id,
        found.slice(index * snapshotKinds.length, (index + 1) * snapshotKinds.length),
        at,
      ),
    );
  });

/** How many sessions' texts are read in one request. */
const batchSize = 20;

/** What is made of each session, in order; of many sessions not all texts need to be in memory for it. */
export const fromSessions = <A>(
  project: string,
  ids: ReadonlyArray<string>,
  make: (snapshot: SessionSnapshot) => ReadonlyArray<A>,
) =>
  Effect.gen(function* () {
    const made: Array<A> = [];
    for (let start = 0; start < ids.length; start += batchSize)
      for (const snapshot of yield* readSessions(project, ids.slice(start, start + batchSize)))
        for (const one of make(snapshot)) made.push(one);
    return made;
  });

export const currentSnapshot = Effect.gen(function* () {
  const project = yield* currentProject;
  const choice = yield* currentSession(project);
  const [snapshot] = yield* readSessions(project, [choice.session]);
  if (snapshot === undefined) return yield* Effect.die(new Error("a store gave no answer for a session"));
  return { choice, snapshot };
});

/** What a session records of itself and cannot be read; null where it is readable, or absent as in older workspaces. */
export const recordProblemOf = ({ metadataProblem, stateProblem }: SessionSnapshot): FileProblem | null => {
  const problem = stateProblem ?? metadataProblem;
  return problem === null || problem.line === null ? null : problem;
};

/** Fails where what a session records of itself cannot be read, so that nobody takes it for nothing. */
export const requireRecords = (snapshot: SessionSnapshot) => {
  const problem = recordProblemOf(snapshot);
  if (problem === null) return Effect.void;
  const { path, message, line, column } = problem;
  return malformed(path, { message, line: line ?? 1, column: column ?? 1 });
};

export const noteOf = ({ name, line, column, message }: FileProblem): string =>
  message.startsWith(name) ? message : `${name}${line === null ? "" : `:${line}:${column ?? 1}`}: ${message}`;

/** What cannot be read in a session, as notes for a person. */
export const notesOf = (snapshot: SessionSnapshot): ReadonlyArray<string> =>
  [snapshot.metadataProblem, snapshot.stateProblem, ...snapshot.unreadable.values()]
    .filter((problem) => problem !== null)
    .map(noteOf);
