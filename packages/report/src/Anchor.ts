/** Names of places in the page. Each begins with a word and a slash, so that none is taken for a name of ours. */
import { fragmentSlug, type Stage, sectionSlug } from "@idse/pipeline-artifacts";

export type Anchor = string;

/** As it stands in `id` and, with a hash before it, in `href`. */
const part = (text: string): string => encodeURIComponent(text.toWellFormed());

export const sessionAnchor = (session: string): Anchor => `session/${part(session)}`;

export const stageAnchor = (session: string, stage: Stage): Anchor => `${sessionAnchor(session)}/${stage}`;

export const findingsAnchor = (session: string): Anchor => `findings/${part(session)}`;

/** Anchors of a document's headings, in order: a title that comes again has a number. */
export const headingAnchors = (base: Anchor): ((title: string) => Anchor) => {
  const used = new Map<string, number>();
  return (title) => {
    const slug = sectionSlug(title) || "section";
    const count = used.get(slug) ?? 0;
    used.set(slug, count + 1);
    return `${base}/${part(count === 0 ? slug : `${slug}-${count}`)}`;
  };
};

/** Where a fragment of a link into that document leads. */
export const fragmentAnchor = (base: Anchor, fragment: string): Anchor =>
  `${base}/${part(fragmentSlug(fragment))}`;
