/** The predecessor's database beside its files: the file holds, unless nobody wrote it. */
import { templateOf } from "@idse/pipeline-artifacts";
import type { DatabaseAnswers } from "@idse/workspace-migration";
import { expect, it } from "@jest/globals";
import { at, filesIn, folderWith, isIn, metadataOf, migrateIn, readIn, sessionJson } from "./support.ts";

const session = (id: number, name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  project: "shop",
  stack: "Rust",
  session_id: name,
  name,
  session_type: name === "__blueprint__" ? "blueprint" : "feature",
  is_blueprint: name === "__blueprint__" ? 1 : 0,
  owner: "lin",
  status: "review",
  created_at: "2026-02-02T21:40:24",
  updated_at: "2026-02-02T21:40:24",
  ...more,
});
const artifact = (name: string, stage: string, content: string) => ({
  project: "shop",
  session: name,
  stage,
  content,
});

const answers: DatabaseAnswers = {
  sessions: [session(1, "__blueprint__"), session(2, "checkout"), session(3, "../evil"), { id: "x" }],
  artifacts: [
    artifact("checkout", "intent", "# From the database\n"),
    artifact("checkout", "spec", "# Spec from the database\n"),
    artifact("checkout", "plan", ""),
    artifact("checkout", "tasks", "# Tasks from the database\n"),
    artifact("../evil", "intent", "# Evil\n"),
  ],
  collaborators: [{ id: 2, name: "ada", role: "reviewer", joined_at: "2026-02-02" }],
  session_tags: [{ id: 2, tag: "pay" }],
  session_state: [{ project: "shop", session: "checkout", state: '{"stages":{"intent":"completed"}}' }],
  agents: [{ id: 1, project: "shop", agent: "gemini-cli", role: "agent", mode: "planning" }],
  agent_stages: [{ id: 1, stage: "intent" }],
  projects: [
    { project: "shop", current: "checkout" },
    { project: "ghost", current: null },
  ],
  blueprint_claims: [
    {
      claim_id: 1,
      project: "shop",
      claim_text: "Files are the truth.",
      classification: "invariant",
      status: "active",
      origin: "converged",
      created_at: "2026-02-09T07:54:19",
    },
    {
      claim_id: 2,
      project: "shop",
      claim_text: "No network.",
      classification: "boundary",
      status: "invalidated",
    },
    { claim_id: 3, project: "ghost", claim_text: "Of no session.", classification: "boundary" },
  ],
};
const readDatabase = () => Promise.resolve(answers);
const database = { ".idse/idse.db": "the bytes of a database" };

it("fills what no file has, or what nobody wrote, and the file holds elsewhere", async () => {
  const root = folderWith({
    ...database,
    ".idse/projects/shop/agent_registry.json": '{"agents": []}',
    [`${metadataOf("shop", "checkout")}/session.json`]: sessionJson("checkout", { owner: "lin" }),
    [at("shop", "checkout", "intent")]: "# From the file\n",
    [at("shop", "checkout", "spec")]: templateOf("spec"),
  });
  const done = await migrateIn(root, { readDatabase });
  expect(readIn(root, at("shop", "checkout", "intent"))).toBe("# From the file\n");
  expect(readIn(root, at("shop", "checkout", "spec"))).toBe("# Spec from the database\n");
  expect(readIn(root, at("shop", "checkout", "tasks"))).toBe("# Tasks from the database\n");
  expect(isIn(root, at("shop", "checkout", "plan"))).toBe(false);
  expect(readIn(root, ".idse/projects/shop/agent_registry.json")).toContain("gemini-cli");
  expect(done.overruled).toMatchObject([
    {
      document: "intent",
      paths: [at("shop", "checkout", "intent"), ".idse/idse.db#shop/checkout/intent"],
    },
    {
      document: "session",
      message: expect.stringContaining('status is "in_progress" in the file and "review" in the database'),
    },
  ]);
  const again = await migrateIn(root, { readDatabase });
  expect(again).toMatchObject({
    nothingToDo: true,
    overruled: [{ document: "intent" }, { document: "session" }],
  });
});

it("makes a project of a database alone, with all that it says of its sessions", async () => {
  const root = folderWith(database);
  const done = await migrateIn(root, { readDatabase });
  expect(done.projects).toEqual([{ project: "shop", made: true }]);
  expect(JSON.parse(readIn(root, `${metadataOf("shop", "checkout")}/session.json`))).toMatchObject({
    owner: "lin",
    status: "review",
    tags: ["pay"],
    collaborators: [{ name: "ada", role: "reviewer" }],
  });
  expect(readIn(root, ".idse/projects/shop/project.json")).toContain("Rust");
  expect(readIn(root, ".idse/projects/shop/CURRENT_SESSION")).toBe("checkout\n");
  expect(JSON.parse(readIn(root, `${metadataOf("shop", "checkout")}/migration.json`)).said).toEqual({
    intent: "completed",
  });
  expect(JSON.parse(readIn(root, `${metadataOf("shop", "__blueprint__")}/migration.json`)).claims).toEqual([
    {
      text: "Files are the truth.",
      classification: "invariant",
      status: "active",
      origin: "converged",
      created_at: "2026-02-09T07:54:19",
    },
    {
      text: "No network.",
      classification: "boundary",
      status: "invalidated",
      origin: null,
      created_at: null,
    },
  ]);
  expect(done.remarks.join("\n")).toContain(
    'is noted in its metadata/migration.json, and is not in force: "Files are the truth." (invariant, active); "No network." (boundary, invalidated).',
  );
  expect(await migrateIn(root, { readDatabase })).toMatchObject({ nothingToDo: true });
});

it("leaves out names that lead elsewhere and rows that say nothing, and tells both", async () => {
  const root = folderWith(database);
  const done = await migrateIn(root, { readDatabase });
  expect(done.problems.map(({ code }) => code)).toEqual(["database-row", "unsafe-name"]);
  expect(JSON.stringify(filesIn(root))).not.toContain("Evil");
});

it("is told where it cannot be read, and where it was not closed; the files go on", async () => {
  const root = folderWith({ ...database, ".idse/idse.db-wal": "more", "specs/001-a/spec.md": "# A\n" });
  const done = await migrateIn(root, {
    readDatabase: () => Promise.reject(new Error("not a database")),
    project: "shop",
  });
  expect(done.problems.map(({ code, path }) => [code, path])).toEqual([
    ["database-unreadable", ".idse/idse.db"],
    ["database-unfinished", ".idse/idse.db-wal"],
  ]);
  expect(readIn(root, at("shop", "001-a", "spec"))).toContain("# A\n");
});
