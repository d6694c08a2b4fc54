/** The way in as its users type it: a database of SQLite, views that git tracks, and the words that are printed. */
/// <reference path="../../src/sql-js.d.ts" />
import { join } from "node:path";
import { beforeAll, expect, it } from "@jest/globals";
import initSqlJs from "sql.js/dist/sql-wasm-inline.js";
import { git, idse, jsonOf, read, sessionFolder, stageFiles, temporaryRepo, write } from "../support.ts";

let database: Uint8Array = new Uint8Array();

beforeAll(async () => {
  const { Database } = await initSqlJs();
  const made = new Database();
  made.run(`
    CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, stack TEXT, current_session_id TEXT);
    CREATE TABLE sessions (id INTEGER PRIMARY KEY, project_id INTEGER, session_id TEXT, name TEXT, session_type TEXT,
      description TEXT, is_blueprint INTEGER, parent_session TEXT, owner TEXT, status TEXT, created_at TEXT, updated_at TEXT);
    CREATE TABLE artifacts (id INTEGER PRIMARY KEY, project_id INTEGER, session_id INTEGER, stage TEXT, content TEXT);
    INSERT INTO projects VALUES (1, 'demo', NULL, 'checkout');
    INSERT INTO sessions VALUES (1, 1, 'checkout', 'checkout', 'feature', NULL, 0, NULL, 'lin', 'draft', '2026-02-02', '2026-02-02');
    INSERT INTO artifacts VALUES (1, 1, 1, 'intent', '# Stored only'), (2, 1, 1, 'spec', '# Stored');
  `);
  database = made.export();
  made.close();
});

it("brings a database and tracked views into the workspace that was there", () => {
  const repo = temporaryRepo({ git: true });
  write(join(repo, ".idse/idse.db"), database);
  write(join(repo, ".idse/projects/demo/CURRENT_SESSION"), "checkout");
  write(join(sessionFolder(repo, "checkout"), stageFiles.spec), "# Written");
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", "before");
  const env = { PATH: process.env.PATH ?? "" };

  const planned = idse(["migrate", "--dry-run"], { cwd: repo, env });
  expect(planned).toMatchObject({ code: 0, stderr: "" });
  expect(planned.stdout).toContain("intent         from .idse/idse.db#demo/checkout/intent");
  expect(planned.stdout).toContain("git rm --cached -- .idse/projects/demo/CURRENT_SESSION");
  expect(git(repo, "status", "--porcelain")).toBe("");

  const done = idse(["migrate", "--untrack", "--json"], { cwd: join(repo, ".idse"), env });
  expect(done).toMatchObject({ code: 0, stderr: "" });
  expect(jsonOf(done)).toMatchObject({
    views: { untracked: true },
    overruled: [{ document: "spec" }],
  });
  expect(read(join(sessionFolder(repo, "checkout"), stageFiles.intent))).toBe("# Stored only");
  expect(read(join(sessionFolder(repo, "checkout"), stageFiles.spec))).toBe("# Written");
  expect(git(repo, "status", "--porcelain", "--untracked-files=no")).toBe(
    "D  .idse/projects/demo/CURRENT_SESSION\n",
  );
  expect(read(join(repo, ".idse/projects/demo/CURRENT_SESSION"))).toBe("checkout");

  const again = idse(["migrate", "--untrack"], { cwd: repo, env });
  expect(again).toMatchObject({ code: 0, stderr: "" });
  expect(again.stdout).toContain("\nNothing to do.\n");
  for (const words of [["validate", "--all"], ["status"], ["sessions"]])
    expect([0, 1]).toContain(idse(words, { cwd: repo }).code);
});

it("makes a workspace where there is none, and exits with 1 where something is left to settle", () => {
  const repo = temporaryRepo();
  write(join(repo, "specs/001-a/spec.md"), "# A\n");
  write(join(repo, "specs/002-b/plan.md"), "# B\n");
  const done = idse(["migrate", "--no-create-agent-files"], { cwd: repo });
  expect(done).toMatchObject({ code: 1, stderr: "" });
  expect(done.stdout).toContain("specs/002-b/spec.md  There is no spec.md");
  expect(done.stdout).toContain(
    "Taken over: 2 documents, 2 new sessions. Nothing of the source was changed.",
  );
  expect(idse(["validate", "--all"], { cwd: repo }).code).toBe(1);
});

it("says what it looked for where it knows nothing", () => {
  const run = idse(["migrate"], { cwd: temporaryRepo() });
  expect(run).toMatchObject({ code: 3, stdout: "" });
  expect(run.stderr).toMatch(
    /holds nothing that can be migrated\. Looked for:\n {2}predecessor: \.idse\/projects/,
  );
  expect(idse(["help", "migrate"], { cwd: temporaryRepo() }).stdout).toContain(
    'Not to be confused with "idse store migrate"',
  );
});
