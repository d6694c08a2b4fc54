/** Sentences of running text: where one begins and ends, and all that a document says outside of its headings. */
import { type ArtifactDocument, openMarkersOf } from "@idse/pipeline-artifacts";
import { bare, comparable, compared, oneLine } from "./Comparison.ts";
import { type Passage, passagesOf } from "./Passage.ts";

export interface Sentence {
  /** As it is compared: what a statement of the same words comes to. */
  readonly statement: string;
  /** As a reader sees it, on one line. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

const between = /[.!?;\u2026]["')\]]* |[\u3002\uff01\uff1f]/;
const betweens = new RegExp(between, "g");

/** Of a compared text: where the sentence begins that holds a place. */
export const sentenceStart = (text: string, at: number): number => {
  const last = [...text.slice(0, at).matchAll(betweens)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
};

export const sentenceEnd = (text: string, at: number): number => {
  const end = /[.!?;\u2026]["')\]]*(?= |$)|[\u3002\uff01\uff1f]/.exec(text.slice(at));
  return end === null ? text.length : at + end.index + end[0].length;
};

/** Every sentence, list entry and table cell, in reading order. An open place says nothing yet. */
export const sentencesOf = (document: ArtifactDocument): ReadonlyArray<Sentence> => {
  const open = new Set(openMarkersOf(document).map(({ range }) => range.start.line));
  return passagesOf(document).flatMap((passage) =>
    passage.kind === "heading" ? [] : sentencesIn(passage, openPlaces(passage, open)),
  );
};

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A marker that is quoted as code reads like one that is open; the lines tell them apart. */
const openPlaces = (passage: Passage, lines: ReadonlySet<number>): ReadonlyArray<Span> =>
  lines.size === 0
    ? []
    : [...passage.text.matchAll(/\[\s*requires\s+input\s*(?:\]|:[^\]]*\]?)/gi)]
        .filter(({ index }) => lines.has(passage.lineAt(index)))
        .map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

const sentencesIn = (passage: Passage, open: ReadonlyArray<Span>): ReadonlyArray<Sentence> => {
  const whole = comparable(passage.text);
  if (open.length === 0 && !between.test(whole) && !/[\r\n]/.test(passage.text)) {
    const statement = bare(whole);
    return statement === "" ? [] : [{ statement, text: oneLine(passage.text), line: passage.firstLine }];
  }
  const { text, from } = compared(passage.text);
  const found: Array<Sentence> = [];
  let start = 0;
  let first = 0;
  for (const end of [...breaksIn(text), text.length]) {
    const raw = text.slice(start, end);
    const statement = bare(raw);
    const behind =
      end === text.length ? passage.text.length : (from[start + raw.trimEnd().length - 1] ?? 0) + 1;
    if (statement !== "" && !open.some((one) => one.start < behind && first < one.end)) {
      const line = passage.lineAt(from[start + raw.indexOf(statement)] ?? 0);
      found.push({ statement, text: oneLine(passage.text.slice(first, behind)), line });
    }
    start = end;
    first = behind;
  }
  return found;
};

const breaksIn = (text: string): ReadonlyArray<number> =>
  [...text.matchAll(betweens)].map(({ index, 0: { length } }) => index + length);
