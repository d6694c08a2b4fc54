/** How two texts are compared: by their words, whatever their blanks, capitals, emphasis, quotes and dashes. */
import { type Digest, digestOf } from "@idse/pipeline-artifacts";
import { perDocument } from "./PerDocument.ts";

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

/** What a character counts as: nothing, a blank, or its plain form in small letters. */
const formOf = (character: string): string => {
  if (/[*_`~\u00ad\u200b]/.test(character)) return "";
  if (/\s/.test(character)) return " ";
  return (plainForms[character] ?? character).normalize("NFKC").toLowerCase();
};

/** Nearly all characters are among these, and whole projects are compared. */
const asciiForms = Array.from({ length: 0x80 }, (_, code) => formOf(String.fromCharCode(code)));

/** As two texts in Unicode's composed form are compared. */
export const compared = (text: string): Compared => {
  const from: Array<number> = [];
  return { text: comparing(text, from), from };
};

/** Tells where each unit comes from only where somebody asks. */
const comparing = (text: string, from: Array<number> | null): string => {
  let shown = "";
  let blank = false;
  for (let at = 0, next = 0; at < text.length; at = next) {
    const code = text.codePointAt(at) ?? 0;
    next = at + (code > 0xffff ? 2 : 1);
    const form = asciiForms[code] ?? formOf(text.slice(at, next));
    if (form === "") continue;
    if (form === " ") {
      blank = shown !== "";
      continue;
    }
    if (blank) {
      shown += " ";
      from?.push(at);
      blank = false;
    }
    shown += form;
    if (from !== null) for (let unit = 0; unit < form.length; unit++) from.push(at);
  }
  return shown;
};

const around = /^[\s.,;:!?\u2026"'()[\]{}-]+|[\s.,;:!?\u2026"'()[\]{}-]+$/g;

export const letters = /[\p{L}\p{N}]/u;
/** Scripts that set no blank between words. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Without the punctuation around it. */
export const bare = (text: string): string => text.replace(around, "");

/** Plain text as it is compared. */
export const comparable = (text: string): string =>
  // What most text is; whole projects are compared, and this takes a tenth of the time.
  /^[\t\n\r -~]*$/.test(text)
    ? text
        .replace(/[*_`~]+/g, "")
        .replace(/ *[\t\n\r][\t\n\r ]*| {2,}/g, " ")
        .trim()
        .toLowerCase()
    : comparing(text.normalize("NFC"), null);

/** One digest for all copies of a document, whatever their layout, capitals and emphasis. */
export const copyDigest = perDocument(({ text }): Digest => digestOf(comparable(text)));

export const oneLine = (text: string): string =>
  (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, " ") : text).trim();
