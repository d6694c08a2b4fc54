/** What we use of sql.js. Its own types are for its other builds, and bring those of emscripten along. */
declare module "sql.js/dist/sql-wasm-inline.js" {
  interface Statement {
    readonly step: () => boolean;
    readonly getAsObject: () => Readonly<Record<string, unknown>>;
    readonly free: () => boolean;
  }
  interface Database {
    readonly prepare: (sql: string) => Statement;
    readonly run: (sql: string) => unknown;
    readonly export: () => Uint8Array;
    readonly close: () => void;
  }
  interface SqlJs {
    readonly Database: new (bytes?: Uint8Array) => Database;
  }
  const initSqlJs: () => Promise<SqlJs>;
  export default initSqlJs;
}
