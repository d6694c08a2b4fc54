/** When a heading counts for a section that a rule asks for. */
import { type ArtifactDocument, normaliseTitle, type Section } from "@idse/pipeline-artifacts";
import type { ExaminedRules } from "../Examination.ts";

/** Whole, or as the opening words: `Success Criteria (measurable)` counts for `Success Criteria`. */
const opensWith = (heading: string, wanted: string): boolean =>
  heading === wanted || (heading.startsWith(wanted) && !/[\p{L}\p{N}]/u.test(heading.charAt(wanted.length)));

/** Titles as headings are compared, with those that the repository gives them beside. */
const withAliases = (
  titles: ReadonlyArray<string>,
  { sectionAliases }: Pick<ExaminedRules, "sectionAliases">,
): ReadonlyArray<string> => {
  const wanted = new Set(titles.map(normaliseTitle));
  const also = Object.entries(sectionAliases).flatMap(([title, aliases]) =>
    wanted.has(normaliseTitle(title)) ? aliases.map(normaliseTitle) : [],
  );
  return [...wanted, ...also].filter((title) => title !== "");
};

/** Sections under one of these titles, or under another name that the repository has for one. */
export const sectionsTitled = (
  document: ArtifactDocument,
  titles: ReadonlyArray<string>,
  words: Pick<ExaminedRules, "sectionAliases">,
): ReadonlyArray<Section> => {
  const wanted = withAliases(titles, words);
  return document.sections.filter((section) => {
    const heading = normaliseTitle(section.heading.text);
    return wanted.some((title) => opensWith(heading, title));
  });
};

/** What the repository calls a section: its own first name for it, where it has one. */
export const titleHere = (title: string, { sectionAliases }: Pick<ExaminedRules, "sectionAliases">): string =>
  Object.entries(sectionAliases).find(([one]) => normaliseTitle(one) === normaliseTitle(title))?.[1][0] ??
  title;
