/** Places in a text: offsets in UTF-16 units from 0, lines and columns from 1, as editors count. */

export interface SourcePoint {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface SourceRange {
  readonly start: SourcePoint;
  readonly end: SourcePoint;
}

/** Offsets of a text turned into points. LF, CRLF and a lone CR each end a line; a byte order mark has no column. */
export class LineMap {
  readonly #text: string;
  readonly #starts: ReadonlyArray<number>;

  constructor(text: string) {
    this.#text = text;
    const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  pointAt(offset: number): SourcePoint {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { offset, line: low + 1, column: Math.max(1, offset - (this.#starts[low] ?? 0) + 1) };
  }

  range(start: number, end: number): SourceRange {
    return { start: this.pointAt(start), end: this.pointAt(end) };
  }

  /** Offset of the first unit of a line counted from 1. */
  startOf(line: number): number {
    return this.#starts[line - 1] ?? 0;
  }

  /** A line counted from 1, without what ends it. */
  lineRange(line: number): SourceRange {
    const start = this.startOf(line);
    let end = this.#starts[line] ?? this.#text.length;
    if (line < this.#starts.length) {
      end -= this.#text.charCodeAt(end - 1) === 10 && this.#text.charCodeAt(end - 2) === 13 ? 2 : 1;
    }
    return this.range(start, end);
  }
}
