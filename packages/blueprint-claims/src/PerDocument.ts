/** What is asked of one document again and again, while many claims are held against it. */
import { type ArtifactDocument, type Digest, digestOf, openMarkersOf } from "@idse/pipeline-artifacts";

/** The same question, of each document answered once. */
export const perDocument = <A extends NonNullable<unknown>>(
  answer: (document: ArtifactDocument) => A,
): ((document: ArtifactDocument) => A) => {
  const known = new WeakMap<ArtifactDocument, A>();
  return (document) => {
    const before = known.get(document);
    if (before !== undefined) return before;
    const found = answer(document);
    known.set(document, found);
    return found;
  };
};

export const documentDigest: (document: ArtifactDocument) => Digest = perDocument(({ text }) =>
  digestOf(text),
);

export const hasOpenPlace = perDocument((document) => openMarkersOf(document).length > 0);
