/**
 * A table that IDSE keeps in a TOML file, in a managed block between two comments at its end. The text is
 * parsed before and after, so that the block adds its table and nothing else.
 */
import type { BlockSyntax, FileProblem } from "@idse/managed-block";
import { bodyOf, locateBlock, putBlock, takeBlock, takeMarkers, textMark } from "@idse/managed-block";
import { parse, TomlError } from "smol-toml";
import { isObject, isSameJson, type Json } from "../json/JsonText.ts";
import { type Look, type Note, type Outcome, type PieceContent, written } from "../Piece.ts";
import { multilineStringsIn } from "./TomlStrings.ts";

export interface TomlTable {
  /** Names that lead to the table. */
  readonly path: ReadonlyArray<string>;
  readonly values: Readonly<Record<string, string | ReadonlyArray<string>>>;
}

const tomlBlock: BlockSyntax = {
  opening: /^[ \t]*# idse:begin(?: \(([^)]*)\))?[ \t]*$/,
  closing: /^[ \t]*# idse:end[ \t]*$/,
  openingLine: (said) => `# idse:begin (${said})`,
  closingLine: "# idse:end",
  quotedParts: multilineStringsIn,
  swallowed: {
    message: "A string that opens here is never closed; it would swallow the managed block.",
    hint: "Close the string.",
  },
};

export const tomlTable = (table: TomlTable): PieceContent => ({
  put: (text, force) => put(text, table, force),
  take: (text) => {
    const located = locateBlock(tomlBlock, text);
    if (!located.ok) return located;
    return written(located.block === null ? text : takeBlock(text, located.block));
  },
  look: (text) => (text === null ? absent : lookAt(text, table)),
});

const absent: Look = { state: "absent", line: null };

const put = (text: string | null, table: TomlTable, force: boolean): Outcome => {
  const isBroken = force && text !== null && !locateBlock(tomlBlock, text).ok;
  const whole = isBroken ? takeMarkers(tomlBlock, text) : text;
  const others = parseToml(withoutBlock(whole ?? ""));
  if (!others.ok) return others;
  const own = standingAt(others.value, table.path);
  if (own !== undefined) return written(text, [notOurs(lineOfTable(whole ?? "", table), table)]);
  const placed = putBlock(tomlBlock, whole, printTable(table));
  if (!placed.ok) return placed;
  const result = parseToml(placed.content);
  const parent = standingAt(others.value, table.path.slice(0, -1));
  if (!result.ok && parent !== undefined) return { ok: false, problem: closedTable(whole ?? "", table) };
  if (!result.ok) return result;
  if (isSameJson(standingAt(result.value, table.path), table.values)) return written(placed.content);
  return {
    ok: false,
    problem: {
      line: lineAfterBlock(placed.content),
      message: "What stands below the managed block belongs to its table.",
      hint: "Move it above the block, or begin a table of its own.",
    },
  };
};

const lookAt = (text: string, table: TomlTable): Look => {
  const located = locateBlock(tomlBlock, text);
  if (!located.ok) return { state: "unreadable", line: located.problem.line };
  const parsed = parseToml(text);
  if (!parsed.ok) return { state: "unreadable", line: parsed.problem.line };
  if (located.block === null) {
    const isThere = standingAt(parsed.value, table.path) !== undefined;
    return isThere ? { state: "changed", line: lineOfTable(text, table) } : absent;
  }
  const { line, notes } = located.block;
  const body = bodyOf(text, located.block);
  if (textMark(body) !== notes.text) return { state: "changed", line };
  return { state: body === printTable(table) ? "current" : "outdated", line };
};

type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: FileProblem };

const parseToml = (text: string): Parsed => {
  try {
    // A mark at the start is no part of the text, and what follows keeps its line.
    return { ok: true, value: parse(text.replace(/^\ufeff/, "")) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = "unreadable"] = error.message.replace(/^Invalid TOML document: /, "").split("\n");
    return {
      ok: false,
      problem: {
        line: error.line,
        message: `This is not valid TOML: ${what}.`,
        hint: "Mend the file and run the command again; it was left as it is.",
      },
    };
  }
};

const withoutBlock = (text: string): string => {
  const located = locateBlock(tomlBlock, text);
  return located.ok && located.block !== null ? (takeBlock(text, located.block) ?? "") : text;
};

const standingAt = (value: unknown, path: ReadonlyArray<string>): unknown =>
  path.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), value);

const printTable = ({ path, values }: TomlTable): string =>
  [
    `[${path.join(".")}]`,
    ...Object.entries(values).map(([name, value]) => `${name} = ${printToml(value)}`),
  ].join("\n");

/** Strings of JSON are strings of TOML but for one sign. */
const printToml = (value: Json): string =>
  Array.isArray(value)
    ? `[${value.map(printToml).join(", ")}]`
    : JSON.stringify(value).replaceAll("\u007f", "\\u007f");

const notOurs = (line: number | null, { path }: TomlTable): Note => ({
  line,
  message: `The table [${path.join(".")}] was written by hand, and was left as it is.`,
  hint: "Take it out and run the command again, or keep it as it is.",
});

/** `servers = { … }` is whole; TOML lets nobody add to it. */
const closedTable = (text: string, { path: [first = ""] }: TomlTable): FileProblem => {
  const at = text.split(/\r\n|\n/).findIndex((line) => line.trim().startsWith(first));
  return {
    line: Math.max(at, 0) + 1,
    message: `"${first}" is written as one value, and no table can be added to it.`,
    hint: `Write each of its tables as [${first}.NAME].`,
  };
};

const lineOfTable = (text: string, { path }: TomlTable): number | null => {
  const at = text.split(/\r\n|\n/).findIndex((line) => line.trim().startsWith(`[${path.join(".")}]`));
  return at < 0 ? null : at + 1;
};

const lineAfterBlock = (text: string): number => {
  const located = locateBlock(tomlBlock, text);
  const end = located.ok && located.block !== null ? located.block.end : 0;
  return text.slice(0, end).split(/\r\n|\n/).length + 1;
};
