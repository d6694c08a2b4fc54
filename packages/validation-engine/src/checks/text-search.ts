/** Texts looked for in prose. What stands in code, comments or front matter is a quotation and no mention. */
import type { ArtifactDocument } from "@idse/pipeline-artifacts";

export interface SearchOptions {
  readonly ignoreCase?: boolean | undefined;
  readonly wholeWords?: boolean | undefined;
}

export interface Mention {
  readonly start: number;
  readonly end: number;
}

const inWord = /[\p{L}\p{N}_]/u;

/** Half a surrogate pair at either side is no letter, which is right often enough. */
const isWhole = (text: string, { start, end }: Mention): boolean => {
  const joined = (left: string, right: string): boolean => inWord.test(left) && inWord.test(right);
  return (
    !joined(text.charAt(start - 1), text.charAt(start)) && !joined(text.charAt(end - 1), text.charAt(end))
  );
};

export const mentionsOf = (
  document: ArtifactDocument,
  wanted: string,
  { ignoreCase, wholeWords }: SearchOptions = {},
): ReadonlyArray<Mention> => {
  const { text } = document;
  const escaped = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const found = Array.from(
    text.matchAll(new RegExp(escaped, ignoreCase === true ? "giu" : "gu")),
    (match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }),
  );
  return found.filter((one) => !document.isOpaque(one.start) && (wholeWords !== true || isWhole(text, one)));
};
