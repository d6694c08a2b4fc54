/** A stage document as a witness: what it says that its template did not, and whether another says all the same. */
import {
  ArtifactDocument,
  type Digest,
  fillTemplate,
  type Stage,
  type TemplateNames,
} from "@idse/pipeline-artifacts";
import { copyDigest, letters, unspaced } from "./Comparison.ts";
import type { SourceReading } from "./GateEvidence.ts";
import { type Sentence, sentencesOf } from "./Sentence.ts";

export interface Witness {
  readonly session: string;
  readonly stage: Stage;
  /** Equal for all copies of one document. */
  readonly copy: Digest;
  /** By statement, each as it first stands. None where the document is as its template left it. */
  readonly says: ReadonlyMap<string, Sentence>;
}

/** Shorter ones are titles, names and "None yet". */
const fewestWords = 4;

/** Where no blanks part words, a character counts as one. */
const wordsIn = (statement: string): number =>
  statement
    .split(" ")
    .reduce((sum, word) => sum + (unspaced.test(word) ? word.length : Number(letters.test(word))), 0);

export const witnessOf = (
  { session, stage, document, untouched }: Omit<SourceReading, "signOff" | "named">,
  boilerplate: ReadonlySet<string>,
): Witness => {
  const says = new Map<string, Sentence>();
  for (const sentence of untouched ? [] : sentencesOf(document)) {
    const { statement } = sentence;
    if (!says.has(statement) && !boilerplate.has(statement) && wordsIn(statement) >= fewestWords)
      says.set(statement, sentence);
  }
  return { session, stage, copy: copyDigest(document), says };
};

/** What templates say, in documents that were made from them with these names. */
export const boilerplateOf = (
  templates: ReadonlyArray<string>,
): ((names: TemplateNames) => ReadonlySet<string>) => {
  const sentences = templates.flatMap((text) => sentencesOf(new ArtifactDocument(text)));
  const fixed = new Set(sentences.map(({ statement }) => statement));
  const filled = sentences.map(({ text }) => text).filter((text) => text.includes("{{"));
  return (names) =>
    filled.length === 0
      ? fixed
      : new Set([
          ...fixed,
          ...filled
            .flatMap((text) => sentencesOf(new ArtifactDocument(fillTemplate(text, names))))
            .map(({ statement }) => statement),
        ]);
};
