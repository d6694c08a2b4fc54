/**
 * The fingerprint of a section: what a later stage was built on. A section is a second-level
 * heading with all below it; a first-level heading counts as one too where it follows such a section.
 * Line ends, trailing spaces, runs of blank lines, and a title's number and case do not count.
 */
import * as z from "zod";
import type { ArtifactDocument, Heading } from "./ArtifactDocument.ts";
import { digestOfParts, normaliseText } from "./Digest.ts";
import { normaliseTitle } from "./Title.ts";

export const SectionFingerprint = z.object({
  /** The section's title; the empty string is what stands before the first section. */
  section: z.string(),
  /** `fp1:` and 64 hex digits; the prefix names this way of computing it. */
  fingerprint: z.string(),
});
export type SectionFingerprint = z.infer<typeof SectionFingerprint>;

const normaliseBody = (text: string): string =>
  normaliseText(text)
    .normalize("NFC")
    // Looking back first keeps a long run of blanks inside a line from costing its square.
    .replace(/(?<![ \t])[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Of a section with this title and this text below its heading. */
export const sectionFingerprint = (title: string, body: string): string =>
  digestOfParts([normaliseTitle(title), normaliseBody(body)]).replace(/^sha256:/, "fp1:");

/** A stretch of a document that is fingerprinted by itself; all of them together are the whole text. */
export interface OuterSection {
  /** As in its fingerprint: two sections of one title are told apart by a count, `Notes`, `Notes (2)`. */
  readonly section: string;
  /** Null for what stands before the first section. */
  readonly heading: Heading | null;
  /** Offsets: where it begins, its heading among it; where its heading ends; where the next section begins. */
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** In document order. What stands before the first section is left out where it is blank. */
export const outerSectionsOf = (document: ArtifactDocument): ReadonlyArray<OuterSection> => {
  const outer = document.sections.filter((section) => section.heading.depth <= 2);
  const first = outer.findIndex((section) => section.heading.depth === 2);
  const sections = first < 0 ? [] : outer.slice(first);
  const startOf = (index: number): number =>
    sections[index]?.heading.range.start.offset ?? document.text.length;
  const unusedTitle = titleNamer();
  const named = sections.map(({ heading }, index) => ({
    section: unusedTitle(heading.text),
    heading,
    start: startOf(index),
    bodyStart: heading.range.end.offset,
    end: startOf(index + 1),
  }));
  const preamble = { section: "", heading: null, start: 0, bodyStart: 0, end: startOf(0) };
  return normaliseBody(document.text.slice(0, preamble.end)) === "" ? named : [preamble, ...named];
};

/** Fingerprints in document order. */
export const sectionFingerprintsOf = (document: ArtifactDocument): ReadonlyArray<SectionFingerprint> =>
  outerSectionsOf(document).map(({ section, heading, bodyStart, end }) => ({
    section,
    fingerprint: sectionFingerprint(heading?.text ?? "", document.text.slice(bodyStart, end)),
  }));

/** Names each title once, by the lowest count not yet taken. */
const titleNamer = (): ((title: string) => string) => {
  const seen = new Set([""]);
  const nextCount = new Map<string, number>();
  return (title) => {
    let name = title;
    if (seen.has(normaliseTitle(title))) {
      const key = normaliseTitle(`${title} (2)`);
      let count = nextCount.get(key) ?? 2;
      while (seen.has(normaliseTitle(`${title} (${count})`))) count++;
      nextCount.set(key, count + 1);
      name = `${title} (${count})`;
    }
    seen.add(normaliseTitle(name));
    return name;
  };
};

/**
 * The titles whose fingerprint differs, appeared or went, in the order of `now`, then of `then`.
 * A section that only got another number or other capitals is the same section.
 */
export const changedSections = (
  then: ReadonlyArray<SectionFingerprint>,
  now: ReadonlyArray<SectionFingerprint>,
): ReadonlyArray<string> => {
  const before = new Map(then.map((one) => [normaliseTitle(one.section), one.fingerprint]));
  const after = new Set(now.map((one) => normaliseTitle(one.section)));
  return [
    ...now
      .filter((one) => before.get(normaliseTitle(one.section)) !== one.fingerprint)
      .map((one) => one.section),
    ...then.filter((one) => !after.has(normaliseTitle(one.section))).map((one) => one.section),
  ];
};
