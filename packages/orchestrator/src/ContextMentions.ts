/** Which sections are spoken of where work on a stage is to be done: by findings, by references, by what changed. */
import { type Finding, isCounted } from "@idse/constitution-rules";
import {
  type ArtifactDocument,
  fragmentSlug,
  type IdentifierScheme,
  identifiersOf,
  outerSectionsOf,
  type Stage,
} from "@idse/pipeline-artifacts";
import { pathOf } from "@idse/project-workspace";
import type { Examination } from "@idse/validation-engine";
import { type ContextDocument, sectionKey } from "./ContextSections.ts";
import type { ReadState } from "./Reading.ts";

export interface Spoken {
  readonly project: string;
  readonly session: string;
  readonly parent: string | null;
  readonly stage: Stage;
  /** The stage's own document; undefined where there is none. */
  readonly document: ArtifactDocument | undefined;
  readonly findings: ReadonlyArray<Finding>;
  readonly states: ReadonlyArray<ReadState>;
  readonly examination: Pick<Examination, "links" | "references" | "proposals">;
  readonly scheme: IdentifierScheme;
}

/** Keys of sections, as `sectionKey` has them. */
export const mentionedSections = (
  spoken: Spoken,
  documents: ReadonlyArray<ContextDocument>,
): ReadonlySet<string> => {
  const findings = spoken.findings.filter(isCounted);
  return new Set([
    ...documents.flatMap((one) => [
      ...withFindings(one, findings),
      ...withIdentifiers(one, wantedIn(spoken, one), spoken.scheme),
      ...linkedTo(one, spoken),
    ]),
    ...changed(spoken),
    ...proposed(spoken),
  ]);
};

const withFindings = (
  { session, stage, document, own }: ContextDocument,
  findings: ReadonlyArray<Finding>,
): ReadonlyArray<string> => {
  const lines = own ? findings.flatMap((one) => (one.stage === stage ? [one.line ?? 1] : [])) : [];
  if (lines.length === 0) return [];
  return outerSectionsOf(document).flatMap(({ section, start, end }) => {
    const from = document.lines.pointAt(start).line;
    const to = document.lines.pointAt(Math.max(start, end - 1)).line;
    return lines.some((line) => from <= line && line <= to) ? [sectionKey(session, stage, section)] : [];
  });
};

/** The identifiers that are spoken of: plain ones are the session's own, those of the parent are named with it. */
const wantedIn = (
  { project, document, stage, examination, scheme }: Spoken,
  { own, session }: ContextDocument,
): ReadonlySet<string> => {
  if (!own) {
    return new Set(
      examination.references
        .filter((one) => one.project === project && one.session === session)
        .map((one) => one.identifier),
    );
  }
  if (document === undefined) return new Set();
  const { definitions, references } = identifiersOf(document, stage, scheme);
  return new Set([...definitions, ...references].map((one) => one.id));
};

const withIdentifiers = (
  { session, stage, document }: ContextDocument,
  wanted: ReadonlySet<string>,
  scheme: IdentifierScheme,
): ReadonlyArray<string> =>
  wanted.size === 0
    ? []
    : identifiersOf(document, stage, scheme)
        .definitions.filter((one) => wanted.has(one.id))
        .map((one) => sectionKey(session, stage, one.section));

/** From the stage's own document; into the parent from any document of the session. */
const linkedTo = (
  { session, stage, own }: ContextDocument,
  { project, examination, stage: at }: Spoken,
): ReadonlyArray<string> => {
  const path = pathOf({ project, session, kind: stage });
  return examination.links.flatMap((one) =>
    one.target === path && one.fragment !== null && (one.stage === at || !own)
      ? [sectionKey(session, stage, fragmentSlug(one.fragment))]
      : [],
  );
};

const changed = ({ session, stage, states }: Spoken): ReadonlyArray<string> =>
  states
    .filter((one) => one.stage === stage)
    .flatMap((one) => one.staleBecause)
    .flatMap((one) => one.sections.map((section) => sectionKey(one.session ?? session, one.stage, section)));

const proposed = ({ parent, examination }: Spoken): ReadonlyArray<string> =>
  parent === null ? [] : examination.proposals.map((one) => sectionKey(parent, one.stage, one.section));
