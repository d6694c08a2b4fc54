/**
 * The overlap radar: open sessions that work on one section of another session are named before the work
 * is done. Linear in what is said: those of one section share one value.
 */
import { type Stage, sectionSlug, stageOrder } from "@idse/pipeline-artifacts";

/** Where a session speaks of a section of another one. */
export interface Mention {
  /** `project/session` of the other one. */
  readonly base: string;
  readonly stage: Stage;
  /** Its title, or the slug of it where the title is not known. */
  readonly section: string;
  /** Builds on it by naming it, or proposes another text for it. */
  readonly how: "cites" | "changes";
  readonly at: {
    readonly stage: Stage;
    readonly path: string;
    readonly line: number;
    readonly column: number;
  };
}

export interface SessionWork {
  readonly project: string;
  readonly session: string;
  /** Work on it is not done. */
  readonly open: boolean;
  readonly mentions: ReadonlyArray<Mention>;
}

/** A session among those that work on a section; `changes` if any of its places does. */
export interface Involved {
  readonly project: string;
  readonly session: string;
  readonly how: Mention["how"];
  readonly places: ReadonlyArray<Mention["at"] & { readonly how: Mention["how"] }>;
}

/** One section that at least two open sessions work on. */
export interface Overlap {
  readonly base: string;
  readonly stage: Stage;
  readonly section: string;
  /** Those that change it first, then by name. */
  readonly sessions: ReadonlyArray<Involved>;
}

const keyOf = ({ project, session }: { readonly project: string; readonly session: string }): string =>
  `${project}/${session}`;

interface Gathered {
  readonly base: string;
  readonly stage: Stage;
  section: string;
  readonly sessions: Map<
    string,
    Involved & { how: Mention["how"]; readonly places: Array<Involved["places"][number]> }
  >;
}

const gather = (sessions: Iterable<SessionWork>): ReadonlyArray<Gathered> => {
  const found = new Map<string, Gathered>();
  const slugs = new Map<string, string>();
  const slugOf = (section: string): string => {
    const known = slugs.get(section);
    if (known !== undefined) return known;
    const slug = sectionSlug(section);
    slugs.set(section, slug);
    return slug;
  };
  for (const { project, session, open, mentions } of sessions) {
    if (!open) continue;
    const self = keyOf({ project, session });
    for (const { base, stage, section, how, at } of mentions) {
      if (base === self) continue;
      const slug = slugOf(section);
      const key = `${base}\n${stage}\n${slug}`;
      const gathered: Gathered = found.get(key) ?? { base, stage, section, sessions: new Map() };
      found.set(key, gathered);
      // A title tells more than its slug.
      if (gathered.section === slug) gathered.section = section;
      const own = gathered.sessions.get(self) ?? { project, session, how, places: [] };
      gathered.sessions.set(self, own);
      if (how === "changes") own.how = how;
      own.places.push({ ...at, how });
    }
  }
  return [...found.values()];
};

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byWeight = (a: Involved, b: Involved): number =>
  (a.how === "changes" ? 0 : 1) - (b.how === "changes" ? 0 : 1) || byName(keyOf(a), keyOf(b));

const byPlace = (a: Mention["at"], b: Mention["at"]): number =>
  stageOrder(a.stage) - stageOrder(b.stage) || a.line - b.line || a.column - b.column;

/** Every overlap, by base, stage and section. */
export const overlapsOf = (sessions: Iterable<SessionWork>): ReadonlyArray<Overlap> =>
  gather(sessions)
    .filter((one) => one.sessions.size > 1)
    .map(({ sessions: involved, ...one }) => {
      const sessions = [...involved.values()].sort(byWeight);
      for (const { places } of sessions) places.sort(byPlace);
      return { ...one, sessions };
    })
    .sort(
      (a, b) =>
        byName(a.base, b.base) ||
        stageOrder(a.stage) - stageOrder(b.stage) ||
        byName(sectionSlug(a.section), sectionSlug(b.section)),
    );
