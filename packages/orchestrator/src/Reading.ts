/**
 * What is kept of a session once its documents have been read: enough for every overview, and small.
 * It depends on the texts of that session and on the law alone, so equal revisions give an equal reading.
 */
import type { RuleSet } from "@idse/constitution-rules";
import {
  openMarkersOf,
  type SectionFingerprint,
  type SessionMetadata,
  type SignOff,
  type Stage,
  sectionFingerprintsOf,
  stages,
} from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import {
  isStageUntouched,
  parentBaseDigests,
  type StageState,
  sectionsDigest,
  stageStates,
} from "@idse/stage-state";
import { type Examination, examine, type SessionInput } from "@idse/validation-engine";
import { notesOf, type SessionSnapshot } from "./Snapshot.ts";

export type SessionHead = Pick<
  SessionMetadata,
  "name" | "session_type" | "parent_session" | "owner" | "tags" | "status" | "created_at"
>;

/** A stage's state, of the sign-off only who and when. */
export type ReadState = Omit<StageState, "signedOff" | "staleBecause"> & {
  readonly signedOff: Pick<SignOff, "by" | "kind" | "at"> | null;
  /** `session`: the parent, where the change is in its stage of that name. */
  readonly staleBecause: ReadonlyArray<StageState["staleBecause"][number] & { readonly session?: string }>;
};

/** By stage, the sections of a document and their digest, by which a session built on it sees that nothing changed. */
export type StageSections = Partial<
  Readonly<
    Record<Stage, { readonly digest: string; readonly fingerprints: ReadonlyArray<SectionFingerprint> }>
  >
>;

export interface SessionReading {
  readonly project: string;
  readonly id: string;
  /** Null where the metadata is missing or unreadable. */
  readonly head: SessionHead | null;
  /** What cannot be read, each as a sentence. */
  readonly notes: ReadonlyArray<string>;
  readonly examination: Examination;
  /** As if no document had an error; `withErrors` puts that right. */
  readonly states: ReadonlyArray<ReadState>;
  /** Open markers by stage, in stage order. */
  readonly markers: ReadonlyArray<number>;
  /** Of each stage's document, for sessions built on this one; blueprints alone have it. */
  readonly sections: StageSections | null;
  /** Of the sections of the parent that each stage is built on; null without a parent, or without a record of it. */
  readonly base: Readonly<Record<Stage, string | null>> | null;
}

const headOf = (metadata: SessionMetadata): SessionHead => ({
  name: metadata.name,
  session_type: metadata.session_type,
  parent_session: metadata.parent_session,
  owner: metadata.owner,
  tags: metadata.tags,
  status: metadata.status,
  created_at: metadata.created_at,
});

const isClaimed = (snapshot: SessionSnapshot, stage: Stage): boolean =>
  snapshot.state?.stages[stage].sign_off != null ||
  snapshot.metadata?.status === "review" ||
  snapshot.metadata?.status === "complete";

/** The engine's input for a session as it stands. */
export const sessionInput = (
  snapshot: SessionSnapshot,
  states: ReadonlyArray<StageState> = stageStatesOf(snapshot),
): SessionInput => {
  const { project, id } = snapshot;
  const problem = snapshot.metadataProblem ?? snapshot.stateProblem;
  return {
    project,
    session: id,
    documents: stages.map((stage, index) => {
      const text = snapshot.documents.get(stage) ?? null;
      // A text beyond every measure is not parsed; without a finding it would look like an empty one.
      const document = text?.problem == null ? text : null;
      const signed = snapshot.state?.stages[stage].sign_off != null;
      const state = states[index];
      return {
        stage,
        path: pathOf({ project, session: id, kind: stage }),
        document,
        problem: snapshot.unreadable.get(stage)?.message ?? text?.problem ?? null,
        untouched: document !== null && isStageUntouched(stage, document.text, snapshot.state?.stages[stage]),
        claimed: isClaimed(snapshot, stage),
        signOff:
          signed && document !== null && state !== undefined
            ? { asItStands: !state.editedSinceSignOff, staleBecause: state.staleBecause }
            : null,
      };
    }),
    metadata: {
      path: problem?.path ?? "",
      problem:
        problem === null ? null : { message: problem.message, line: problem.line, column: problem.column },
    },
  };
};

const stageStatesOf = (snapshot: SessionSnapshot): ReadonlyArray<StageState> =>
  stageStates({ documents: snapshot.documents, state: snapshot.state, errors: () => 0 });

export const readingOf = (snapshot: SessionSnapshot, ruleSet: RuleSet): SessionReading => {
  const states = stageStatesOf(snapshot);
  const { metadata, documents, state } = snapshot;
  const parent = metadata?.parent_session ?? null;
  return {
    project: snapshot.project,
    id: snapshot.id,
    head: metadata === null ? null : headOf(metadata),
    notes: notesOf(snapshot),
    examination: examine(sessionInput(snapshot, states), ruleSet),
    states: states.map((one) => ({ ...one, signedOff: whoSigned(one) })),
    markers: stages.map((stage) => {
      const document = documents.get(stage);
      return document === undefined ? 0 : openMarkersOf(document).length;
    }),
    sections: metadata?.session_type === "blueprint" ? sectionsOf(snapshot) : null,
    base: parent === null ? null : parentBaseDigests(state, parent),
  };
};

const whoSigned = ({ signedOff }: StageState): ReadState["signedOff"] =>
  signedOff === null ? null : { by: signedOff.by, kind: signedOff.kind, at: signedOff.at };

export const sectionsOf = ({ documents }: SessionSnapshot): StageSections =>
  Object.fromEntries(
    [...documents].map(([stage, document]) => {
      const fingerprints = sectionFingerprintsOf(document);
      return [stage, { digest: sectionsDigest(fingerprints), fingerprints }];
    }),
  );
