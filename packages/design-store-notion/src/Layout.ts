/**
 * An edited page in the layout of the text that was written into it. Notion renders a page anew when one word of
 * it is edited: blank lines, bullets, escapes and comments of the whole text change or go. Nobody meant that,
 * so lines that say what they said before are taken from the source, with what stands unseen around them.
 * Only what was edited comes as Notion gives it.
 */
import { normaliseText } from "@idse/pipeline-artifacts";
import { diffIndices } from "node-diff3";

interface Line {
  readonly text: string;
  /** Equal for lines that say the same. */
  readonly key: string;
  readonly isCode: boolean;
  /** Blank lines and comments that stand before it. */
  readonly before: ReadonlyArray<string>;
}

interface Text {
  readonly lines: ReadonlyArray<Line>;
  /** What stands unseen behind the last line. */
  readonly end: ReadonlyArray<string>;
}

const fence = /^\s*(`{3,}|~{3,})/;
const tableRow = /^\s*\|.*\|\s*$/;
const listItem = /^(\s*)([*+-]|\d+[.)]) /;

const cells = (row: string): string =>
  row
    .trim()
    .split("|")
    .map((cell) => cell.trim())
    .join("|");

/** What a line says, however it is written down. */
const keyOf = (text: string): string =>
  (tableRow.test(text) ? cells(text) : text)
    .normalize("NFC")
    .replace(/<!--.*?-->/g, "")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/^(\s*)[*+] /, "$1- ")
    .replace(/\s+/g, " ")
    .trimEnd();

/** `comments`: whether a line that is nothing but a comment is seen. */
const readLines = (source: string, comments: "seen" | "unseen"): Text => {
  const lines: Array<Line> = [];
  let before: Array<string> = [];
  let open: string | undefined;
  let inComment = false;
  const see = (text: string, key: string, isCode: boolean): void => {
    lines.push({ text, key, isCode, before });
    before = [];
  };
  for (const text of normaliseText(source).replace(/\n+$/, "").split("\n")) {
    if (open !== undefined) {
      see(text, `\u0001${text}`, true);
      if (text.trimEnd() === open) open = undefined;
      continue;
    }
    const begins = !inComment && /^\s*<!--/.test(text);
    const isComment = inComment || (begins && /^\s*<!--(?:(?!-->).)*(?:-->\s*)?$/.test(text));
    if (isComment) inComment = !text.includes("-->");
    if (text.trim() === "" || (isComment && comments === "unseen")) before.push(text);
    else {
      const mark = isComment ? undefined : fence.exec(text)?.[1];
      see(
        text,
        isComment ? `\u0002${text.trim()}` : mark === undefined ? keyOf(text) : `\u0001${text}`,
        mark !== undefined,
      );
      open = mark;
    }
  }
  return { lines, end: before };
};

/** Whether Notion shows the comments of a text: then one that is missing was taken out by somebody. */
const showsComments = (source: string, edited: string): boolean => {
  const comments = new Set(
    readLines(source, "seen").lines.flatMap(({ key }) => (key.startsWith("\u0002") ? [key] : [])),
  );
  return comments.size > 0 && readLines(edited, "seen").lines.some(({ key }) => comments.has(key));
};

const isBlank = (text: string): boolean => text.trim() === "";

/** Blocks stand apart in markdown; items of a list and rows of a table do not. */
const standsApart = (last: Line | undefined, line: Line): boolean => {
  if (last === undefined) return false;
  if (last.isCode && line.isCode) return false;
  const together = [listItem, tableRow].some((kind) => kind.test(last.text) && kind.test(line.text));
  return !together;
};

/** A line that was edited or added, with the bullet that stands there. */
const inMannerOf = (line: Line, was: Line): Line => {
  const [, indent, bullet = ""] = listItem.exec(was.text) ?? [];
  if (line.isCode || indent === undefined || !/^[*+]$/.test(bullet)) return line;
  return line.text.startsWith(`${indent}- `)
    ? { ...line, text: `${indent}${bullet}${line.text.slice(indent.length + 1)}` }
    : line;
};

const saysTheSame = (left: Text, right: Text): boolean =>
  left.lines.length === right.lines.length &&
  left.lines.every(({ key }, index) => key === right.lines[index]?.key);

/** The text of an edited page; `edited` itself where the source does not help. */
export const inLayoutOf = (source: string, edited: string): string => {
  if (edited === "") return edited;
  const comments = showsComments(source, edited) ? "seen" : "unseen";
  const [before, after] = [readLines(source, comments), readLines(edited, comments)];
  const out: Array<string> = [];
  let last: Line | undefined;
  const put = (line: Line, unseen: ReadonlyArray<string>): void => {
    out.push(...unseen, line.text);
    last = line;
  };
  const copy = (from: number, to: number): void => {
    for (const line of before.lines.slice(from, to)) put(line, line.before);
  };
  let at = 0;
  const keys = ({ lines }: Text): Array<string> => lines.map(({ key }) => key);
  for (const { buffer1, buffer2 } of diffIndices(keys(before), keys(after))) {
    const [from, gone] = buffer1;
    const [first, come] = buffer2;
    copy(at, from);
    const was = before.lines.slice(from, from + gone);
    after.lines.slice(first, first + come).forEach((line, index) => {
      const place = was[index];
      if (place !== undefined) put(inMannerOf(line, place), place.before);
      else put(last === undefined ? line : inMannerOf(line, last), standsApart(last, line) ? [""] : []);
    });
    // A comment that Notion does not show was taken out by nobody.
    for (const { before: unseen } of was.slice(come)) out.push(...unseen.filter((text) => !isBlank(text)));
    at = from + gone;
  }
  copy(at, before.lines.length);
  out.push(...before.end);
  const text = `${out.join("\n").trimEnd()}\n`;
  return saysTheSame(readLines(text, comments), after) ? text : edited;
};
