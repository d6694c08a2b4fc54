/** One document made of several texts: each stands in it byte for byte, followed by a comment that says whose it is. */
import type { LayoutName } from "./Find.ts";

export interface Part {
  readonly path: string;
  readonly text: string;
}

/** IDSE's own documents are taken over as they are; they are documents of the same kind already. */
export const composed = (layout: LayoutName, parts: ReadonlyArray<Part>): string => {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && layout !== "spec-kit" && layout !== "openspec")
    return only.text;
  return parts
    .map(({ path, text }) => `${text}${text.endsWith("\n") ? "" : "\n"}\n${comment(path)}\n`)
    .join("\n");
};

// The comment stands behind the text, since front matter is only read at the very beginning.
const comment = (path: string): string =>
  `<!-- The text above was taken over from ${path.replaceAll("-->", "-- >")} by idse migrate. -->`;
