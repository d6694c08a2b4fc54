/**
 * The running text of a document, passage by passage: a paragraph, a heading, a table cell. What no reader sees as
 * said is left out: code blocks, comments and raw HTML, front matter, and what is struck through.
 */
import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import { perDocument } from "./PerDocument.ts";

type Nodes = ArtifactDocument["tree"] | ArtifactDocument["tree"]["children"][number];

export interface Passage {
  readonly kind: "paragraph" | "heading" | "tableCell";
  /** As a reader sees it, in Unicode's composed form; line ends of the source stay. */
  readonly text: string;
  /** Lines of the source, from 1. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The line on which a place in `text` stands. */
  readonly lineAt: (offset: number) => number;
}

interface Piece {
  readonly at: number;
  readonly value: string;
  /** In the source. */
  readonly offset: number | undefined;
}

type Leaf = Extract<Nodes, { readonly type: Passage["kind"] }>;

const isLeaf = (node: Nodes): node is Leaf =>
  node.type === "paragraph" || node.type === "heading" || node.type === "tableCell";
const unsaid = new Set(["code", "html", "yaml", "toml", "delete", "definition"]);

const lineEnds = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;

export const passagesOf = perDocument((document): ReadonlyArray<Passage> => {
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const lineOf = (offset: number | undefined): number => document.lines.pointAt((offset ?? 0) + shift).line;
  const found: Array<Passage> = [];
  const pending: Array<Nodes> = document.tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (unsaid.has(node.type)) continue;
    if (isLeaf(node)) {
      const passage = passageOf(node, lineOf);
      if (passage.text.trim() !== "") found.push(passage);
    } else if ("children" in node) {
      for (const child of node.children.toReversed()) pending.push(child as Nodes);
    }
  }
  return found;
});

const passageOf = (leaf: Leaf, lineOf: (offset: number | undefined) => number): Passage => {
  const pieces: Array<Piece> = [];
  let text = "";
  const pending: Array<Nodes> = [leaf];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (unsaid.has(node.type)) continue;
    const value = node.type === "break" ? "\n" : "value" in node ? node.value.normalize("NFC") : "";
    if (value !== "") {
      pieces.push({ at: text.length, value, offset: node.position?.start.offset });
      text += value;
    }
    if ("children" in node) for (const child of node.children.toReversed()) pending.push(child as Nodes);
  }
  const lineAt = (offset: number): number => {
    const piece = pieces.findLast((one) => one.at <= offset);
    return piece === undefined
      ? lineOf(leaf.position?.start.offset)
      : lineOf(piece.offset) + lineEnds(piece.value.slice(0, offset - piece.at));
  };
  return {
    kind: leaf.type,
    text,
    firstLine: lineOf(leaf.position?.start.offset),
    lastLine: lineOf(leaf.position?.end.offset),
    lineAt,
  };
};
