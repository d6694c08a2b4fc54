/** Names by which one section is meant from elsewhere: the fragment of a link, and a proposal to change it. */
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import { type OuterSection, outerSectionsOf } from "./SectionFingerprint.ts";
import { normaliseTitle } from "./Title.ts";

const hyphenated = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");

/** A title as GitHub and editors make it the fragment of a link, its number left out: `2. The Scope` is `the-scope`. */
export const sectionSlug = (title: string): string => hyphenated(normaliseTitle(title));

/** The same from a link's fragment, whose number has lost its point: `#2-the-scope`. */
export const fragmentSlug = (fragment: string): string => {
  let plain = fragment;
  try {
    plain = decodeURIComponent(fragment);
  } catch {
    // A stray percent sign stands for itself.
  }
  return hyphenated(plain.trim()).replace(/^\d+-(?=.)/, "");
};

/** A section that holds the whole new text of a section of the blueprint: `## Blueprint: Scope`. */
export interface ProposedSection {
  /** The title it is to have there, as it stands here. */
  readonly section: string;
  readonly at: OuterSection;
  /** What stands below the heading. */
  readonly body: string;
}

const proposal = /^blueprint\s*:/;

export const proposedSectionsOf = (document: ArtifactDocument): ReadonlyArray<ProposedSection> => {
  // Cheap beside making sections of a document, which few ask for it with a proposal inside.
  if (!/blueprint\s*:/i.test(document.text)) return [];
  return outerSectionsOf(document).flatMap((at) => {
    if (at.heading?.depth !== 2 || !proposal.test(normaliseTitle(at.heading.text))) return [];
    const section = at.heading.text.slice(at.heading.text.indexOf(":") + 1).trim();
    if (section === "") return [];
    return [{ section, at, body: document.text.slice(at.bodyStart, at.end) }];
  });
};
