/**
 * A stage document as a tree with source positions: headings, sections, prose, code, list entries
 * and tables. Everything is computed once, when it is first asked for. It says what stands in a
 * document and judges nothing.
 */
import type { Code, Heading as HeadingNode, ListItem, Nodes, Root, Table } from "mdast";
import { type MarkdownEngine, markdownEngine } from "./MarkdownTree.ts";
import { readingProblemOf } from "./ReadingLimit.ts";
import { LineMap, type SourceRange } from "./SourcePosition.ts";
import { normaliseTitle } from "./Title.ts";

export interface Heading {
  readonly depth: number;
  /** As a reader sees it, without markup. */
  readonly text: string;
  readonly range: SourceRange;
}

export interface Section {
  readonly heading: Heading;
  /** Titles from the outermost section down to this one. */
  readonly path: ReadonlyArray<string>;
  /** From behind the heading to the next heading of the same or a higher rank. */
  readonly body: SourceRange;
}

export interface CodeBlock {
  readonly language: string | null;
  readonly value: string;
  readonly range: SourceRange;
  /** Where the first line of `value` stands, counted from 1. */
  readonly firstLine: number;
}

export interface ListEntry {
  readonly text: string;
  /** The words in bold that the entry opens with, if it does. */
  readonly lead: string | null;
  readonly checked: boolean | null;
  readonly range: SourceRange;
}

export interface TableBlock {
  readonly rows: ReadonlyArray<ReadonlyArray<string>>;
  readonly range: SourceRange;
}

/** A stretch of source that CommonMark shows as running text; `kind` tells text from a link around it. */
export interface ProseRun {
  readonly kind: "text" | "link";
  readonly start: number;
  readonly end: number;
}

interface Parsed {
  readonly tree: Root;
  readonly problem: string | null;
}

interface Inventory {
  readonly headings: Array<Heading>;
  readonly code: Array<CodeBlock>;
  readonly entries: Array<ListEntry>;
  readonly tables: Array<TableBlock>;
  readonly prose: Array<ProseRun>;
  readonly opaque: Array<{ readonly start: number; readonly end: number }>;
}

// Not by spreading: a call takes only some hundred thousand arguments.
const pushChildren = (pending: Array<Nodes>, children: ReadonlyArray<Nodes>): void => {
  for (let index = children.length - 1; index >= 0; index--) pending.push(children[index] as Nodes);
};

const textOf = (node: Nodes): string => {
  const parts: Array<string> = [];
  const pending: Array<Nodes> = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "break") parts.push(" ");
    else if ("value" in next && next.type !== "html") parts.push(next.value);
    else if ("children" in next) pushChildren(pending, next.children);
  }
  return parts.join("").replace(/\s+/g, " ").trim();
};

const offsetsOf = (node: Nodes): { readonly start: number; readonly end: number } => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

const parse = (text: string, engine: MarkdownEngine): Parsed => {
  const problem = readingProblemOf(text);
  if (problem !== null) return { tree: { type: "root", children: [] }, problem };
  return { tree: engine.parse(text), problem: null };
};

/** The index of the last of these ranges, sorted and apart, that starts at or before an offset; -1 if none does. */
export const lastStartingBy = (ranges: ReadonlyArray<{ readonly start: number }>, offset: number): number => {
  let low = -1;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ranges[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

export class ArtifactDocument {
  readonly text: string;
  /** 1 where the text opens with a byte order mark, which the tree does not see. */
  readonly #shift: number;
  readonly #engine: MarkdownEngine;
  #lines: LineMap | undefined;
  #parsed: Parsed | undefined;
  #inventory: Inventory | undefined;
  #sections: ReadonlyArray<Section> | undefined;

  constructor(text: string, engine: MarkdownEngine = markdownEngine) {
    this.text = text;
    this.#engine = engine;
    this.#shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  get lines(): LineMap {
    this.#lines ??= new LineMap(this.text);
    return this.#lines;
  }

  /**
   * Why this document cannot be read, with the line, or null. Where there is a problem the tree is empty, and the
   * whole text counts as prose, so that no marker can hide behind it.
   */
  get problem(): string | null {
    return this.#parse().problem;
  }

  /** The mdast tree. Its offsets do not count a byte order mark; everything else here does. */
  get tree(): Root {
    return this.#parse().tree;
  }

  get headings(): ReadonlyArray<Heading> {
    return this.#walk().headings;
  }

  get codeBlocks(): ReadonlyArray<CodeBlock> {
    return this.#walk().code;
  }

  get listEntries(): ReadonlyArray<ListEntry> {
    return this.#walk().entries;
  }

  get tables(): ReadonlyArray<TableBlock> {
    return this.#walk().tables;
  }

  get proseRuns(): ReadonlyArray<ProseRun> {
    return this.#walk().prose;
  }

  /** Sections of top-level headings; a heading inside a quote or a list opens none. */
  get sections(): ReadonlyArray<Section> {
    this.#sections ??= this.#findSections();
    return this.#sections;
  }

  /** The first section with this title, number and case aside. */
  sectionTitled(title: string): Section | undefined {
    const wanted = normaliseTitle(title);
    return this.sections.find((section) => normaliseTitle(section.heading.text) === wanted);
  }

  bodyOf(section: Section): string {
    return this.text.slice(section.body.start.offset, section.body.end.offset);
  }

  /** Whether an offset lies in code, raw HTML, a comment or front matter. */
  isOpaque(offset: number): boolean {
    const { opaque } = this.#walk();
    const range = opaque[lastStartingBy(opaque, offset)];
    return range !== undefined && offset < range.end;
  }

  #parse(): Parsed {
    this.#parsed ??= parse(this.#shift === 0 ? this.text : this.text.slice(1), this.#engine);
    return this.#parsed;
  }

  #rangeOf(node: Nodes): SourceRange {
    const { start, end } = offsetsOf(node);
    return this.lines.range(start + this.#shift, end + this.#shift);
  }

  #walk(): Inventory {
    if (this.#inventory !== undefined) return this.#inventory;
    const found: Inventory = { headings: [], code: [], entries: [], tables: [], prose: [], opaque: [] };
    const pending: Array<Nodes> = this.tree.children.toReversed();
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      this.#take(node, found);
      if ("children" in node) pushChildren(pending, node.children);
    }
    if (this.problem !== null) found.prose.push({ kind: "text", start: this.#shift, end: this.text.length });
    this.#inventory = found;
    return found;
  }

  #take(node: Nodes, found: Inventory): void {
    const { start, end } = offsetsOf(node);
    const shifted = { start: start + this.#shift, end: end + this.#shift };
    switch (node.type) {
      case "heading":
        found.headings.push(this.#heading(node));
        return;
      case "code":
        found.code.push(this.#codeBlock(node));
        found.opaque.push(shifted);
        return;
      case "inlineCode":
      case "html":
      case "yaml":
      case "toml":
        found.opaque.push(shifted);
        return;
      case "listItem":
        found.entries.push(this.#entry(node));
        return;
      case "table":
        found.tables.push(this.#table(node));
        return;
      case "text":
        found.prose.push({ kind: "text", ...shifted });
        return;
      case "link":
      case "linkReference":
        found.prose.push({ kind: "link", ...shifted });
        return;
      default:
        return;
    }
  }

  #heading(node: HeadingNode): Heading {
    return { depth: node.depth, text: textOf(node), range: this.#rangeOf(node) };
  }

  #codeBlock(node: Code): CodeBlock {
    const { start, end } = offsetsOf(node);
    // Half of a CRLF belongs to no block; satteri counts it where a quote ends an open fence.
    const halfEnd =
      this.text[end + this.#shift - 1] === "\r" && this.text[end + this.#shift] === "\n" ? 1 : 0;
    const range = this.lines.range(start + this.#shift, end + this.#shift - halfEnd);
    const fenced = /^ {0,3}(?:`{3,}|~{3,})/.test(this.text.slice(range.start.offset, range.end.offset));
    return {
      language: node.lang ?? null,
      value: node.value,
      range,
      firstLine: range.start.line + (fenced ? 1 : 0),
    };
  }

  #entry(node: ListItem): ListEntry {
    const first = node.children[0];
    const lead =
      first?.type === "paragraph" && first.children[0]?.type === "strong" ? textOf(first.children[0]) : null;
    return {
      text: first === undefined ? "" : textOf(first),
      lead,
      checked: node.checked ?? null,
      range: this.#rangeOf(node),
    };
  }

  #table(node: Table): TableBlock {
    return {
      rows: node.children.map((row) => row.children.map((cell) => textOf(cell))),
      range: this.#rangeOf(node),
    };
  }

  #findSections(): ReadonlyArray<Section> {
    const top = this.tree.children.filter((node): node is HeadingNode => node.type === "heading");
    const headings = top.map((node) => this.#heading(node));
    const open: Array<Heading> = [];
    return headings.map((heading, index) => {
      while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
      open.push(heading);
      let end = index + 1;
      while ((headings[end]?.depth ?? 0) > heading.depth) end++;
      return {
        heading,
        path: open.map((one) => one.text),
        body: this.lines.range(
          heading.range.end.offset,
          headings[end]?.range.start.offset ?? this.text.length,
        ),
      };
    });
  }
}
