/**
 * The port to a markdown parser: text in, an mdast tree with exact offsets out (CommonMark with
 * GFM and front matter). The engine is satteri, a native parser; where its binary does not load,
 * micromark takes its place, some forty times slower and equal in result.
 */
import type { Root } from "mdast";

export interface MarkdownEngine {
  readonly name: "satteri" | "micromark";
  /** Parses a text without byte order mark. Offsets are UTF-16 units into that text. */
  readonly parse: (text: string) => Root;
}

const load = async (): Promise<MarkdownEngine> => {
  try {
    return (await import("./engines/satteri.ts")).satteriEngine;
  } catch {
    return (await import("./engines/micromark.ts")).micromarkEngine;
  }
};

/** The engine of this process. */
export const markdownEngine: MarkdownEngine = await load();
