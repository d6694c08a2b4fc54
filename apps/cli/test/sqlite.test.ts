/// <reference path="../src/sql-js.d.ts" />
/** Databases as the predecessor writes them, made by SQLite itself. */
import { databaseOf, databaseQuestions } from "@idse/workspace-migration";
import { expect, it } from "@jest/globals";
import initSqlJs from "sql.js/dist/sql-wasm-inline.js";
import { readSqlite } from "../src/sqlite.ts";

const tables = `
  CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, stack TEXT, current_session_id TEXT);
  CREATE TABLE sessions (id INTEGER PRIMARY KEY, project_id INTEGER, session_id TEXT, name TEXT, session_type TEXT,
    description TEXT, is_blueprint INTEGER, parent_session TEXT, owner TEXT, status TEXT, created_at TEXT, updated_at TEXT);
  CREATE TABLE artifacts (id INTEGER PRIMARY KEY, project_id INTEGER, session_id INTEGER, stage TEXT, content TEXT);
  INSERT INTO projects VALUES (1, 'shop', 'Rust', 'checkout');
  INSERT INTO sessions VALUES (7, 1, 'checkout', 'Checkout', 'feature', NULL, 0, '__blueprint__', 'lin', 'draft', 't', 't');
  INSERT INTO artifacts VALUES (1, 1, 7, 'intent', '# Intent: ünlike — 支払い');
`;

const databaseWith = async (sql: string): Promise<Uint8Array> => {
  const { Database } = await initSqlJs();
  const database = new Database();
  database.run(sql);
  const bytes = database.export();
  database.close();
  return bytes;
};

const read = async (bytes: Uint8Array) => databaseOf(await readSqlite(bytes, databaseQuestions));

it("gives what it holds, and nothing of tables that are not there", async () => {
  const found = await read(await databaseWith(tables));
  expect(found.artifacts).toEqual([
    { project: "shop", session: "checkout", stage: "intent", content: "# Intent: ünlike — 支払い" },
  ]);
  expect(found.sessions).toMatchObject([{ project: "shop", session: "checkout", stack: "Rust" }]);
  expect(found.pointers).toEqual(new Map([["shop", "checkout"]]));
  expect(found.problems).toEqual([]);
});

it("reads a file that a write-ahead log belongs to, and leaves its bytes as they are", async () => {
  const bytes = await databaseWith(tables);
  bytes[18] = 2;
  bytes[19] = 2;
  const before = Uint8Array.from(bytes);
  expect((await read(bytes)).sessions).toHaveLength(1);
  expect(bytes).toEqual(before);
});

it("refuses what is no database", async () => {
  await expect(
    readSqlite(new TextEncoder().encode("no database at all".repeat(40)), databaseQuestions),
  ).rejects.toThrow(/not a database/);
});
