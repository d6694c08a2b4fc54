/** When a heading counts for a section that a rule asks for. */
import { type ArtifactDocument, normaliseTitle, type Section } from "@idse/pipeline-artifacts";

/** Whole, or as the opening words: `Success Criteria (measurable)` counts for `Success Criteria`. */
const opensWith = (heading: string, wanted: string): boolean =>
  heading === wanted || (heading.startsWith(wanted) && !/[\p{L}\p{N}]/u.test(heading.charAt(wanted.length)));

export const sectionsTitled = (
  document: ArtifactDocument,
  titles: ReadonlyArray<string>,
): ReadonlyArray<Section> => {
  const wanted = titles.map(normaliseTitle);
  return document.sections.filter((section) => {
    const heading = normaliseTitle(section.heading.text);
    return wanted.some((title) => opensWith(heading, title));
  });
};
