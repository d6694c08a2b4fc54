/**
 * How far a stage has come: derived from the document, its template, its findings and its
 * sign-off, each time anew. Nobody has to keep a status by hand.
 */
import {
  type ArtifactDocument,
  type BuiltOn,
  builtOn,
  changedSections,
  digestOf,
  isUntouched,
  type SignOff,
  type Stage,
  sectionFingerprintsOf,
  stages,
} from "@idse/pipeline-artifacts";
import type { StageRecord, StateRecord } from "./StateRecord.ts";

/**
 * `pending`: as the template left it. `completed`: no error in the document. `stale`: signed off,
 * and what it was built on has changed since.
 */
export type StageStatus = "missing" | "pending" | "in_progress" | "completed" | "stale";

export interface StaleReason {
  readonly stage: Stage;
  /** Titles of the sections that changed; the empty string is what stands before the first. */
  readonly sections: ReadonlyArray<string>;
}

export interface StageState {
  readonly stage: Stage;
  readonly status: StageStatus;
  /** The sign-off, if it is for the document as it stands. */
  readonly signedOff: SignOff | null;
  /** Signed off once, and edited since. */
  readonly editedSinceSignOff: boolean;
  readonly staleBecause: ReadonlyArray<StaleReason>;
}

export interface StageStateInput {
  readonly documents: Documents;
  readonly state: StateRecord | null;
  /** Errors in a stage's document; absent means none. */
  readonly errors: (stage: Stage) => number;
}

export type Documents = ReadonlyMap<Stage, ArtifactDocument>;

/** A session that another one is built on, as it stands. */
export interface ParentDocuments {
  readonly session: string;
  readonly documents: Documents;
}

/** One document as it stands: what is recorded of it where something is built on it. */
export const baseOf = (stage: Stage, documents: Documents, session?: string): BuiltOn => {
  const document = documents.get(stage);
  return {
    stage,
    ...(session === undefined ? {} : { session }),
    ...(document === undefined ? {} : { digest: digestOf(document.text) }),
    sections: document === undefined ? [] : [...sectionFingerprintsOf(document)],
  };
};

/** What a stage is built on, as it stands: its upstream stages, and where there is a parent its stage of the same name. */
export const builtOnNow = (
  stage: Stage,
  documents: Documents,
  parent: ParentDocuments | null = null,
): Array<BuiltOn> => [
  ...builtOn(stage).map((upstream) => baseOf(upstream, documents)),
  ...(parent === null ? [] : [baseOf(stage, parent.documents, parent.session)]),
];

export const signOffOf = (
  stage: Stage,
  documents: Documents,
  signer: { readonly by: string; readonly kind: "human" | "agent"; readonly at: string },
  parent: ParentDocuments | null = null,
): SignOff => ({
  by: signer.by,
  kind: signer.kind,
  at: signer.at,
  digest: digestOf(documents.get(stage)?.text ?? ""),
  built_on: builtOnNow(stage, documents, parent),
});

/** What a sign-off says of an upstream stage of its own session. */
export const signedBase = (signOff: SignOff, upstream: Stage): BuiltOn | undefined =>
  signOff.built_on.find((one) => one.stage === upstream && one.session === undefined);

export const isStageUntouched = (stage: Stage, text: string, record: StageRecord | undefined): boolean =>
  isUntouched(stage, text, record?.template ?? null);

/** All seven, in pipeline order. */
export const stageStates = (input: StageStateInput): ReadonlyArray<StageState> =>
  stages.map((stage) => stateOf(stage, input));

const stateOf = (stage: Stage, { documents, state, errors }: StageStateInput): StageState => {
  const document = documents.get(stage);
  const record = state?.stages[stage];
  const signOff = record?.sign_off ?? null;
  const none = { stage, signedOff: null, editedSinceSignOff: false, staleBecause: [] };
  if (document === undefined) return { ...none, status: "missing" };
  const written = (): StageStatus => {
    if (isStageUntouched(stage, document.text, record)) return "pending";
    return errors(stage) === 0 ? "completed" : "in_progress";
  };
  if (signOff === null) return { ...none, status: written() };
  if (digestOf(document.text) !== signOff.digest)
    return { ...none, status: written(), editedSinceSignOff: true };
  const staleBecause = reasonsOf(stage, signOff, documents);
  return {
    stage,
    status: staleBecause.length > 0 ? "stale" : written(),
    signedOff: signOff,
    editedSinceSignOff: false,
    staleBecause,
  };
};

const reasonsOf = (stage: Stage, signOff: SignOff, documents: Documents): ReadonlyArray<StaleReason> =>
  builtOn(stage)
    .map((upstream) => ({
      stage: upstream,
      sections: changedSections(
        signedBase(signOff, upstream)?.sections ?? [],
        baseOf(upstream, documents).sections,
      ),
    }))
    .filter((reason) => reason.sections.length > 0);

/** The stage to work on next: the first that is not completed, or null when all are. */
export const nextStage = (states: ReadonlyArray<Pick<StageState, "stage" | "status">>): Stage | null =>
  states.find((one) => one.status !== "completed")?.stage ?? null;

/**
 * The stage that a session's work has reached: the first that nobody signed off, or the last where all are. Only a
 * person's word opens the implementation to an agent that goes by stage.
 */
export const stageReached = (
  states: ReadonlyArray<{ readonly stage: Stage; readonly signedOff: object | null }>,
): Stage => states.find((one) => one.signedOff === null)?.stage ?? "feedback";
