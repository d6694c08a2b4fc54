/**
 * Headings of missing sections in their places, each with a marker below it: behind the section that the
 * rule lists before it, else before the one it lists after it, else at the end.
 */
import type { Fix } from "@idse/constitution-rules";
import type { ArtifactDocument, Section } from "@idse/pipeline-artifacts";
import { saysSomething } from "../checks/content.ts";

export interface WantedSection {
  readonly title: string;
  /** The sections that are there for it. */
  readonly found: ReadonlyArray<Section>;
}

interface Spot {
  readonly offset: number;
  readonly depth: number;
}

/** The title of a document has no sections beside it, only below it. */
const isPlace = ({ heading }: Section): boolean => heading.depth > 1;

/** A title that means the same as markdown. */
const isPlain = (title: string): boolean => !/[\\`*_[\]<>~#\r\n]|&[#\w]|^\s|\s$/.test(title);

/** One fix for each wanted section, null where the section is there or a heading at that place would be none. */
export const missingSectionFixes = (
  document: ArtifactDocument,
  wanted: ReadonlyArray<WantedSection>,
): ReadonlyArray<Fix | null> => {
  const taken = new Set<number>();
  return wanted.map(({ title, found }, index) => {
    if (found.length > 0 || !isPlain(title)) return null;
    const spot = spotFor(document, wanted, index);
    if (spot.offset === document.text.length && !endsInTheOpen(document)) return null;
    const text = insertion(document, title, spot, !taken.has(spot.offset));
    taken.add(spot.offset);
    return {
      title: `Add the section "${title}"`,
      edits: [{ start: spot.offset, end: spot.offset, text }],
    };
  });
};

const spotFor = (document: ArtifactDocument, wanted: ReadonlyArray<WantedSection>, index: number): Spot => {
  const before = wanted
    .slice(0, index)
    .flatMap(({ found }) => found.filter(isPlace).slice(-1))
    .at(-1);
  if (before !== undefined) {
    return { offset: above(document, before.body.end.offset), depth: before.heading.depth };
  }
  const after = wanted.slice(index + 1).flatMap(({ found }) => found.filter(isPlace).slice(0, 1))[0];
  if (after !== undefined) {
    return { offset: above(document, after.heading.range.start.offset), depth: after.heading.depth };
  }
  return { offset: document.text.length, depth: 2 };
};

/**
 * The start of the line of a heading, or of the comments above it that speak of it; comments at the very
 * top speak of the whole document.
 */
const above = ({ lines, text, tree }: ArtifactDocument, offset: number): number => {
  if (offset === text.length) return offset;
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const startOf = (index: number): number => (tree.children[index]?.position?.start.offset ?? 0) + shift;
  const heading = tree.children.findIndex((_, index) => startOf(index) === offset);
  let first = heading;
  for (let node = tree.children[first - 1]; node?.type === "html" && !saysSomething(node); ) {
    node = tree.children[--first - 1];
  }
  const at = first > 0 ? startOf(first) : offset;
  return lines.startOf(lines.pointAt(at).line);
};

const insertion = (
  { text, lines }: ArtifactDocument,
  title: string,
  { offset, depth }: Spot,
  isFirst: boolean,
): string => {
  const eol = lineEnd(text, offset);
  const heading = `${"#".repeat(depth)} ${title}${eol}${eol}[REQUIRES INPUT]${eol}`;
  const line = lines.pointAt(offset).line;
  const unended = text.slice(lines.startOf(line), offset);
  if (offset < text.length) {
    const isApart = line === 1 || isBlank(lines, text, line - 1);
    return `${isFirst && !isApart ? eol : ""}${heading}${eol}`;
  }
  if (!isFirst) return `${eol}${heading}`;
  const last = unended === "" ? line - 1 : line;
  return `${unended === "" ? "" : eol}${last < 1 || isBlank(lines, text, last) ? "" : eol}${heading}`;
};

/** As the line above ends, so that two ends do not become one; else as the first line does. */
const lineEnd = (text: string, offset: number): string => {
  const [above] = /(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, offset - 2), offset)) ?? [];
  return above ?? /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
};

const isBlank = (lines: ArtifactDocument["lines"], text: string, line: number): boolean => {
  const { start, end } = lines.lineRange(line);
  return /^[ \t]*$/.test(text.slice(start.offset, end.offset));
};

const openHtml: ReadonlyArray<readonly [opens: RegExp, closes: RegExp]> = [
  [/^<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
];

/** Whether a line added at the end is read for itself, and not as part of code or HTML that was never closed. */
const endsInTheOpen = ({ tree, text }: ArtifactDocument): boolean => {
  const last = tree.children.at(-1);
  if (last?.position === undefined || last.position === null) return true;
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const source = text.slice((last.position.start.offset ?? 0) + shift).trimStart();
  if (last.type === "html") {
    const [, closes] = openHtml.find(([opens]) => opens.test(source)) ?? [];
    return closes === undefined || closes.test(source);
  }
  if (last.type !== "code") return true;
  const [fence] = /^(?:`{3,}|~{3,})/.exec(source) ?? [];
  if (fence === undefined) return true;
  const lastLine = /[^\r\n]*$/.exec(source.trimEnd())?.[0] ?? "";
  const closing = /^ {0,3}(`{3,}|~{3,})$/.exec(lastLine)?.[1] ?? "";
  return source.trimEnd() !== lastLine && closing.startsWith(fence);
};
