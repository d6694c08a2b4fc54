/** Where a pattern stands in a text, line by line. A match never runs over the end of a line. */

export interface TextMatch {
  /** Both from 1; a column counts UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly match: string;
  /** The line, without blanks around it; of a long one the part around the match. */
  readonly text: string;
}

export interface SearchOptions {
  readonly pattern: string;
  /** The pattern is a regular expression of JavaScript, read with its `u` flag. */
  readonly regex: boolean;
  readonly ignoreCase: boolean;
}

export type Finder = (text: string) => ReadonlyArray<TextMatch>;

const special = /[\\^$.*+?()[\]{}|/]/g;

/** A finder, or why there is none. */
export const finderOf = ({
  pattern,
  regex,
  ignoreCase,
}: SearchOptions): { readonly find: Finder } | { readonly problem: string } => {
  if (pattern === "") return { problem: "There is nothing to search for." };
  if (!regex && /[\r\n]/.test(pattern)) return { problem: "A search looks at one line at a time." };
  try {
    const source = regex ? pattern : pattern.replace(special, "\\$&");
    const expression = new RegExp(source, ignoreCase ? "giu" : "gu");
    return { find: (text) => matchesIn(text, expression, regex || ignoreCase ? null : pattern) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { problem: `"${pattern}" is not a regular expression: ${message}` };
  }
};

/** Shown at most of a line, so that a table stays one. */
const longest = 160;

/** `literal`: texts without it are not split into lines. */
const matchesIn = (text: string, expression: RegExp, literal: string | null): ReadonlyArray<TextMatch> => {
  if (literal !== null && !text.includes(literal)) return [];
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text
    .slice(mark)
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) =>
      [...line.matchAll(expression)].flatMap(({ 0: match, index: at }) =>
        match === ""
          ? []
          : [{ line: index + 1, column: at + 1, match, text: around(line, at, at + match.length) }],
      ),
    );
};

const around = (line: string, start: number, end: number): string => {
  const whole = line.trim();
  if (whole.length <= longest) return whole;
  const from = Math.max(0, Math.min(start - 40, line.length - longest));
  const to = Math.min(line.length, Math.max(from + longest, Math.min(end, from + 2 * longest)));
  const part = line.slice(from, to).toWellFormed().replaceAll("\ufffd", "").trim();
  return `${from > 0 ? "…" : ""}${part}${to < line.length ? "…" : ""}`;
};
