/** What stands between the values of a JSON text: white space, comments, commas. */

interface Trivia {
  readonly kind: "comment" | "comma";
  readonly start: number;
  readonly end: number;
}

/** Comments and commas of a stretch that holds no value. */
const triviaBetween = (body: string, from: number, to: number): ReadonlyArray<Trivia> => {
  const found: Array<Trivia> = [];
  for (let at = from; at < to; ) {
    const sign = body.slice(at, at + 2);
    let end = at + 1;
    if (sign === "//") end = at + (/^[^\r\n]*/.exec(body.slice(at, to))?.[0].length ?? 0);
    else if (sign === "/*") end = body.indexOf("*/", at + 2) + 2;
    if (end > at + 1) found.push({ kind: "comment", start: at, end });
    else if (sign.startsWith(",")) found.push({ kind: "comma", start: at, end });
    at = end;
  }
  return found;
};

/** Where the comma stands in a stretch between values, or undefined. */
export const commaBetween = (body: string, from: number, to: number): number | undefined =>
  triviaBetween(body, from, to).find(({ kind }) => kind === "comma")?.start;

export const hasComment = (body: string, from: number, to: number): boolean =>
  triviaBetween(body, from, to).some(({ kind }) => kind === "comment");

/** Where the white space begins with which a stretch ends. */
export const startOfSpace = (body: string, from: number, to: number): number =>
  triviaBetween(body, from, to).at(-1)?.end ?? from;

export const endOfSpace = (body: string, from: number): number =>
  from + (/^[ \t\r\n]*/.exec(body.slice(from))?.[0].length ?? 0);

/** Behind the comments that end the line of an opening bracket; where there are none, behind the bracket. */
export const behindBracket = (body: string, bracket: number): number => {
  const rest = body.slice(bracket + 1);
  const comments = /^(?:[ \t]*\/\*[^\r\n]*?\*\/)*(?:[ \t]*\/\/[^\r\n]*)?(?=[ \t]*[\r\n])/.exec(rest);
  return bracket + 1 + (comments?.[0].length ?? 0);
};

/** The white space that begins the line of an offset. */
export const indentAt = (body: string, offset: number): string => {
  const line = body.slice(
    Math.max(body.lastIndexOf("\n", offset - 1), body.lastIndexOf("\r", offset - 1)) + 1,
  );
  return /^[ \t]*/.exec(line)?.[0] ?? "";
};
