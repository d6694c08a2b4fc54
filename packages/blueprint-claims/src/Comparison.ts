/** How two texts are compared: by their words, whatever their blanks, capitals, emphasis, quotes and dashes. */
import { digestOf } from "@idse/pipeline-artifacts";

export interface Compared {
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
export const compared = (text: string): Compared => {
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

/** Without the punctuation around it. */
export const bare = (text: string): string => text.replace(around, "");

/** Plain text as it is compared. */
export const comparable = (text: string): string => compared(text.normalize("NFC")).text;

/** One digest for all copies of a text, whatever their layout, capitals and emphasis. */
export const copyDigest = (text: string): string => digestOf(comparable(text));

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
