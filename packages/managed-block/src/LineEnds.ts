/** Line ends as a text has them: what is added to a file is added in its own manner. */

/** The line end that most lines of a text have; where there is none, a line feed. */
export const dominantLineEnd = (text: string): string => {
  const counts = { "\n": 0, "\r\n": 0, "\r": 0 };
  for (const [lineEnd] of text.matchAll(/\r\n|\r|\n/g)) counts[lineEnd as keyof typeof counts]++;
  if (counts["\r\n"] > counts["\n"]) return counts["\r"] > counts["\r\n"] ? "\r" : "\r\n";
  return counts["\r"] > counts["\n"] ? "\r" : "\n";
};

/** A text of ours, which is written with line feeds, with another line end. */
export const withLineEnd = (text: string, lineEnd: string): string =>
  lineEnd === "\n" ? text : text.replaceAll("\n", lineEnd);
