/**
 * What no parser reads in bearable time, found in one pass before a parser sees it: containers within
 * containers, and markup heaped up without an end. The limits are far above what a person writes; it
 * reads block structure only roughly, and judges nothing else.
 */

/** Quotes and list items within each other on one line. */
const deepest = 100;
/**
 * Characters that may be markup, in one paragraph or table row, and in a document; code between fences does not
 * count. In a document a line counts as one more, and as one for each container that is open there.
 */
const signsInParagraph = 5_000;
const signsInDocument = 300_000;

interface Item {
  /** The columns that text must be indented by to stand in the item; null is a quote. */
  readonly indent: number | null;
}

interface Fence {
  readonly sign: string;
  readonly length: number;
  readonly depth: number;
}

const tableOf = (signs: string): Uint8Array => {
  const table = new Uint8Array(128);
  for (const sign of signs) table[sign.charCodeAt(0)] = 1;
  return table;
};
const inlineSigns = tableOf("!&*.:<@[\\]^_`~");
const otherSigns = tableOf("#+-=>|");

const blank = /^[ \t]*$/;
const atxHeading = /^[ \t>]*#{1,6}(?:[ \t]|$)/;
const delimiterRow = /^[ \t>|:-]*-[ \t|:-]*$/;
const marker = /(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)/y;
const fenceOpening = /^(`{3,})[^`]*$|^(~{3,})/;

/** A line is nested no deeper than it has characters in front that open or enter a container. */
const deepOpening = new RegExp(`^\ufeff?[ \\t>*+\\-\\d.)]{${deepest}}`, "m");

/** Most documents are too short for the other limits, and this is found far sooner than by looking at each line. */
const isPlainlyFine = (text: string): boolean => text.length <= signsInParagraph && !deepOpening.test(text);

/** The sentence that says why a text cannot be read, with its line; null where it can. */
export const readingProblemOf = (text: string): string | null =>
  isPlainlyFine(text) ? null : limitPassedBy(text);

const limitPassedBy = (text: string): string | null => {
  const open: Array<Item> = [];
  let fence: Fence | null = null;
  let inParagraph = 0;
  let inDocument = 0;
  let afterBlank = true;
  let inTable = false;
  let before = "";
  let number = 0;
  for (const line of linesOf(text)) {
    number++;
    const place = new Cursor(line);
    if (blank.test(line)) {
      inParagraph = 0;
      inTable = false;
      afterBlank = true;
      const quote = open.findIndex(({ indent }) => indent === null);
      if (quote >= 0) open.length = quote;
      if (fence !== null && fence.depth > open.length) fence = null;
      if (fence === null) inDocument += 1 + open.length;
      if (inDocument > signsInDocument) return tooMuch(number);
      continue;
    }
    const matched = place.enter(open);
    if (fence !== null && matched >= fence.depth) {
      if (place.closes(fence)) fence = null;
      continue;
    }
    fence = null;
    const containers = place.newContainers(deepest + 1 - matched);
    // A line that opens nothing may lazily go on with the paragraph of containers it does not enter.
    if (matched < open.length && (afterBlank || containers.length > 0)) open.length = matched;
    open.push(...containers);
    afterBlank = false;
    if (open.length > deepest) {
      return `Line ${number} is nested more than ${deepest} levels deep; write it with fewer quotes and lists within each other.`;
    }
    fence = place.fence(open.length);
    if (containers.length > 0) inTable = false;
    else if (delimiterRow.test(line) && line.includes("|") && cellsIn(line) === cellsIn(before))
      inTable = true;
    if (containers.length > 0 || inTable || atxHeading.test(line)) inParagraph = 0;
    before = line;
    const inline = countOf(inlineSigns, line);
    inParagraph += inline;
    inDocument += inline + countOf(otherSigns, line) + 1 + open.length;
    if (inParagraph > signsInParagraph) {
      return `The paragraph that reaches line ${number} holds more than ${signsInParagraph} signs of markup; part it with blank lines, or fence it if it is code.`;
    }
    if (inDocument > signsInDocument) return tooMuch(number);
  }
  return null;
};

const tooMuch = (line: number): string =>
  `The document holds more than ${signsInDocument} lines and signs of markup up to line ${line}; split it, or fence what is code.`;

function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let found = end.exec(text); found !== null; found = end.exec(text)) {
    yield text.slice(start, found.index);
    start = end.lastIndex;
  }
  yield text.slice(start);
}

const countOf = (signs: Uint8Array, line: string): number => {
  let count = 0;
  for (let index = 0; index < line.length; index++) count += signs[line.charCodeAt(index)] ?? 0;
  return count;
};

const cellsIn = (row: string): number => {
  const inner = row.replace(/^[ \t>]*\|?/, "").replace(/\|[ \t]*$/, "");
  return inner.split(/(?<!\\)\|/).length;
};

/** From which offset on a line holds nothing but one sign of `*`, `-` and blanks, as a rule across the page does. */
const ruleStart = (line: string): number => {
  let at = line.length;
  let sign: string | undefined;
  let count = 0;
  for (let index = line.length - 1; index >= 0; index--) {
    const unit = line.charAt(index);
    if (unit === " " || unit === "\t") continue;
    if ((unit !== "*" && unit !== "-") || (sign !== undefined && unit !== sign)) break;
    sign = unit;
    count++;
    if (count >= 3) at = index;
  }
  return count >= 3 ? at : line.length;
};

/** A place in a line that goes past the marks of containers, counting a tab as up to four columns. */
class Cursor {
  readonly #line: string;
  #at = 0;
  #column = 0;
  /** The column from which indentation counts. */
  #from = 0;
  /** What was last skipped, so that a long indentation is walked once and not for every container. */
  #blanks = { from: -1, at: 0, column: 0 };

  constructor(line: string) {
    this.#line = line;
  }

  /** How many of the open containers this line stands in. */
  enter(open: ReadonlyArray<Item>): number {
    for (const [index, { indent }] of open.entries()) {
      if (indent === null ? !this.#quote() : !this.#indented(indent)) return index;
    }
    return open.length;
  }

  newContainers(most: number): Array<Item> {
    const found: Array<Item> = [];
    const rule = ruleStart(this.#line);
    while (found.length < most) {
      if (this.#quote()) {
        found.push({ indent: null });
        continue;
      }
      const indent = this.#indent();
      if (indent > 3) break;
      const start = this.#skipBlanks();
      marker.lastIndex = start.at;
      const mark = marker.exec(this.#line)?.[0];
      if (mark === undefined || start.at >= rule) break;
      this.#at = start.at + mark.length;
      this.#column = start.column + mark.length;
      this.#from = this.#column;
      const gap = this.#indent();
      const width = indent + mark.length + (gap >= 1 && gap <= 4 ? gap : 1);
      this.#from = start.column - indent + width;
      found.push({ indent: width });
    }
    return found;
  }

  fence(depth: number): Fence | null {
    if (this.#indent() > 3) return null;
    const found = fenceOpening.exec(this.#line.slice(this.#skipBlanks().at));
    const run = found?.[1] ?? found?.[2];
    return run === undefined ? null : { sign: run.charAt(0), length: run.length, depth };
  }

  closes(fence: Fence): boolean {
    if (this.#indent() > 3) return false;
    const rest = this.#line.slice(this.#skipBlanks().at).trimEnd();
    return rest.length >= fence.length && rest === fence.sign.repeat(rest.length);
  }

  #quote(): boolean {
    if (this.#indent() > 3) return false;
    const { at, column } = this.#skipBlanks();
    if (this.#line[at] !== ">") return false;
    this.#at = at + 1;
    this.#column = column + 1;
    const gap = this.#line[at + 1] === " " || this.#line[at + 1] === "\t" ? 1 : 0;
    this.#from = this.#column + gap;
    return true;
  }

  #indented(columns: number): boolean {
    if (this.#indent() < columns) return false;
    this.#from += columns;
    return true;
  }

  #indent(): number {
    return this.#skipBlanks().column - this.#from;
  }

  #skipBlanks(): { readonly at: number; readonly column: number } {
    if (this.#blanks.from === this.#at) return this.#blanks;
    let at = this.#at;
    let column = this.#column;
    for (; this.#line[at] === " " || this.#line[at] === "\t"; at++) {
      column += this.#line[at] === "\t" ? 4 - (column % 4) : 1;
    }
    this.#blanks = { from: this.#at, at, column };
    return this.#blanks;
  }
}
