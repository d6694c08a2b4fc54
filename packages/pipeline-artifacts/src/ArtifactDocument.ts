/**
 * A stage document as a tree with source positions: headings, sections, prose, code, list entries
 * and tables. Everything is computed once, when it is first asked for. It says what stands in a
 * document and judges nothing.
 */
import type { Code, Heading as HeadingNode, ListItem, Nodes, Root, Table } from "mdast";
import { type MarkdownEngine, markdownEngine } from "./MarkdownTree.ts";
import { LineMap, type SourceRange } from "./SourcePosition.ts";

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

interface Inventory {
  readonly headings: Array<Heading>;
  readonly code: Array<CodeBlock>;
  readonly entries: Array<ListEntry>;
  readonly tables: Array<TableBlock>;
  readonly prose: Array<ProseRun>;
  readonly opaque: Array<{ readonly start: number; readonly end: number }>;
}

const textOf = (node: Nodes): string => {
  const parts: Array<string> = [];
  const pending: Array<Nodes> = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === "break") parts.push(" ");
    else if ("value" in next && next.type !== "html") parts.push(next.value);
    else if ("children" in next) pending.push(...next.children.toReversed());
  }
  return parts.join("").replace(/\s+/g, " ").trim();
};

const offsetsOf = (node: Nodes): { readonly start: number; readonly end: number } => ({
  start: node.position?.start.offset ?? 0,
  end: node.position?.end.offset ?? 0,
});

/** A title without its number, case and closing punctuation: `2.1 Functional Requirements:` and `functional requirements` are one. */
export const normaliseTitle = (title: string): string =>
  title
    .replace(/^\s*(?:\d+(?:\.\d+)*[.):]?|[A-Z][.)])\s+/, "")
    .replace(/[\s:.–—-]+$/u, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

export class ArtifactDocument {
  readonly text: string;
  /** 1 where the text opens with a byte order mark, which the tree does not see. */
  readonly #shift: number;
  readonly #engine: MarkdownEngine;
  #lines: LineMap | undefined;
  #tree: Root | undefined;
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

  /** The mdast tree. Its offsets do not count a byte order mark; everything else here does. */
  get tree(): Root {
    this.#tree ??= this.#engine.parse(this.#shift === 0 ? this.text : this.text.slice(1));
    return this.#tree;
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
    return this.#walk().opaque.some((range) => range.start <= offset && offset < range.end);
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
      if ("children" in node) pending.push(...node.children.toReversed());
    }
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
    const range = this.#rangeOf(node);
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
