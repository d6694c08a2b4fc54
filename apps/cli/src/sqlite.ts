/**
 * A SQLite database read from its bytes, by sql.js: SQLite itself as WebAssembly, which never opens the file and so
 * cannot change it. Node's own module prints a warning before Node 24, and drivers that open files may write beside them.
 */
import type { DatabaseAnswers } from "@idse/workspace-migration";

/** Questions by the table that each needs; one about a table that is not there has no answer. */
export const readSqlite = async (
  bytes: Uint8Array,
  questions: Readonly<Record<string, string>>,
): Promise<DatabaseAnswers> => {
  const { default: initSqlJs } = await import("sql.js/dist/sql-wasm-inline.js");
  const { Database } = await initSqlJs();
  const database = new Database(bytes);
  try {
    const ask = (sql: string): ReadonlyArray<Readonly<Record<string, unknown>>> => {
      const statement = database.prepare(sql);
      const rows: Array<Readonly<Record<string, unknown>>> = [];
      while (statement.step()) rows.push(statement.getAsObject());
      statement.free();
      return rows;
    };
    const tables = new Set(
      ask("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => name),
    );
    return Object.fromEntries(
      Object.entries(questions)
        .filter(([table]) => tables.has(table))
        .map(([table, sql]) => [table, ask(sql)]),
    );
  } finally {
    database.close();
  }
};
