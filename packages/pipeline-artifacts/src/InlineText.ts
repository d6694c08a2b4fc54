/**
 * The running text of one paragraph, heading or table cell in a single string, and where in the source
 * each piece of it stands. Code is one character that no word has, raw HTML is nothing at all.
 */
import type { Nodes, Parents } from "mdast";

interface Piece {
  /** Where it begins in `text`. */
  readonly at: number;
  readonly length: number;
  /** Where it begins in the source. */
  readonly source: number;
  /** What a reader sees. */
  readonly value: string;
  readonly code: boolean;
  readonly bold: boolean;
  readonly struck: boolean;
  readonly linked: boolean;
}

const opaque = "\ufffc";

export class InlineText {
  /** In the characters of the source, so that places in it are places there. */
  readonly text: string;
  readonly #pieces: ReadonlyArray<Piece>;

  /** `source` is the text the tree was made from, its first `shift` characters left out. */
  constructor(block: Parents, source: string, shift: number) {
    const pieces: Array<Piece> = [];
    let text = "";
    const add = (
      node: Nodes,
      shown: string,
      value: string,
      marks: Pick<Piece, "bold" | "struck" | "linked">,
    ) => {
      const start = (node.position?.start.offset ?? 0) + shift;
      pieces.push({
        at: text.length,
        length: shown.length,
        source: start,
        value,
        code: shown === opaque,
        ...marks,
      });
      text += shown;
    };
    const none = { bold: false, struck: false, linked: false };
    const pending = block.children.toReversed().map((node: Nodes) => ({ node, marks: none }));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { node, marks } = next;
      const start = (node.position?.start.offset ?? 0) + shift;
      const end = (node.position?.end.offset ?? 0) + shift;
      if (node.type === "text") add(node, source.slice(start, end), node.value, marks);
      else if (node.type === "inlineCode") add(node, opaque, node.value, marks);
      else if (node.type === "image" || node.type === "imageReference")
        add(node, opaque, node.alt ?? "", marks);
      else if (node.type === "break") add(node, " ", " ", marks);
      // An address that is a link by itself is not running text.
      else if (node.type === "link" && source.charAt(start) !== "[") add(node, opaque, node.url, marks);
      else if ("children" in node) {
        const inside = {
          bold: marks.bold || node.type === "strong" || node.type === "emphasis",
          struck: marks.struck || node.type === "delete",
          linked: marks.linked || node.type === "link" || node.type === "linkReference",
        };
        for (const child of node.children.toReversed()) pending.push({ node: child, marks: inside });
      }
    }
    this.text = text;
    this.#pieces = pieces;
  }

  /** The piece that holds a whole stretch of `text`, with the stretch's place in the source. */
  pieceOf(start: number, end: number): (Piece & { readonly offset: number }) | undefined {
    const piece = this.#pieces[this.#indexAt(start)];
    if (piece === undefined || piece.code || end > piece.at + piece.length) return undefined;
    return { ...piece, offset: piece.source + start - piece.at };
  }

  /** What a reader sees from a place in `text` on, in one line. */
  plainFrom(start: number): string {
    const index = this.#indexAt(start);
    return this.#pieces
      .slice(index)
      .map((piece, step) => {
        if (step > 0 || start <= piece.at) return piece.value;
        // Escapes and entities make the source longer than what is seen; what was read has none.
        const rest = this.text.slice(start, piece.at + piece.length);
        return piece.value.length === piece.length
          ? piece.value.slice(start - piece.at)
          : seen(piece.value, rest);
      })
      .join("")
      .replace(/\s+/g, " ")
      .trim();
  }

  /** Whether the first thing to be seen from there on is struck out. */
  isStruckFrom(start: number): boolean {
    return (
      this.#pieces
        .slice(this.#indexAt(start))
        .find((piece) =>
          /[\p{L}\p{N}]/u.test(
            piece.at < start ? this.text.slice(start, piece.at + piece.length) : piece.value,
          ),
        )?.struck === true
    );
  }

  #indexAt(start: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= start) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The end of what is seen that begins as the rest of its source does. */
const seen = (value: string, rest: string): string => {
  const opening = /^[^\\&\r\n]*/.exec(rest)?.[0] ?? "";
  const at = opening === "" ? -1 : value.indexOf(opening);
  return at < 0 ? rest : value.slice(at);
};
