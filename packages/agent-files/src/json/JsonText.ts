/**
 * A JSON text that a person edits, with comments and trailing commas where somebody wrote them: read
 * for its places, so that a change touches what it is about and no other byte.
 */
import type { FileProblem } from "@idse/managed-block";
import { LineMap } from "@idse/pipeline-artifacts";
import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

export type { Node } from "jsonc-parser";

export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [name: string]: Json };

export interface JsonText {
  /** The byte order mark, or nothing. Offsets count behind it. */
  readonly mark: string;
  readonly body: string;
  /** An object. */
  readonly root: Node;
}

export type JsonTextResult =
  | { readonly ok: true; readonly json: JsonText }
  | { readonly ok: false; readonly problem: FileProblem };

export const parseJsonText = (text: string): JsonTextResult => {
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const body = text.slice(mark.length);
  const errors: Array<ParseError> = [];
  const root = treeOf(body, errors);
  const [first] = errors;
  if (root === undefined || first !== undefined) {
    const what = first === undefined ? "nothing that can be read" : printParseErrorCode(first.error);
    const words = what.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
    return { ok: false, problem: problemAt(body, first?.offset ?? 0, `This is not valid JSON: ${words}.`) };
  }
  if (root.type !== "object")
    return { ok: false, problem: problemAt(body, root.offset, "An object is expected here.") };
  return { ok: true, json: { mark, body, root } };
};

export const problemAt = (body: string, offset: number, message: string): FileProblem => ({
  line: lineAt(body, offset),
  message,
  hint: "Mend the file and run the command again; it was left as it is.",
});

export const lineAt = (body: string, offset: number): number => new LineMap(body).pointAt(offset).line;

/** The parser recurses; a text nested beyond its stack is one that nobody wrote. */
const treeOf = (body: string, errors: Array<ParseError>): Node | undefined => {
  try {
    return parseTree(body, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** The members of an object, or the elements of an array. */
export const itemsOf = (container: Node): ReadonlyArray<Node> => container.children ?? [];

export const nameOf = (member: Node): unknown => member.children?.[0]?.value;

/** The value of a member; an element is its own. */
export const valueNodeOf = (item: Node): Node =>
  item.type === "property" ? (item.children?.[1] ?? item) : item;

/** A value of the text as data. */
export const plainValue = (node: Node): unknown => getNodeValue(node);

/** Equal but for the order of members. */
export const isSameJson = (left: unknown, right: unknown): boolean => sorted(left) === sorted(right);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    isObject(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : one,
  );

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
