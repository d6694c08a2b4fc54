/** Sessions' readings as the overlap radar wants them, and its answers as facts for a validation. */
import { fragmentSlug, isStage, type Stage } from "@idse/pipeline-artifacts";
import { refOfPath } from "@idse/project-workspace";
import { type Involved, type Mention, type Overlap, overlapsOf, type SessionWork } from "@idse/session-graph";
import type { Examination, OverlapFact } from "@idse/validation-engine";
import type { SessionReading } from "./Reading.ts";

/** Where a session defines an identifier. */
export type SectionOf = (
  base: string,
  identifier: string,
) => { readonly stage: Stage; readonly section: string } | undefined;

const keyOf = (project: string, session: string): string => `${project}/${session}`;

/** `.idse/projects/P/sessions/S/specs/spec.md` as session and stage. */
const stageDocumentAt = (path: string): { readonly base: string; readonly stage: Stage } | undefined => {
  const ref = refOfPath(path);
  return ref === null || ref.session === null || !isStage(ref.kind)
    ? undefined
    : { base: keyOf(ref.project, ref.session), stage: ref.kind };
};

const placeIn = ({ stage, path, line, column }: Mention["at"]): Mention["at"] => ({
  stage,
  path,
  line,
  column,
});

/** What an examined session says of sections of others: by identifier, by link, by proposal. */
export const mentionsOf = (
  { project, references, links, proposals }: Examination,
  parent: string | null,
  sectionOf: SectionOf,
): ReadonlyArray<Mention> => [
  ...proposals.flatMap(
    (one): ReadonlyArray<Mention> =>
      parent === null
        ? []
        : [
            {
              base: keyOf(project, parent),
              stage: one.stage,
              section: one.section,
              how: "changes",
              at: placeIn(one),
            },
          ],
  ),
  ...references.flatMap((one): ReadonlyArray<Mention> => {
    const base = keyOf(one.project, one.session);
    const defined = sectionOf(base, one.identifier);
    return defined === undefined ? [] : [{ base, ...defined, how: "cites", at: placeIn(one) }];
  }),
  ...links.flatMap((one): ReadonlyArray<Mention> => {
    const target = one.fragment === null ? undefined : stageDocumentAt(one.target);
    return target === undefined || one.fragment === null
      ? []
      : [{ ...target, section: fragmentSlug(one.fragment), how: "cites", at: placeIn(one) }];
  }),
];

const openStatuses: ReadonlyArray<string | undefined> = ["draft", "in_progress", "review"];

export const isOpen = ({ head }: SessionReading): boolean => openStatuses.includes(head?.status);

/** Where identifiers are defined in these sessions, made for a session when it is first asked for. */
export const sectionsIn = (readings: Iterable<SessionReading>): SectionOf => {
  const bySession = new Map<string, SessionReading>();
  for (const reading of readings) bySession.set(keyOf(reading.project, reading.id), reading);
  const indexes = new Map<string, ReturnType<typeof indexOf>>();
  return (base, identifier) => {
    let index = indexes.get(base);
    if (index === undefined) {
      index = indexOf(bySession.get(base)?.examination.definitions ?? []);
      indexes.set(base, index);
    }
    return index.get(identifier);
  };
};

const indexOf = (definitions: Examination["definitions"]) =>
  new Map(
    definitions.flatMap(({ stage, section, identifiers }) =>
      identifiers.map((identifier) => [identifier, { stage, section }] as const),
    ),
  );

const hasWord = ({ examination: { proposals, references, links } }: SessionReading): boolean =>
  proposals.length + references.length + links.length > 0;

const workOf = (reading: SessionReading, sectionOf: SectionOf): SessionWork => ({
  project: reading.project,
  session: reading.id,
  open: isOpen(reading),
  mentions: hasWord(reading)
    ? mentionsOf(reading.examination, reading.head?.parent_session ?? null, sectionOf)
    : [],
});

/** The overlaps among sessions; what they cite should be among them too. */
export const overlapsAmong = (readings: ReadonlyArray<SessionReading>): ReadonlyArray<Overlap> => {
  const sectionOf = sectionsIn(readings);
  return overlapsOf(readings.map((reading) => workOf(reading, sectionOf)));
};

/** How many others a finding names. */
const named = 3;

/** What each session, `project/session`, is told of its overlaps. */
export const overlapFactsIn = (
  overlaps: ReadonlyArray<Overlap>,
): ReadonlyMap<string, ReadonlyArray<OverlapFact>> => {
  const facts = new Map<string, Array<OverlapFact>>();
  for (const overlap of overlaps) {
    for (const own of overlap.sessions) {
      const key = keyOf(own.project, own.session);
      const told = facts.get(key);
      if (told === undefined) facts.set(key, [factOf(overlap, own)]);
      else told.push(factOf(overlap, own));
    }
  }
  return facts;
};

/** Looks at the first few only, so that many sessions on one section cost no more than a few. */
const factOf = ({ base, stage, section, sessions }: Overlap, own: Involved): OverlapFact => {
  const nameOf = (one: Involved): string =>
    one.project === own.project ? one.session : keyOf(one.project, one.session);
  const others = sessions
    .slice(0, named + 1)
    .filter((one) => one !== own)
    .slice(0, named);
  return {
    base,
    stage,
    section,
    others: others.map(nameOf),
    more: sessions.length - 1 - others.length,
    // Those that change it stand first.
    changedBy: sessions
      .slice(0, named)
      .filter((one) => one.how === "changes")
      .map((one) => (one === own ? "this session" : nameOf(one))),
    at: placeOf(own),
  };
};

/** Where it changes the section, else where it first cites it. */
const placeOf = ({ how, places }: Involved): OverlapFact["at"] => {
  const place = places.find((one) => one.how === how);
  if (place === undefined) throw new Error("an overlap without a place");
  return placeIn(place);
};
