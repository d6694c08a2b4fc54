/**
 * When a document says a statement: in running text, whatever its line breaks, capitals, emphasis and the
 * punctuation around it. A sentence that denies it before it comes to it does not say it.
 */
import { ArtifactDocument } from "@idse/pipeline-artifacts";
import { bare, compared, letters, oneLine, unspaced } from "./Comparison.ts";
import { type Passage, passagesOf } from "./Passage.ts";
import { perDocument } from "./PerDocument.ts";
import { sentenceEnd, sentenceStart } from "./Sentence.ts";

/** Where a statement stands, with the sentence that holds it. */
export interface StatementPlace {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

/** A statement as it is compared: equal for texts that say the same words. */
export const statementOf = (text: string): string =>
  bare(
    compared(
      passagesOf(new ArtifactDocument(text))
        .map((passage) => passage.text)
        .join(" "),
    ).text,
  );

/** Where a document first says a statement, or null where it nowhere does. */
export const placeOfStatement = (document: ArtifactDocument, text: string): StatementPlace | null =>
  placeSaying(document, statementOf(text));

/** The same of a statement as it is compared. */
export const placeSaying = (document: ArtifactDocument, statement: string): StatementPlace | null => {
  if (statement === "") return null;
  for (const said of saidIn(document)) {
    const place = said.text.includes(statement) ? placeIn(said.passage, statement) : null;
    if (place !== null) return place;
  }
  return null;
};

const saidIn = perDocument((document) =>
  passagesOf(document).map((passage) => ({ passage, text: compared(passage.text).text })),
);

/** The passage that covers a line, as one that was chosen by its place; null where no running text stands there. */
export const placeAtLine = (document: ArtifactDocument, line: number): StatementPlace | null => {
  const covering = passagesOf(document).filter((one) => one.firstLine <= line && line <= one.lastLine);
  const sentence = oneLine(covering.map((one) => one.text).join(" | "));
  return sentence === "" ? null : { line, sentence };
};

const placeIn = (passage: Passage, statement: string): StatementPlace | null => {
  const { text, from } = compared(passage.text);
  for (let start = text.indexOf(statement); start >= 0; start = text.indexOf(statement, start + 1)) {
    const end = start + statement.length;
    if (!standsAlone(text, start, end)) continue;
    const opening = sentenceStart(text, start);
    if (denial.test(text.slice(opening, start))) continue;
    const first = from[opening] ?? 0;
    const behind = from[sentenceEnd(text, end)];
    return {
      line: passage.lineAt(from[start] ?? 0),
      sentence: oneLine(passage.text.slice(first, behind)),
    };
  }
  return null;
};

/** Words by which an English sentence takes back what follows. */
const denial = /\b(?:not|never|cannot|no longer|nobody|neither|nor)\b|n't\b/;

const joined = (left: string, right: string): boolean =>
  letters.test(left) && letters.test(right) && !unspaced.test(left) && !unspaced.test(right);

/** No part of a longer word or number. */
const standsAlone = (text: string, start: number, end: number): boolean =>
  !joined(text.charAt(start - 1), text.charAt(start)) &&
  !joined(text.charAt(end - 1), text.charAt(end)) &&
  !(/\p{N}/u.test(text.charAt(end - 1)) && /^[.,]\p{N}/u.test(text.slice(end, end + 2)));
