/**
 * JSON that people edit: read with a schema, refused with the line it is wrong on. A file that
 * cannot be read is never guessed at.
 */
import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import type * as z from "zod";
import { LineMap } from "./SourcePosition.ts";

export interface JsonProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type JsonResult<A> =
  | { readonly ok: true; readonly value: A }
  | { readonly ok: false; readonly problem: JsonProblem };

/** Parses a text and holds it against a schema. The first thing wrong is reported with its place. */
export const readJson = <S extends z.ZodType>(text: string, schema: S): JsonResult<z.output<S>> => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    return { ok: false, problem: syntaxProblem(body) };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problem: shapeProblem(body, parsed.error) };
};

/** The parser recurses where `JSON.parse` does not; a text nested beyond its stack has no places. */
const treeOf = (body: string, errors: Array<ParseError> = []): Node | undefined => {
  try {
    return parseTree(body, errors, { disallowComments: true });
  } catch {
    return undefined;
  }
};

const syntaxProblem = (body: string): JsonProblem => {
  const errors: Array<ParseError> = [];
  treeOf(body, errors);
  const first = errors[0];
  const point = new LineMap(body).pointAt(first?.offset ?? body.length);
  const what = first === undefined ? "invalid JSON" : printParseErrorCode(first.error);
  const words = what.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return { message: `not valid JSON: ${words}`, line: point.line, column: point.column };
};

/** Where the value at a path stands in a JSON text, or the nearest value around it. */
export const placeInJson = (
  text: string,
  path: ReadonlyArray<PropertyKey>,
): { readonly line: number; readonly column: number } => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const tree = treeOf(body);
  let node = tree;
  for (let depth = path.length; depth > 0 && tree !== undefined; depth--) {
    node = findNodeAtLocation(tree, path.slice(0, depth) as Array<string | number>);
    if (node !== undefined) break;
  }
  const { line, column } = new LineMap(body).pointAt((node ?? tree)?.offset ?? 0);
  return { line, column };
};

type Issue = z.core.$ZodIssue;

const shapeProblem = (body: string, error: z.ZodError): JsonProblem => {
  const [first] = error.issues;
  if (first === undefined) return { message: "not as expected", line: 1, column: 1 };
  const { issue, path } = innermost(first);
  const where = path.length === 0 ? "" : `${path.join(".")}: `;
  const key = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  return {
    message: `${where}${isMissing(issue) ? "is missing" : issue.message}`,
    ...(key === undefined ? placeInJson(body, path) : placeOfKey(body, [...path, key])),
  };
};

/** Of a value that fits none of several forms, what keeps it from the one that it comes nearest to. */
const innermost = (
  issue: Issue,
  above: ReadonlyArray<PropertyKey> = [],
): { readonly issue: Issue; readonly path: ReadonlyArray<PropertyKey> } => {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union") return { issue, path };
  const [first = { issue, path }, ...others] = issue.errors.flatMap(([one]) =>
    one === undefined ? [] : [innermost(one, path)],
  );
  return others.reduce((deepest, one) => (one.path.length > deepest.path.length ? one : deepest), first);
};

const isMissing = (issue: Issue): boolean =>
  issue.code === "invalid_type" && issue.message.endsWith("received undefined");

/** Where a member's name stands, rather than its value. */
const placeOfKey = (body: string, path: ReadonlyArray<PropertyKey>): ReturnType<typeof placeInJson> => {
  const tree = treeOf(body);
  const value = tree && findNodeAtLocation(tree, path as Array<string | number>);
  const name = value?.parent?.children?.[0];
  if (name === undefined) return placeInJson(body, path);
  const { line, column } = new LineMap(body).pointAt(name.offset);
  return { line, column };
};

/** The first member that an object of the text has twice. A reader takes the last and drops the other silently. */
export const repeatedMemberIn = (text: string): JsonProblem | null => {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const pending = [treeOf(body)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const names = new Set<unknown>();
    for (const { type, children } of node.type === "object" ? (node.children ?? []) : []) {
      const [name] = children ?? [];
      if (type !== "property" || name === undefined) continue;
      if (names.has(name.value)) {
        const { line, column } = new LineMap(body).pointAt(name.offset);
        return { message: `"${name.value}" stands here twice`, line, column };
      }
      names.add(name.value);
    }
    pending.push(...(node.children ?? []).toReversed());
  }
  return null;
};

/** JSON as we write it: two spaces, one trailing newline. */
export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A changed value printed in the manner of the text it replaces: byte order mark, line ends, last newline. */
export const printJsonLike = (before: string, value: unknown): string => {
  let text = printJson(value);
  if (!/\n\s*$/.test(before)) text = text.trimEnd();
  if (before.includes("\r\n")) text = text.replaceAll("\n", "\r\n");
  return before.charCodeAt(0) === 0xfeff ? `\ufeff${text}` : text;
};
