/** Rows of a query as a table for a person, and as CSV for a spreadsheet. */
import type { ResultOf } from "@idse/orchestrator/results/Results";
import { count } from "./count.ts";
import { printCsv } from "./csv.ts";
import { dim } from "./paint.ts";
import { columns } from "./table.ts";

type Query = ResultOf<"query">;
type Cell = string | number | boolean | null | ReadonlyArray<string>;
type Row = Readonly<Record<string, Cell>>;
type Column = readonly [title: string, cell: (row: Row) => string];

const cellText = (cell: Cell | undefined): string => {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? cell.join("; ") : String(cell);
};

const shown = (row: Row, name: string): string => cellText(row[name]) || "-";

const column = (title: string, name: string): Column => [title, (row) => shown(row, name)];

/** Nothing is said of a count that is none. */
const counted = (title: string, name: string): Column => [
  title,
  (row) => (row[name] === 0 ? "" : shown(row, name)),
];

/** Where a document is kept elsewhere, `checkout/spec` in the place of a path. */
const place = (row: Row): string => {
  const where = cellText(row.path) || `${cellText(row.session)}/${cellText(row.stage)}`;
  return row.line === undefined ? where : `${where}:${cellText(row.line)}:${cellText(row.column)}`;
};

const trouble = [
  counted("Open", "openMarkers"),
  counted("Errors", "errors"),
  counted("Warnings", "warnings"),
] as const;

interface Table {
  readonly columns: ReadonlyArray<Column>;
  readonly none: string;
}

const tables: Readonly<Record<Query["name"], Table>> = {
  sessions: {
    columns: [
      column("Session", "session"),
      column("Type", "type"),
      column("Status", "status"),
      column("Owner", "owner"),
      ["Done", (row) => `${cellText(row.completed)}/${cellText(row.stages)}`],
      counted("Errors", "errors"),
      counted("Warnings", "warnings"),
      column("Parent", "parent"),
      ["Tags", (row) => cellText(row.tags)],
    ],
    none: "No sessions.",
  },
  artifacts: {
    columns: [
      ["Document", place],
      ["Digest", (row) => cellText(row.digest).replace("sha256:", "").slice(0, 12)],
      ["Untouched", (row) => (row.untouched === true ? "yes" : "")],
      ...trouble,
    ],
    none: "No documents.",
  },
  "stage-status": {
    columns: [
      column("Session", "session"),
      column("Stage", "stage"),
      column("State", "state"),
      column("Agent", "agent"),
      ...trouble,
      ["Signed off by", (row) => cellText(row.signedOffBy)],
      ["Stale because", (row) => cellText(row.staleBecause)],
    ],
    none: "No sessions.",
  },
  unsynced: {
    columns: [
      column("Remote", "remote"),
      [
        "Document",
        (row) => cellText(row.path) || [row.session, row.document].map(cellText).filter(Boolean).join("/"),
      ],
      column("State", "state"),
      column("Last sync", "lastSync"),
    ],
    none: "Nothing is known to be unsynced.",
  },
  "specs-in-progress": {
    columns: [
      column("Session", "session"),
      column("State", "state"),
      column("Owner", "owner"),
      ...trouble,
      ["Document", (row) => cellText(row.path) || `${cellText(row.session)}/spec`],
    ],
    none: "No spec is in progress.",
  },
  "trace-gaps": {
    columns: [
      ["Place", place],
      column("Item", "id"),
      ["Lacks", (row) => cellText(row.missing)],
      ["Title", (row) => cellText(row.title)],
    ],
    none: "No gaps.",
  },
  text: {
    columns: [
      ["Place", place],
      ["Line", (row) => cellText(row.text)],
    ],
    none: "Not found.",
  },
};

export const renderQuery = ({ name, rows, total }: Query): string => {
  const table = tables[name];
  if (total === 0) return `${table.none}\n`;
  const cells = rows.map((row) => table.columns.map(([, cell]) => cell(row).replaceAll(/\s+/g, " ")));
  const [head = "", ...body] = columns([table.columns.map(([title]) => title), ...cells], "").split(
    /(?<=\n)/,
  );
  return `${dim(head)}${body.join("")}\n${count(total, "row")}\n`;
};

/** Every column that JSON has, under the same names. */
export const csvQuery = (query: Query): string =>
  printCsv([
    query.columns,
    ...query.rows.map((row: Row) =>
      query.columns.map((name) => {
        const cell = row[name];
        return typeof cell === "number" ? cell : cellText(cell);
      }),
    ),
  ]);
