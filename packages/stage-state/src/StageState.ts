/**
 * How far a stage has come: derived from the document, its template, its findings and its
 * sign-off, each time anew. Nobody has to keep a status by hand.
 */
import {
  type ArtifactDocument,
  builtOn,
  changedSections,
  digestOf,
  isUntouched,
  type SectionFingerprint,
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
  readonly documents: ReadonlyMap<Stage, ArtifactDocument>;
  readonly state: StateRecord | null;
  /** Errors in a stage's document; absent means none. */
  readonly errors: (stage: Stage) => number;
}

/** The upstream sections a stage is built on, as they stand: what a sign-off records. */
export const builtOnNow = (
  stage: Stage,
  documents: ReadonlyMap<Stage, ArtifactDocument>,
): Array<{ stage: Stage; sections: Array<SectionFingerprint> }> =>
  builtOn(stage).map((upstream) => {
    const document = documents.get(upstream);
    return { stage: upstream, sections: document === undefined ? [] : [...sectionFingerprintsOf(document)] };
  });

export const signOffOf = (
  stage: Stage,
  documents: ReadonlyMap<Stage, ArtifactDocument>,
  signer: { readonly by: string; readonly kind: "human" | "agent"; readonly at: string },
): SignOff => ({
  by: signer.by,
  kind: signer.kind,
  at: signer.at,
  digest: digestOf(documents.get(stage)?.text ?? ""),
  built_on: builtOnNow(stage, documents),
});

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

const reasonsOf = (
  stage: Stage,
  signOff: SignOff,
  documents: ReadonlyMap<Stage, ArtifactDocument>,
): ReadonlyArray<StaleReason> =>
  builtOnNow(stage, documents)
    .map((now) => ({
      stage: now.stage,
      sections: changedSections(
        signOff.built_on.find((then) => then.stage === now.stage)?.sections ?? [],
        now.sections,
      ),
    }))
    .filter((reason) => reason.sections.length > 0);

/** The stage to work on next: the first that is not completed, or null when all are. */
export const nextStage = (states: ReadonlyArray<StageState>): Stage | null =>
  states.find((one) => one.status !== "completed")?.stage ?? null;
