/**
 * Members that a JSON file of our making has before our entry, as `"version": 1`. They are put in only where nothing
 * else is in the file, and always first; so one that was there before stands behind what was added, and stays.
 */
import { insertFirst, removeItem } from "./JsonEdit.ts";
import {
  isSameJson,
  itemsOf,
  type Json,
  type Node,
  nameOf,
  parseJsonText,
  plainValue,
  valueNodeOf,
} from "./JsonText.ts";

export type Scaffold = Readonly<Record<string, Json>>;

/** The scaffold put before an entry that is alone in its file, last member first. */
export const withScaffold = (text: string, scaffold: Scaffold = {}): string =>
  Object.entries(scaffold)
    .reverse()
    .reduce((left, [name, value]) => {
      const parsed = parseJsonText(left);
      return parsed.ok ? insertFirst(parsed.json, parsed.json.root, name, value) : left;
    }, text);

/** Whether members are the scaffold and nothing else; one that was there before stands behind what was added. */
export const isScaffold = (members: ReadonlyArray<Node>, scaffold: Scaffold = {}): boolean => {
  const expected = Object.entries(scaffold);
  return (
    expected.length > 0 &&
    members.length === expected.length &&
    members.every((member, at) => isSameJson([nameOf(member), plainValue(valueNodeOf(member))], expected[at]))
  );
};

export const withoutScaffold = (text: string, scaffold: Scaffold = {}): string | null => {
  const parsed = parseJsonText(text);
  if (!parsed.ok || !isScaffold(itemsOf(parsed.json.root), scaffold)) return text;
  let left: string | null = text;
  for (const name of Object.keys(scaffold)) {
    const now = parseJsonText(left);
    const member = now.ok ? itemsOf(now.json.root).find((one) => nameOf(one) === name) : undefined;
    if (!now.ok || member === undefined) return left;
    left = removeItem(now.json, member);
    if (left === null) return null;
  }
  return left;
};
