/** Rows as CSV by RFC 4180: CRLF, and quotes where they are needed. */
import { plain } from "./plain.ts";

/** What makes a spreadsheet take a cell for a formula, by itself or as the full-width sign that some read alike. */
const formula = /^\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|^\t/;

/** A cell that would be taken for a formula opens with an apostrophe; of a number nothing is to be feared. */
const csvCell = (cell: string | number): string => {
  const text = plain(String(cell));
  const safe = typeof cell === "string" && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export const printCsv = (rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  rows.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("");
