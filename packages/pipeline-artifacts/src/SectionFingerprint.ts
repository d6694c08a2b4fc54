/**
 * The fingerprint of a section: what a later stage was built on. A section is a second-level
 * heading with all below it; a first-level heading counts as one too where it follows such a section.
 * Line ends, trailing spaces, runs of blank lines, and a title's number and case do not count.
 */
import * as z from "zod";
import { type ArtifactDocument, normaliseTitle } from "./ArtifactDocument.ts";
import { digestOfParts, normaliseText } from "./Digest.ts";

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
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

const fingerprint = (title: string, body: string): string =>
  digestOfParts([normaliseTitle(title), normaliseBody(body)]).replace(/^sha256:/, "fp1:");

/** Fingerprints in document order. Two sections of one title are told apart by a count: `Notes`, `Notes (2)`. */
export const sectionFingerprintsOf = (document: ArtifactDocument): ReadonlyArray<SectionFingerprint> => {
  const outer = document.sections.filter((section) => section.heading.depth <= 2);
  const first = outer.findIndex((section) => section.heading.depth === 2);
  const sections = first < 0 ? [] : outer.slice(first);
  const textBetween = (start: number | undefined, end: number | undefined) => document.text.slice(start, end);
  const preamble = textBetween(0, sections[0]?.heading.range.start.offset);
  const seen = new Set([""]);
  const named = sections.map(({ heading }, index) => ({
    section: unusedTitle(heading.text, seen),
    fingerprint: fingerprint(
      heading.text,
      textBetween(heading.range.end.offset, sections[index + 1]?.heading.range.start.offset),
    ),
  }));
  return normaliseBody(preamble) === ""
    ? named
    : [{ section: "", fingerprint: fingerprint("", preamble) }, ...named];
};

const unusedTitle = (title: string, seen: Set<string>): string => {
  let name = title;
  for (let count = 2; seen.has(normaliseTitle(name)); count++) name = `${title} (${count})`;
  seen.add(normaliseTitle(name));
  return name;
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
