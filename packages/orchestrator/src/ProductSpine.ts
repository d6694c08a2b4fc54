/**
 * The Product Spine of a project: the table below a heading of that name in the blueprint's spec, one primitive in
 * each row. A session works on a primitive where it names it: in its implementation, in its spec, or in its own
 * name or tags. The table is read, and never written.
 */
import type { ArtifactDocument } from "@idse/pipeline-artifacts";

export interface Primitive {
  /** As the first column has it. */
  readonly name: string;
  /** What the other columns say of it. */
  readonly cells: ReadonlyArray<string>;
}

export interface Spine {
  /** Of the table, from 1. */
  readonly line: number;
  /** The other columns. */
  readonly columns: ReadonlyArray<string>;
  readonly primitives: ReadonlyArray<Primitive>;
}

/** Null where the document has no such table. */
export const spineOf = (document: ArtifactDocument): Spine | null => {
  const section = document.sectionTitled("Product Spine");
  if (section === undefined) return null;
  const { start, end } = section.body;
  const table = document.tables.find(
    ({ range }) => start.offset <= range.start.offset && range.start.offset < end.offset,
  );
  const [head, ...rows] = table?.rows ?? [];
  if (table === undefined || head === undefined) return null;
  const columns = head.slice(1);
  return {
    line: table.range.start.line,
    columns,
    primitives: rows.flatMap(([name = "", ...cells]) =>
      name === "" ? [] : [{ name, cells: columns.map((_, index) => cells[index] ?? "") }],
    ),
  };
};

/** The words by which others call it: `DesignStore` of `DesignStore, on files` and `Cart (web)`. */
export const callName = ({ name }: Primitive): string => /^[^,(]+/.exec(name)?.[0].trim() || name;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The line on which a text names a primitive, letters as they are, code too; null where it does not. */
export const lineNaming = (document: ArtifactDocument, primitive: Primitive): number | null => {
  const words = escaped(callName(primitive)).replace(/\s+/g, "\\s+");
  const found = new RegExp(`(?<![\\p{L}\\p{N}_])${words}(?![\\p{L}\\p{N}_])`, "u").exec(document.text);
  return found === null ? null : document.lines.pointAt(found.index).line;
};

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether one of a session's own words is its name: `ProjectWorkspace`, `project-workspace`, `Project Workspace`. */
export const isNamedIn = (words: ReadonlyArray<string>, primitive: Primitive): boolean => {
  const name = plain(callName(primitive));
  return name !== "" && words.some((word) => plain(word) === name);
};
