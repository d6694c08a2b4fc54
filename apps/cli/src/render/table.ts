/** Rows of text in columns. */
export const columns = (rows: ReadonlyArray<ReadonlyArray<string>>, indent = "  "): string => {
  const widths: Array<number> = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows
    .map(
      (row) =>
        `${indent}${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
};
