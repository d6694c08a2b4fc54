/**
 * A session against its parent: each of its stages is built on the parent's stage of the same name, as
 * that stood when the stage was signed off, or else when the session was spawned.
 */
import {
  type BuiltOn,
  changedSections,
  digestOfParts,
  normaliseTitle,
  type SectionFingerprint,
  type Stage,
  stages,
} from "@idse/pipeline-artifacts";
import { baseOf, type ParentDocuments, type StaleReason } from "./StageState.ts";
import type { StateRecord } from "./StateRecord.ts";

/**
 * What a stage is built on in the parent, or null where nothing is known of it: in records that were made
 * without a parent, or with another one.
 */
export const parentBaseOf = (state: StateRecord | null, parent: string, stage: Stage): BuiltOn | null => {
  const signed = state?.stages[stage].sign_off?.built_on.find((one) => one.session === parent);
  if (signed !== undefined) return signed;
  if (state?.parent?.session !== parent) return null;
  return state.parent.sections.find((one) => one.stage === stage) ?? null;
};

/** Stages whose sections in the parent are not those they were built on, in pipeline order. */
export const parentDriftOf = (
  state: StateRecord | null,
  { session, documents }: ParentDocuments,
): ReadonlyArray<StaleReason> =>
  parentDriftFrom(state, session, (stage) => baseOf(stage, documents).sections);

/** As `parentDriftOf`, where the fingerprints of the parent's sections are known without its documents. */
export const parentDriftFrom = (
  state: StateRecord | null,
  parent: string,
  sectionsNow: (stage: Stage) => ReadonlyArray<SectionFingerprint>,
): ReadonlyArray<StaleReason> =>
  stages.flatMap((stage) => {
    const base = parentBaseOf(state, parent, stage);
    if (base === null) return [];
    const sections = changedSections(base.sections, sectionsNow(stage));
    return sections.length === 0 ? [] : [{ stage, sections }];
  });

/**
 * Sections as one short word, by which two versions are compared without their texts: equal exactly
 * where `changedSections` names nothing.
 */
export const sectionsDigest = (sections: ReadonlyArray<SectionFingerprint>): string =>
  digestOfParts(
    sections.map(({ section, fingerprint }) => `${normaliseTitle(section)}\n${fingerprint}`).toSorted(),
  ).slice("sha256:".length, "sha256:".length + 16);

/** The `sectionsDigest` of what each stage is built on in the parent, or null where nothing is known of it. */
export const parentBaseDigests = (
  state: StateRecord | null,
  parent: string,
): Readonly<Record<Stage, string | null>> =>
  Object.fromEntries(
    stages.map((stage) => {
      const base = parentBaseOf(state, parent, stage);
      return [stage, base === null ? null : sectionsDigest(base.sections)];
    }),
  ) as Record<Stage, string | null>;
