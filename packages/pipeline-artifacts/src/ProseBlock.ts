/**
 * The blocks of a document that hold running text, with what an identifier in them may name: the list
 * entry, the heading's section, the table row. Only blocks at given places are looked at, since most
 * hold none.
 */
import type { Heading, ListItem, Nodes, Parents } from "mdast";
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import { InlineText } from "./InlineText.ts";

/** Offsets into the document's text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ProseBlock {
  readonly kind: "entry" | "heading" | "row" | "paragraph";
  /** Of the innermost list entry, heading or table row, else of the paragraph. */
  readonly span: Span;
  /** What an identifier that opens the block names. */
  readonly item: Span;
  /** The text stands at the beginning of the block; of a table's first row it never does. */
  readonly opens: boolean;
  readonly checked: boolean | null;
  readonly inline: InlineText;
  /** All cells of a table row; none for anything else. */
  readonly cells: ReadonlyArray<InlineText>;
}

type Inline = Pick<ProseBlock, "kind" | "span" | "item" | "opens" | "checked">;

/** `places` are offsets, ascending; a block without any of them is left out. */
export const proseBlocksAt = (
  document: ArtifactDocument,
  places: ReadonlyArray<number>,
): ReadonlyArray<ProseBlock> => {
  const { text, tree } = document;
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const found: Array<ProseBlock> = [];

  const spanOf = (node: Nodes): Span => {
    const start = (node.position?.start.offset ?? 0) + shift;
    let end = (node.position?.end.offset ?? 0) + shift;
    // One parser counts the line end behind a list's last entry, the other does not.
    for (let step = 0; step < 2 && end > start && /[\r\n]/.test(text.charAt(end - 1)); step++) end--;
    return { start, end };
  };
  const concerns = ({ start, end }: Span): boolean => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return low < places.length && (places[low] ?? 0) < end;
  };
  const add = (node: Parents, block: Inline): void => {
    found.push({ ...block, inline: new InlineText(node, text, shift), cells: [] });
  };

  const sections = sectionsOf(tree.children, text.length, shift);
  const pending: Array<{ readonly node: Nodes; readonly entry: ListItem | null; readonly first: boolean }> =
    [];
  const descend = (node: Parents): void => {
    const entry = node.type === "listItem" ? node : null;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child !== undefined && concerns(spanOf(child)))
        pending.push({ node: child, entry, first: index === 0 });
    }
  };
  descend(tree);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, entry, first } = next;
    const span = spanOf(node);
    if (node.type === "heading") {
      const item = sections.get(node) ?? span;
      add(node, { kind: "heading", span, item, opens: true, checked: null });
    } else if (node.type === "paragraph" && entry !== null) {
      const own = spanOf(entry);
      add(node, { kind: "entry", span: own, item: own, opens: first, checked: entry.checked ?? null });
    } else if (node.type === "paragraph") {
      add(node, { kind: "paragraph", span, item: span, opens: false, checked: null });
    } else if (node.type === "table") {
      node.children.forEach((row, index) => {
        const own = spanOf(row);
        if (!concerns(own)) return;
        const cells = row.children.map((cell) => new InlineText(cell, text, shift));
        cells.forEach((inline, column) => {
          const opens = index > 0 && column === 0;
          found.push({ kind: "row", span: own, item: own, opens, checked: null, inline, cells });
        });
      });
    } else if ("children" in node) descend(node);
  }
  return found;
};

/** The whole section of each top-level heading, the heading among it. */
const sectionsOf = (nodes: ReadonlyArray<Nodes>, end: number, shift: number): ReadonlyMap<Heading, Span> => {
  const sections = new Map<Heading, Span>();
  const open: Array<{ readonly heading: Heading; readonly start: number }> = [];
  const close = (depth: number, at: number): void => {
    while ((open.at(-1)?.heading.depth ?? 0) >= depth) {
      const closed = open.pop();
      if (closed !== undefined) sections.set(closed.heading, { start: closed.start, end: at });
    }
  };
  for (const node of nodes) {
    if (node.type !== "heading") continue;
    const start = (node.position?.start.offset ?? 0) + shift;
    close(node.depth, start);
    open.push({ heading: node, start });
  }
  close(1, end);
  return sections;
};
