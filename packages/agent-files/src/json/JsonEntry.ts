/** One entry that IDSE keeps in a JSON file among those of others: found, put in, taken out. */
import type { FileProblem } from "@idse/managed-block";
import { type Look, leftAlone, type Note, type Outcome, type PieceContent, written } from "../Piece.ts";
import { insertFirst, removeItem, replaceValue } from "./JsonEdit.ts";
import { printFile } from "./JsonPrint.ts";
import { isScaffold, type Scaffold, withoutScaffold, withScaffold } from "./JsonScaffold.ts";
import {
  isSameJson,
  itemsOf,
  type Json,
  type JsonText,
  lineAt,
  type Node,
  nameOf,
  parseJsonText,
  plainValue,
  problemAt,
  valueNodeOf,
} from "./JsonText.ts";

export interface JsonEntry {
  /** A member's path ends with its own name, an element's with that of the array. */
  readonly kind: "member" | "element";
  readonly path: ReadonlyArray<string>;
  readonly value: Json;
  /** Whether a value is as IDSE writes it, for whatever project and however it is started. */
  readonly owns: (standing: unknown) => boolean;
  /** Whether an element that IDSE does not own began as its own. A member is known by its name. */
  readonly resembles?: (standing: unknown) => boolean;
  /** Members that a file of our making has first. */
  readonly scaffold?: Scaffold;
  /** A member without which the file is not read by anybody. */
  readonly needs?: string;
}

export const jsonEntry = (entry: JsonEntry): PieceContent => ({
  put: (text, force) => {
    if (text === null) return written(printFile({ ...entry.scaffold, ...nested(entry, entry.path) }));
    const read = readEntry(text, entry);
    if (!read.ok) return read;
    const put = putInto(read.found, text, entry, force);
    return put.ok ? written(put.content, [...put.notes, ...lackOf(put.content, entry)]) : put;
  },
  take: (text, force) => {
    const read = readEntry(text, entry);
    if (read.ok) return takeFrom(read.found, text, entry, force);
    return read.hasRoom ? read : written(text);
  },
  look: (text) => (text === null ? absent : lookAt(text, entry)),
});

const absent: Look = { state: "absent", line: null };

interface Found {
  readonly json: JsonText;
  /** What IDSE wrote, first to last. */
  readonly owned: ReadonlyArray<Node>;
  /** What stands in the place of it, or was changed. */
  readonly others: ReadonlyArray<Node>;
  /** The innermost object or array on the path that is there, and the names that still lead on. */
  readonly container: Node;
  readonly rest: ReadonlyArray<string>;
}

type Read =
  | { readonly ok: true; readonly found: Found }
  | {
      readonly ok: false;
      readonly problem: FileProblem;
      /** False where something else stands in the place, so that the entry cannot be in there. */
      readonly hasRoom: boolean;
    };

const readEntry = (text: string, entry: JsonEntry): Read => {
  const parsed = parseJsonText(text);
  if (!parsed.ok) return { ...parsed, hasRoom: true };
  const { json } = parsed;
  let container = json.root;
  for (const [depth, name] of entry.path.entries()) {
    const members = itemsOf(container).filter((member) => nameOf(member) === name);
    const [member, second] = members;
    if (second !== undefined) {
      const problem = problemAt(json.body, second.offset, `"${name}" stands here twice.`);
      return { ok: false, problem, hasRoom: true };
    }
    const rest = entry.path.slice(depth);
    if (member === undefined) return { ok: true, found: { json, owned: [], others: [], container, rest } };
    const isLast = rest.length === 1;
    if (isLast && entry.kind === "member") return sortedOut(json, container, [member], entry);
    const value = valueNodeOf(member);
    const expected = isLast ? "array" : "object";
    if (value.type !== expected) {
      const message = `"${name}" is expected to be an ${expected}.`;
      return { ok: false, problem: problemAt(json.body, value.offset, message), hasRoom: false };
    }
    container = value;
  }
  return sortedOut(json, container, itemsOf(container), entry);
};

const sortedOut = (
  json: JsonText,
  container: Node,
  items: ReadonlyArray<Node>,
  { kind, owns, resembles }: JsonEntry,
): Read => {
  const standing = (item: Node) => plainValue(valueNodeOf(item));
  const owned = items.filter((item) => owns(standing(item)));
  const isOther = (item: Node) => kind === "member" || resembles?.(standing(item)) === true;
  const others = items.filter((item) => !owned.includes(item) && isOther(item));
  return { ok: true, found: { json, owned, others, container, rest: [] } };
};

const putInto = (found: Found, text: string, entry: JsonEntry, force: boolean): Outcome => {
  const { json, owned, others, container, rest } = found;
  const { scaffold } = entry;
  const again = (changed: string | null) => jsonEntry(entry).put(changed, force);
  const [first] = owned;
  const surplus = owned[1] ?? (first !== undefined && force ? others[0] : undefined);
  // A merge of two branches may have left it twice.
  if (surplus !== undefined) return again(removeItem(json, surplus));
  const [other] = others;
  if (first !== undefined) {
    const isCurrent = isSameJson(plainValue(valueNodeOf(first)), entry.value);
    return written(isCurrent ? text : replaceValue(json, first, entry.value), notesOn(found, entry));
  }
  if (other !== undefined) {
    if (force) return written(replaceValue(json, other, entry.value));
    return written(text, notesOn(found, entry));
  }
  const [name = null] = rest;
  const value = name === null ? entry.value : valueAt(entry, rest.slice(1));
  const inserted = insertFirst(json, container, name, value);
  return written(itemsOf(json.root).length === 0 ? withScaffold(inserted, scaffold) : inserted);
};

const notesOn = ({ json, others }: Found, entry: JsonEntry): ReadonlyArray<Note> =>
  others.map((other) => leftAlone(lineAt(json.body, other.offset), nameFor(entry)));

const lackOf = (text: string | null, { needs }: JsonEntry): ReadonlyArray<Note> => {
  const parsed = parseJsonText(text ?? "");
  if (!parsed.ok || needs === undefined) return [];
  if (itemsOf(parsed.json.root).some((member) => nameOf(member) === needs)) return [];
  const message = `"${needs}" is missing, and without it nobody reads this file.`;
  return [{ line: 1, message, hint: `Add "${needs}": 1.` }];
};

const takeFrom = (found: Found, text: string, entry: JsonEntry, force: boolean): Outcome => {
  const { json, owned, others } = found;
  const [item] = force ? [...owned, ...others] : owned;
  if (item === undefined) return written(text, notesOn(found, entry));
  const hadScaffold = isScaffold(itemsOf(json.root).slice(0, -1), entry.scaffold);
  const left = removeItem(json, item);
  if (left === null) return written(null);
  const bare = hadScaffold ? withoutScaffold(left, entry.scaffold) : left;
  return bare === null ? written(null) : jsonEntry(entry).take(bare, force);
};

const lookAt = (text: string, entry: JsonEntry): Look => {
  const read = readEntry(text, entry);
  if (!read.ok) return { state: "unreadable", line: read.problem.line };
  const { json, owned, others } = read.found;
  const [first] = owned;
  const [other] = others;
  const place = other ?? first;
  if (place === undefined) return absent;
  const line = lineAt(json.body, place.offset);
  if (other !== undefined) return { state: "changed", line };
  const isCurrent = owned.length === 1 && isSameJson(plainValue(valueNodeOf(place)), entry.value);
  return { state: isCurrent ? "current" : "outdated", line };
};

/** The value with what the remaining names enclose it in. */
const valueAt = (entry: JsonEntry, names: ReadonlyArray<string>): Json => {
  const own = entry.kind === "element" ? [entry.value] : entry.value;
  return names.reduceRight<Json>((value, name) => ({ [name]: value }), own);
};

const nested = (entry: JsonEntry, path: ReadonlyArray<string>): Readonly<Record<string, Json>> => {
  const [name = ""] = path;
  return { [name]: valueAt(entry, path.slice(1)) };
};

const nameFor = ({ kind, path }: JsonEntry): string =>
  kind === "member" ? `"${path.join(".")}"` : `The entry of idse in "${path.join(".")}"`;
