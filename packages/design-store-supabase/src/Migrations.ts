/** The SQL that makes the place for documents, in the order in which it is run. The store itself never runs it. */
import { sqlFiles } from "./generated/sql.ts";

export interface Migration {
  /** `0001-design-store`: the number comes first, so that names sort in the order of running. */
  readonly name: string;
  /** Safe to run again. */
  readonly sql: string;
}

export const migrations: ReadonlyArray<Migration> = Object.entries(sqlFiles).map(([file, sql]) => ({
  name: file.replace(/\.sql$/, ""),
  sql,
}));
