/**
 * When a document says a statement: in running text, whatever its line breaks, capitals, emphasis and the
 * punctuation around it. A sentence that denies it before it comes to it does not say it.
 */
import { ArtifactDocument, digestOf } from "@idse/pipeline-artifacts";
import { type Passage, passagesOf } from "./Passage.ts";

/** Where a statement stands, with the sentence that holds it. */
export interface StatementPlace {
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
}

interface Compared {
  readonly text: string;
  /** For each unit of `text`, where it comes from. */
  readonly from: ReadonlyArray<number>;
}

const plainForms: Readonly<Record<string, string>> = {
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u2013": "-",
  "\u2014": "-",
};

/** As two texts in Unicode's composed form are compared. */
const compared = (text: string): Compared => {
  let shown = "";
  const from: Array<number> = [];
  let blank = false;
  let at = 0;
  for (const character of text) {
    const start = at;
    at += character.length;
    if (/[*_`~\u00ad\u200b]/.test(character)) continue;
    if (/\s/.test(character)) {
      blank = shown !== "";
      continue;
    }
    const form = (plainForms[character] ?? character).normalize("NFKC").toLowerCase();
    const added = blank ? ` ${form}` : form;
    blank = false;
    shown += added;
    for (let unit = 0; unit < added.length; unit++) from.push(start);
  }
  return { text: shown, from };
};

const around = /^[\s.,;:!?\u2026"'()[\]{}-]+|[\s.,;:!?\u2026"'()[\]{}-]+$/g;

/** A statement as it is compared: equal for texts that say the same words. */
export const statementOf = (text: string): string =>
  compared(
    passagesOf(new ArtifactDocument(text))
      .map((passage) => passage.text)
      .join(" "),
  ).text.replace(around, "");

/** Plain text as it is compared. */
export const comparable = (text: string): string => compared(text.normalize("NFC")).text;

/** One digest for all copies of a text, whatever their layout, capitals and emphasis. */
export const copyDigest = (text: string): string => digestOf(comparable(text));

/** Where a document first says a statement, or null where it nowhere does. */
export const placeOfStatement = (document: ArtifactDocument, text: string): StatementPlace | null => {
  const statement = statementOf(text);
  if (statement === "") return null;
  for (const passage of passagesOf(document)) {
    const place = placeIn(passage, statement);
    if (place !== null) return place;
  }
  return null;
};

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

const letters = /[\p{L}\p{N}]/u;
/** Scripts that set no blank between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const joined = (left: string, right: string): boolean =>
  letters.test(left) && letters.test(right) && !unspaced.test(left) && !unspaced.test(right);

/** No part of a longer word or number. */
const standsAlone = (text: string, start: number, end: number): boolean =>
  !joined(text.charAt(start - 1), text.charAt(start)) &&
  !joined(text.charAt(end - 1), text.charAt(end)) &&
  !(/\p{N}/u.test(text.charAt(end - 1)) && /^[.,]\p{N}/u.test(text.slice(end, end + 2)));

const sentenceStart = (text: string, at: number): number => {
  const before = text.slice(0, at);
  const last = [...before.matchAll(/[.!?;\u2026]["')\]]* |[\u3002\uff01\uff1f]/g)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
};

const sentenceEnd = (text: string, at: number): number => {
  const end = /[.!?;\u2026]["')\]]*(?= |$)|[\u3002\uff01\uff1f]/.exec(text.slice(at));
  return end === null ? text.length : at + end.index + end[0].length;
};

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
