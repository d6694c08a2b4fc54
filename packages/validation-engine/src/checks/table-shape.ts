import type { ArtifactDocument, SourceRange } from "@idse/pipeline-artifacts";
import type { Nodes, Table, TableCell } from "mdast";
import { type Check, lineAt, type Observation } from "../Check.ts";
import type { ExaminedRules } from "../Examination.ts";
import { saysSomething } from "./content.ts";
import { sectionsTitled } from "./section-title.ts";

interface PlacedTable {
  readonly columns: ReadonlyArray<string>;
  readonly range: SourceRange;
  /** First cell of a row beyond the header that says something. */
  readonly lost: ReadonlyArray<SourceRange>;
}

/** A row with fewer cells is filled with empty ones and loses nothing. */
const lostCells = (table: Table): ReadonlyArray<TableCell> => {
  const width = table.children[0]?.children.length ?? 0;
  return table.children.flatMap((row) => {
    const lost = row.children.slice(width).find((cell) => cell.children.some(saysSomething));
    return lost === undefined ? [] : [lost];
  });
};

const tablesOf = (document: ArtifactDocument): ReadonlyArray<PlacedTable> => {
  if (document.tables.length === 0) return [];
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const rangeOf = ({ position }: Nodes): SourceRange =>
    document.lines.range((position?.start.offset ?? 0) + shift, (position?.end.offset ?? 0) + shift);
  const lost: Array<ReadonlyArray<SourceRange>> = [];
  const pending: Array<Nodes> = document.tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "table") lost.push(lostCells(node).map(rangeOf));
    else if ("children" in node) pending.push(...node.children.toReversed());
  }
  return document.tables.map(({ rows, range }, index) => ({
    columns: rows[0] ?? [],
    range,
    lost: lost[index] ?? [],
  }));
};

const plain = (title: string): string => title.trim().toLowerCase();

/** What is asked of a table's columns, where a rule asks; their order is the author's. */
const wantedTable = (
  document: ArtifactDocument,
  tables: ReadonlyArray<PlacedTable>,
  section: string | undefined,
  columns: ReadonlyArray<string>,
  words: ExaminedRules,
): Pick<Observation, "range" | "message" | "about"> | null => {
  const sections = section === undefined ? [] : sectionsTitled(document, [section], words);
  const candidates =
    section === undefined
      ? tables
      : tables.filter(({ range }) =>
          sections.some(
            ({ body }) => body.start.offset <= range.start.offset && range.end.offset <= body.end.offset,
          ),
        );
  const fits = candidates.some((table) => {
    const there = new Set(table.columns.map(plain));
    return columns.every((one) => there.has(plain(one)));
  });
  if (fits) return null;
  const at = candidates[0]?.range ?? sections[0]?.heading.range;
  const shape = columns.length === 0 ? "a table" : `a table with the columns ${columns.join(", ")}`;
  return {
    ...(at === undefined ? {} : { range: at }),
    message: `Add ${shape}${section === undefined ? "" : ` to the section "${section}"`}.`,
    about: [section ?? "", ...columns].join("\n"),
  };
};

export const tableShape: Check<"table-shape"> = ({ present, check, words }) =>
  present.flatMap(({ document, stage, path }): ReadonlyArray<Observation> => {
    const tables = tablesOf(document);
    const { section, columns } = check;
    if (section !== undefined || columns !== undefined) {
      const missing = wantedTable(document, tables, section, columns ?? [], words);
      return missing === null ? [] : [{ category: "open", stage, path, ...missing }];
    }
    return tables.flatMap(({ lost }) =>
      lost.map((range) => ({
        category: "violation",
        stage,
        path,
        range,
        message: "Take this cell out or give the header another column: it is not shown.",
        hint: "A bar that is no border is written \\|, in code too.",
        about: lineAt(document, range),
      })),
    );
  });
