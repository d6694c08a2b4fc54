/**
 * Members and elements put into a JSON text and taken out again, so that taking out is the exact
 * inverse of putting in, in any order and without a note anywhere:
 *
 * - What is added stands first. The white space that followed the bracket is written once more, so
 *   that what was there keeps its own.
 * - A bracket that was there and empty is filled with no space behind it; one of our making always has
 *   some (see `JsonPrint.ts`). So an emptied bracket is known to be ours, and goes.
 */
import { dominantLineEnd } from "@idse/managed-block";
import { type Layout, printMember, printValue } from "./JsonPrint.ts";
import { itemsOf, type Json, type JsonText, type Node, valueNodeOf } from "./JsonText.ts";
import { behindBracket, commaBetween, endOfSpace, hasComment, indentAt, startOfSpace } from "./JsonTrivia.ts";

/** Adds a member (with a name) or an element (without) as the first of its container. */
export const insertFirst = (json: JsonText, container: Node, name: string | null, value: Json): string => {
  const { body } = json;
  const print = (layout: Layout) =>
    name === null ? printValue(value, layout) : printMember(name, value, layout);
  if (itemsOf(container).length === 0) {
    const layout = { ...layoutOf(json), indent: indentAt(body, container.offset) };
    return spliced(json, [{ start: container.offset + 1, end: container.offset + 1, text: print(layout) }]);
  }
  const at = behindBracket(body, container.offset);
  const space = body.slice(at, endOfSpace(body, at));
  const ownLine = /[\r\n]/.test(space);
  const layout = ownLine
    ? { ...layoutOf(json), indent: /[^\r\n]*$/.exec(space)?.[0] ?? "" }
    : { ...layoutOf(json), lineEnd: null };
  return spliced(json, [{ start: at, end: at, text: `${space}${print(layout)},` }]);
};

/** Writes another value in the place of one. */
export const replaceValue = (json: JsonText, item: Node, value: Json): string => {
  const { offset, length } = valueNodeOf(item);
  const isOnOneLine = !/[\r\n]/.test(json.body.slice(offset, offset + length));
  const layout = { ...layoutOf(json), indent: indentAt(json.body, offset) };
  const text = printValue(value, isOnOneLine ? { ...layout, lineEnd: null } : layout);
  return spliced(json, [{ start: offset, end: offset + length, text }]);
};

/** The text without a member or element, and without brackets of ours that it leaves empty; null where nothing is left. */
export const removeItem = (json: JsonText, item: Node): string | null => {
  const { body } = json;
  const container = item.parent;
  if (container === undefined) return null;
  const items = itemsOf(container);
  const index = items.indexOf(item);
  const [previous, next] = [items[index - 1], items[index + 1]];
  const start = previous === undefined ? container.offset + 1 : endOf(previous);
  const end = next === undefined ? endOf(container) - 1 : next.offset;
  const comma = commaBetween(body, endOf(item), end);
  const spaceStart = startOfSpace(body, start, item.offset);
  const own = { start: spaceStart, end: endOf(item), text: "" };
  const without = (at: number | undefined): Array<Span> =>
    at === undefined ? [] : [{ start: at, end: at + 1, text: "" }];
  if (items.length > 1) {
    const separator = comma ?? commaBetween(body, start, item.offset);
    return spliced(json, [own, ...without(separator)]);
  }
  const wasThere = item.offset === container.offset + 1;
  const isCommented = hasComment(body, start, item.offset) || hasComment(body, endOf(item), end);
  if (wasThere || isCommented) return spliced(json, [own, ...without(comma)]);
  if (container.parent !== undefined) return removeItem(json, itemAround(container));
  const outside = body.slice(0, container.offset) + body.slice(endOf(container));
  if (outside.trim() === "") return null;
  return spliced(json, [{ start: container.offset + 1, end: endOf(container) - 1, text: "" }]);
};

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Behind the last offset of a node. */
const endOf = ({ offset, length }: Node): number => offset + length;

/** The member whose value a container is, or the container where it is an element. */
const itemAround = (container: Node): Node =>
  container.parent?.type === "property" ? container.parent : container;

const spliced = ({ mark, body }: JsonText, spans: ReadonlyArray<Span>): string =>
  mark +
  [...spans]
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), body);

const layoutOf = ({ body, root }: JsonText): Layout => {
  const [first] = itemsOf(root);
  const indent = first === undefined ? "" : indentAt(body, first.offset);
  return {
    lineEnd: first === undefined || /[\r\n]/.test(body.trim()) ? dominantLineEnd(body) : null,
    indent: "",
    unit: indent === "" ? "  " : indent,
  };
};
