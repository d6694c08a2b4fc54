/** Strings of a TOML text that span lines: what looks like a comment in there is none. */
import type { QuotedPart } from "@idse/managed-block";

const token = /#[^\r\n]*|"""(?:[^\\]|\\[\s\S])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\r\n]|\\.)*"|'[^'\r\n]*'/g;

export const multilineStringsIn = (text: string): ReadonlyArray<QuotedPart> =>
  [...text.matchAll(token)]
    .filter(([shown]) => shown.startsWith('"""') || shown.startsWith("'''"))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      line: text.slice(0, match.index).split(/\r\n|\r|\n/).length,
    }));
