/** One section of a document given another text, and nothing else of the document. */
import {
  ArtifactDocument,
  normaliseText,
  normaliseTitle,
  type OuterSection,
  outerSectionsOf,
  sectionFingerprint,
  sectionFingerprintsOf,
} from "@idse/pipeline-artifacts";

export type SectionMerge =
  | {
      readonly _tag: "Merged";
      readonly document: ArtifactDocument;
      readonly outcome: "replaced" | "appended";
    }
  | { readonly _tag: "Unchanged" }
  /** The section is not what the proposal was made for. */
  | { readonly _tag: "Moved" }
  /** The text would reach beyond its section, as an unclosed code fence does. */
  | { readonly _tag: "Spills" };

export interface SectionProposal {
  readonly section: string;
  /** What is to stand below the heading. */
  readonly body: string;
  /** The section's fingerprint when the proposal was made; null where there was none. */
  readonly base: string | null;
}

const lineEndOf = (text: string): string => (/\r\n/.test(text) && !/[^\r]\n/.test(text) ? "\r\n" : "\n");

export const mergeSection = (target: ArtifactDocument, proposal: SectionProposal): SectionMerge => {
  const title = normaliseTitle(proposal.section);
  const isIt = (one: { readonly section: string }) => normaliseTitle(one.section) === title;
  const at = outerSectionsOf(target).find(isIt);
  const now = sectionFingerprintsOf(target).find(isIt)?.fingerprint ?? null;
  const wanted = sectionFingerprint(at?.heading?.text ?? proposal.section, proposal.body);
  if (now === wanted) return { _tag: "Unchanged" };
  if (now !== proposal.base) return { _tag: "Moved" };
  const document = new ArtifactDocument(
    at === undefined ? appended(target.text, proposal) : replaced(target.text, at, proposal.body),
  );
  if (!standsAlone(target, document, title, wanted)) return { _tag: "Spills" };
  return { _tag: "Merged", document, outcome: at === undefined ? "appended" : "replaced" };
};

const bodyIn = (lineEnd: string, body: string): string =>
  normaliseText(body)
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd()
    .replaceAll("\n", lineEnd);

const replaced = (text: string, { bodyStart, end }: OuterSection, body: string): string => {
  const line = lineEndOf(text);
  const below = bodyIn(line, body);
  return [
    text.slice(0, bodyStart),
    below === "" ? line : `${line}${line}${below}${line}`,
    end < text.length ? line : "",
    text.slice(end),
  ].join("");
};

const appended = (text: string, { section, body }: SectionProposal): string => {
  const line = lineEndOf(text);
  return `${text.trimEnd()}${line}${line}## ${section}${line}${line}${bodyIn(line, body)}${line}`;
};

/** Every other section is what it was, in its order, and the one is what was wanted. */
const standsAlone = (
  before: ArtifactDocument,
  after: ArtifactDocument,
  title: string,
  wanted: string,
): boolean => {
  const told = (document: ArtifactDocument) =>
    sectionFingerprintsOf(document).map(({ section, fingerprint }) => [normaliseTitle(section), fingerprint]);
  const expected = told(before).map(([name, fingerprint]) => [name, name === title ? wanted : fingerprint]);
  if (!expected.some(([name]) => name === title)) expected.push([title, wanted]);
  return JSON.stringify(told(after)) === JSON.stringify(expected);
};
