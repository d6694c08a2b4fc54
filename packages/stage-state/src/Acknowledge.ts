/**
 * A drift that was read and accepted: what the stage is built on moves to what stands there now. Its own
 * document stays as it is, so nothing that is built on the stage itself becomes stale.
 */
import {
  type BuiltOn,
  changedSections,
  digestOf,
  normaliseTitle,
  type SignOff,
  type Stage,
} from "@idse/pipeline-artifacts";
import { parentBaseOf } from "./ParentDrift.ts";
import { baseOf, type Documents, type ParentDocuments, signedBase } from "./StageState.ts";
import type { Acknowledgement, StateRecord } from "./StateRecord.ts";

export interface Acknowledger {
  readonly by: string;
  readonly kind: "human" | "agent";
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly reason: string | null;
}

/** The record with the drift accepted, and the sections it was about; the same record where there is none. */
export interface Acknowledged {
  readonly state: StateRecord;
  readonly sections: ReadonlyArray<string>;
}

/** The sign-off of a stage, if it is for the document as it stands. */
export const standingSignOff = (
  state: StateRecord | null,
  stage: Stage,
  documents: Documents,
): SignOff | null => {
  const signOff = state?.stages[stage].sign_off ?? null;
  const document = documents.get(stage);
  return signOff !== null && document !== undefined && digestOf(document.text) === signOff.digest
    ? signOff
    : null;
};

/** Accepts what changed in an upstream stage of the same session. Null: the stage is not signed off as it stands. */
export const acknowledged = (
  state: StateRecord,
  stage: Stage,
  upstream: Stage,
  documents: Documents,
  who: Acknowledger,
): Acknowledged | null => {
  const signOff = standingSignOff(state, stage, documents);
  if (signOff === null) return null;
  const now = baseOf(upstream, documents);
  const sections = changedSections(signedBase(signOff, upstream)?.sections ?? [], now.sections);
  if (sections.length === 0) return { state, sections };
  const moved = withBase(state, stage, signOff, now);
  return { state: noted(moved, stage, { of: upstream, ...who, sections: [...sections] }), sections };
};

/** Accepts what changed in the parent's stage of the same name, whether the stage is signed off or not. */
export const parentAcknowledged = (
  state: StateRecord,
  stage: Stage,
  parent: ParentDocuments & { readonly uid: string },
  who: Acknowledger,
): Acknowledged => {
  const before = parentBaseOf(state, parent.session, stage);
  const now = baseOf(stage, parent.documents, parent.session);
  const sections = changedSections(before?.sections ?? [], now.sections);
  if (sections.length === 0) return { state, sections };
  const moved = withParentBase(state, stage, parent, now);
  return { state: noted(moved, stage, { of: "parent", ...who, sections: [...sections] }), sections };
};

/**
 * Moves some sections of what a stage is built on in the parent, and leaves drift of the others as it is:
 * for changes that this session itself made there. The same record where none of them had drifted.
 */
export const parentSectionsMoved = (
  state: StateRecord,
  stage: Stage,
  parent: ParentDocuments & { readonly uid: string },
  titles: ReadonlyArray<string>,
  who: Acknowledger,
): StateRecord => {
  const before = parentBaseOf(state, parent.session, stage) ?? baseOf(stage, new Map());
  const now = baseOf(stage, parent.documents, parent.session);
  const wanted = new Set(titles.map(normaliseTitle));
  const isWanted = (one: { readonly section: string }) => wanted.has(normaliseTitle(one.section));
  const drifted = changedSections(before.sections.filter(isWanted), now.sections.filter(isWanted));
  if (drifted.length === 0) return state;
  const kept = [...before.sections.filter((one) => !isWanted(one)), ...now.sections.filter(isWanted)];
  const order = new Map(now.sections.map((one, index) => [normaliseTitle(one.section), index]));
  const sections = kept.toSorted((a, b) => placeIn(order, a) - placeIn(order, b));
  // The digest of before still leads to the text of the sections that did not move.
  const digest = before.digest === undefined ? {} : { digest: before.digest };
  const whole = changedSections(sections, now.sections).length === 0;
  const base = whole ? now : { stage, session: parent.session, ...digest, sections };
  const moved = withParentBase(state, stage, parent, base);
  return noted(moved, stage, { of: "parent", ...who, sections: [...drifted] });
};

const placeIn = (order: ReadonlyMap<string, number>, { section }: { readonly section: string }): number =>
  order.get(normaliseTitle(section)) ?? order.size;

const noted = (state: StateRecord, stage: Stage, entry: Acknowledgement): StateRecord => ({
  ...state,
  stages: {
    ...state.stages,
    [stage]: {
      ...state.stages[stage],
      acknowledged: [...(state.stages[stage].acknowledged ?? []), entry],
    },
  },
});

/** An entry takes the place of the one for the same stage and session, or stands behind the others. */
const placed = (entries: ReadonlyArray<BuiltOn>, entry: BuiltOn): Array<BuiltOn> => {
  const isIt = (one: BuiltOn) => one.stage === entry.stage && one.session === entry.session;
  return entries.some(isIt) ? entries.map((one) => (isIt(one) ? entry : one)) : [...entries, entry];
};

const withBase = (state: StateRecord, stage: Stage, signOff: SignOff, base: BuiltOn): StateRecord => ({
  ...state,
  stages: {
    ...state.stages,
    [stage]: {
      ...state.stages[stage],
      sign_off: { ...signOff, built_on: placed(signOff.built_on, base) },
    },
  },
});

/** In the sign-off where there is one, and in what was recorded at spawn, which counts again if that is taken back. */
const withParentBase = (
  state: StateRecord,
  stage: Stage,
  parent: ParentDocuments & { readonly uid: string },
  base: BuiltOn,
): StateRecord => {
  const signOff = state.stages[stage].sign_off;
  const signed = signOff === null ? state : withBase(state, stage, signOff, base);
  const { session: _session, ...entry } = base;
  const recorded =
    state.parent?.session === parent.session
      ? state.parent
      : { session: parent.session, uid: parent.uid, sections: [] };
  return { ...signed, parent: { ...recorded, sections: placed(recorded.sections, entry) } };
};
