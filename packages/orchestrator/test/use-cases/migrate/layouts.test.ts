import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { templateOf } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import {
  at,
  copyOf,
  filesIn,
  folderWith,
  isIn,
  metadataOf,
  migrateIn,
  readIn,
  sessionJson,
  writeIn,
} from "./support.ts";

const specKit = {
  ".specify/memory/constitution.md": "# Shop Constitution\n\nNo tracking.\n",
  "specs/001-albums/spec.md":
    "# Feature Specification: Albums\r\n\r\n**Created**: 2026-01-31\n\n- **FR-001**: [NEEDS CLARIFICATION: how many?]\n",
  "specs/001-albums/plan.md": "# Implementation Plan: Albums",
  "specs/001-albums/data-model.md": "# Data Model\n",
  "specs/001-albums/contracts/api.md": "# API\n",
  "specs/001-albums/contracts/api.yaml": "openapi: 3\n",
  "specs/001-albums/tasks.md": "---\ndescription: list\n---\n\n# Tasks\n\n- [x] T001 Do it\n",
  "specs/002-Photo_Search/spec.md": "# Feature Specification: Search\n",
};

const openSpec = {
  "openspec/project.md": "# Shop\n\nA shop.\n",
  "openspec/AGENTS.md": "instructions\n",
  "openspec/specs/cart/spec.md": "# Cart\n\n## Purpose\n\nHolds things.\n",
  "openspec/specs/pay/cards/spec.md": "# Cards\n\n## Purpose\n\nTakes money.\n",
  "openspec/changes/add-wishlist/proposal.md": "## Why\n\nPeople wish.\n",
  "openspec/changes/add-wishlist/design.md": "## Context\n\nSmall.\n",
  "openspec/changes/add-wishlist/tasks.md": "## 1. Do\n\n- [ ] 1.1 Do it\n",
  "openspec/changes/add-wishlist/specs/cart/spec.md": "## ADDED Requirements\n",
  "openspec/changes/add-wishlist/.openspec.yaml": "schema: spec-driven\ncreated: 2026-02-21\n",
  "openspec/changes/archive/2025-08-13-add-cart/proposal.md": "## Why\n\nA cart.\n",
};

const agency = {
  "projects/Shop/CURRENT_SESSION":
    "session_id: checkout\ncanonical_root: projects/Shop/sessions/checkout\n# note\n",
  "projects/Shop/sessions/checkout/metadata/.owner": "grace",
  "projects/Shop/sessions/checkout/intents/intent.md": "# Checkout\n",
  "specs/projects/Shop/sessions/checkout/spec.md": "# Spec of checkout\n",
  "projects/Shop/refunds/plans/plan.md": "# Refunds\n",
  "plans/current/plan.md": "# What is going on\n",
  "projects/Shop/sessions/checkout/plans/test-plan.md": "# Tests\n",
};

const predecessor = {
  ".idse/projects/shop/CURRENT_SESSION": "checkout",
  ".idse/projects/shop/session_state.json": JSON.stringify({
    session_id: "checkout",
    stages: { intent: "completed", context: "pending", spec: "in_progress" },
  }),
  ".idse/projects/shop/agent_registry.json":
    '{"agents":[{"id":"claude-code","role":"r","mode":"planning","stages":["intent"]}]}',
  [at("shop", "__blueprint__", "intent")]: "# Blueprint\n\nOurs.\n",
  [`${metadataOf("shop", "__blueprint__")}/session.json`]: sessionJson("__blueprint__"),
  [`${metadataOf("shop", "__blueprint__")}/meta.md`]:
    "# Meta\n\n<!-- BEGIN CUSTOM NARRATIVE -->\nWe began small.\n<!-- END CUSTOM NARRATIVE -->\n",
  [at("shop", "checkout", "intent")]: "# Checkout\n\nPay.\n",
  [`${metadataOf("shop", "checkout")}/session.json`]: sessionJson("checkout"),
  [at("shop", "older", "spec")]: "# Older\n",
  [`${metadataOf("shop", "older")}/.owner`]: "Created: 2026-01-05T10:00:00\nOwner: lin\n",
};

const layouts = { "Spec Kit": specKit, OpenSpec: openSpec, agency, predecessor } as const;

describe.each(Object.entries(layouts))("%s", (_name, files) => {
  it("changes nothing of the source, and a second run finds nothing to do", async () => {
    const root = folderWith(files);
    const first = await migrateIn(root);
    expect(first.nothingToDo).toBe(false);
    for (const [path, text] of Object.entries(files))
      expect({ path, text: readIn(root, path) }).toEqual({ path, text });
    const after = filesIn(root);
    const second = await migrateIn(root);
    expect(second).toMatchObject({ nothingToDo: true, documents: [], sessions: [], created: [] });
    expect(filesIn(root)).toEqual(after);
  });

  it("is planned by a dry run, which writes nothing", async () => {
    const root = folderWith(files);
    const before = filesIn(root);
    const planned = await migrateIn(root, { dryRun: true });
    expect(filesIn(root)).toEqual(before);
    const done = await migrateIn(root);
    const shown = ({ documents, sessions, renamed, left, drift }: typeof done) => ({
      documents: documents.map(({ reason: _, ...document }) => document),
      sessions,
      renamed,
      left,
      drift,
    });
    expect(shown(planned)).toEqual(shown(done));
  });

  it("comes from elsewhere as from here", async () => {
    const source = folderWith(files);
    const before = filesIn(source);
    const root = folderWith();
    const done = await migrateIn(root, { from: source });
    expect(done.documents.length).toBeGreaterThan(0);
    expect(filesIn(source)).toEqual(before);
    expect(await migrateIn(root, { from: source })).toMatchObject({ nothingToDo: true });
  });
});

describe("Spec Kit", () => {
  it("makes each feature a session whose documents hold its texts byte for byte", async () => {
    const root = folderWith(specKit);
    await migrateIn(root);
    const spec = readIn(root, at("shop", "001-albums", "spec"));
    expect(spec.startsWith(specKit["specs/001-albums/spec.md"])).toBe(true);
    expect(spec).toContain("specs/001-albums/spec.md by idse migrate");
    const plan = readIn(root, at("shop", "001-albums", "plan"));
    expect(plan.match(/^# .*$/gm)).toEqual(["# Implementation Plan: Albums", "# Data Model", "# API"]);
    // Front matter is only read where it stands first.
    expect(readIn(root, at("shop", "001-albums", "tasks")).startsWith("---\ndescription: list\n---\n")).toBe(
      true,
    );
    expect(readIn(root, at("shop", "__blueprint__", "context"))).toContain("No tracking.");
    expect(readIn(root, at("shop", "001-albums", "intent"))).toContain("[REQUIRES INPUT");
    expect(JSON.parse(readIn(root, `${metadataOf("shop", "001-albums")}/session.json`))).toMatchObject({
      created_at: "2026-01-31T00:00:00.000Z",
      parent_session: "__blueprint__",
    });
  });

  it("tells the names it changed, what it left, and what is still open", async () => {
    const root = folderWith(specKit);
    const done = await migrateIn(root);
    expect(done.renamed).toEqual([{ what: "session", from: "002-Photo_Search", to: "002-photo_search" }]);
    expect(done.left.map(({ path }) => path)).toEqual(["specs/001-albums/contracts/api.yaml"]);
    expect(done.remarks.join("\n")).toContain("specs/001-albums/spec.md:5");
  });

  it("leaves a document that was edited after it was taken over", async () => {
    const root = folderWith(specKit);
    await migrateIn(root);
    writeIn(root, at("shop", "001-albums", "spec"), "# Ours now\n");
    expect(await migrateIn(root)).toMatchObject({ nothingToDo: true, drift: [] });
    writeIn(root, "specs/001-albums/spec.md", "# Changed there too\n");
    const again = await migrateIn(root);
    expect(again.drift).toMatchObject([
      { document: "spec", paths: [at("shop", "001-albums", "spec"), "specs/001-albums/spec.md"] },
    ]);
    expect(readIn(root, at("shop", "001-albums", "spec"))).toBe("# Ours now\n");
  });

  it("never writes over what somebody wrote, and says where both stand", async () => {
    const root = folderWith({});
    await migrateIn(root, { from: folderWith({ "specs/003-x/spec.md": "# X\n" }) });
    writeIn(root, at("shop", "003-x", "plan"), "# My plan\n");
    writeIn(root, "specs/003-x/plan.md", "# Their plan\n");
    writeIn(root, "specs/003-x/spec.md", "# X\n");
    const done = await migrateIn(root);
    expect(readIn(root, at("shop", "003-x", "plan"))).toBe("# My plan\n");
    expect(done.drift).toMatchObject([
      { document: "plan", paths: [at("shop", "003-x", "plan"), "specs/003-x/plan.md"] },
    ]);
  });
});

describe("OpenSpec", () => {
  it("makes what holds now the blueprint's spec, and each change a session", async () => {
    const root = folderWith(openSpec);
    await migrateIn(root);
    const spec = readIn(root, at("shop", "__blueprint__", "spec"));
    expect(spec.indexOf("Holds things.")).toBeLessThan(spec.indexOf("Takes money."));
    expect(readIn(root, at("shop", "add-wishlist", "intent"))).toContain("People wish.");
    expect(readIn(root, at("shop", "add-wishlist", "spec"))).toContain("## ADDED Requirements");
    expect(readIn(root, at("shop", "add-wishlist", "plan"))).toContain("Small.");
    const made = (id: string) => JSON.parse(readIn(root, `${metadataOf("shop", id)}/session.json`));
    expect(made("add-wishlist")).toMatchObject({ status: "draft", created_at: "2026-02-21T00:00:00.000Z" });
    expect(made("2025-08-13-add-cart")).toMatchObject({ status: "archived" });
  });
});

describe("the agency's layout", () => {
  it("is gathered from all its places, under names that can be made", async () => {
    const root = folderWith(agency);
    const done = await migrateIn(root, { project: "shop" });
    expect(readIn(root, at("shop", "checkout", "intent"))).toBe("# Checkout\n");
    expect(readIn(root, at("shop", "checkout", "spec"))).toBe("# Spec of checkout\n");
    expect(readIn(root, at("shop", "refunds", "plan"))).toBe("# Refunds\n");
    expect(readIn(root, at("shop", "current", "plan"))).toBe("# What is going on\n");
    expect(JSON.parse(readIn(root, `${metadataOf("shop", "checkout")}/session.json`))).toMatchObject({
      owner: "grace",
    });
    expect(readIn(root, ".idse/projects/shop/CURRENT_SESSION")).toBe("checkout\n");
    expect(done.renamed).toEqual([{ what: "project", from: "Shop", to: "shop" }]);
    expect(done.left.map(({ path }) => path)).toEqual(["projects/Shop/sessions/checkout/plans/test-plan.md"]);
  });

  it("takes neither of two that differ, and once one stands in the document's place names the other", async () => {
    const root = folderWith({
      ...agency,
      "intents/projects/Shop/sessions/checkout/intent.md": "# Another\n",
    });
    const done = await migrateIn(root);
    const paths = [
      "intents/projects/Shop/sessions/checkout/intent.md",
      "projects/Shop/sessions/checkout/intents/intent.md",
    ];
    expect(done.drift).toMatchObject([{ session: "checkout", document: "intent", paths }]);
    expect(readIn(root, at("shop", "checkout", "intent"))).toContain("[REQUIRES INPUT");
    writeIn(root, at("shop", "checkout", "intent"), "# Another\n");
    expect(await migrateIn(root)).toMatchObject({
      drift: [{ paths: [at("shop", "checkout", "intent"), paths[1]] }],
      documents: [],
    });
  });
});

describe("a workspace of the predecessor", () => {
  it("stays where it is, but for its narrative, an ignore file and metadata that was missing", async () => {
    const root = folderWith(predecessor);
    const before = filesIn(root);
    const done = await migrateIn(root);
    const made = Object.keys(filesIn(root)).filter((path) => !(path in before));
    expect(made.sort()).toEqual([
      ".idse/.gitignore",
      `${metadataOf("shop", "__blueprint__")}/migration.json`,
      `${metadataOf("shop", "__blueprint__")}/narrative.md`,
      `${metadataOf("shop", "checkout")}/migration.json`,
      `${metadataOf("shop", "older")}/migration.json`,
      `${metadataOf("shop", "older")}/session.json`,
    ]);
    expect(readIn(root, `${metadataOf("shop", "__blueprint__")}/narrative.md`)).toBe("We began small.\n");
    expect(JSON.parse(readIn(root, `${metadataOf("shop", "older")}/session.json`))).toMatchObject({
      owner: "lin",
      created_at: "2026-01-05T10:00:00.000Z",
    });
    expect(done.layouts).toEqual([{ layout: "predecessor", sessions: 3 }]);
  });

  it("notes how far its stages were called, and signs nothing off", async () => {
    const root = folderWith(predecessor);
    const done = await migrateIn(root);
    const note = JSON.parse(readIn(root, `${metadataOf("shop", "checkout")}/migration.json`));
    expect(note.said).toEqual({ intent: "completed", spec: "in_progress" });
    expect(done.remarks.join("\n")).toContain("idse session set-stage checkout");
    expect(isIn(root, `${metadataOf("shop", "checkout")}/state.json`)).toBe(false);
  });

  it("is given no blueprint that it did not have", async () => {
    const root = folderWith({
      ".idse/projects/shop/CURRENT_SESSION": "alone",
      [at("shop", "alone", "intent")]: "# Alone\n",
      [`${metadataOf("shop", "alone")}/session.json`]: sessionJson("alone"),
    });
    const done = await migrateIn(root);
    expect(done).toMatchObject({ sessions: [], created: [".idse/.gitignore"] });
    expect(isIn(root, ".idse/projects/shop/sessions/__blueprint__")).toBe(false);
  });

  it("is told apart from one of ours, whose session_state.json is only a view", async () => {
    const root = folderWith(specKit);
    await migrateIn(root);
    writeIn(
      root,
      ".idse/projects/shop/session_state.json",
      JSON.stringify({ session_id: "__blueprint__", stages: { intent: "completed" } }),
    );
    const done = await migrateIn(root);
    expect(done).toMatchObject({ nothingToDo: true, remarks: [] });
    expect(done.layouts.map(({ layout }) => layout)).toEqual(["spec-kit"]);
  });

  it("brings its agents, metadata and pointer along from elsewhere", async () => {
    const root = folderWith();
    await migrateIn(root, { from: folderWith(predecessor) });
    expect(readIn(root, ".idse/projects/shop/agent_registry.json")).toBe(
      predecessor[".idse/projects/shop/agent_registry.json"],
    );
    expect(readIn(root, `${metadataOf("shop", "checkout")}/session.json`)).toBe(sessionJson("checkout"));
    expect(readIn(root, ".idse/projects/shop/CURRENT_SESSION")).toBe("checkout\n");
    const { uid, owner } = JSON.parse(readIn(root, `${metadataOf("shop", "__blueprint__")}/session.json`));
    expect({ owner, uid: typeof uid }).toEqual({ owner: "grace", uid: "string" });
  });

  it("has views of one clone, told with the command that git needs, or taken out of its index", async () => {
    const root = folderWith(predecessor);
    const tracked = [".idse/projects/shop/CURRENT_SESSION"];
    const asked: Array<ReadonlyArray<string>> = [];
    const git = {
      tracked: () => tracked,
      untrack: (_root: string, paths: ReadonlyArray<string>) => {
        asked.push(paths);
        return null;
      },
    };
    const told = await migrateIn(root, { git });
    expect(told.views).toEqual({ tracked, command: `git rm --cached -- ${tracked[0]}`, untracked: false });
    await migrateIn(root, { git, untrack: true, dryRun: true });
    expect(asked).toEqual([]);
    expect((await migrateIn(root, { git, untrack: true })).views.untracked).toBe(true);
    expect(asked).toEqual([tracked]);
  });
});

describe("what is broken", () => {
  it("is told with its place, and the rest goes on", async () => {
    const root = folderWith({
      "specs/001-a/spec.md": new Uint8Array([0x23, 0x0a, 0x61, 0xff, 0x0a]),
      "specs/001-a/plan.md": "# Plan\n",
      "specs/002-b/tasks.md": "# Tasks\n",
      ".idse/projects/shop/sessions/bad/metadata/session.json": "{\n  not json",
      ".idse/projects/shop/sessions/bad/intents/intent.md": "# Bad\n",
    });
    const done = await migrateIn(root);
    expect(done.problems.map(({ code, path, line }) => ({ code, path, line }))).toEqual([
      { code: "malformed", path: ".idse/projects/shop/sessions/bad/metadata/session.json", line: 2 },
      { code: "not-utf8", path: "specs/001-a/spec.md", line: 2 },
      { code: "missing", path: "specs/002-b/spec.md", line: null },
    ]);
    expect(readIn(root, at("shop", "001-a", "plan"))).toContain("# Plan\n");
    expect(readIn(root, ".idse/projects/shop/sessions/bad/metadata/session.json")).toBe("{\n  not json");
  });

  it("is a link that leads out of the source, which is not followed", async () => {
    const outside = folderWith({ "spec.md": "# Secret\n", "folder/intent.md": "# Secret\n" });
    const root = folderWith({ "specs/001-a/plan.md": "# Plan\n", "intents/x.md": "" });
    symlinkSync(join(outside, "spec.md"), join(root, "specs/001-a/spec.md"));
    symlinkSync(join(outside, "folder"), join(root, "intents/current"));
    const done = await migrateIn(root);
    expect(done.problems.filter(({ code }) => code === "link-outside").map(({ path }) => path)).toEqual([
      "intents/current",
      "specs/001-a/spec.md",
    ]);
    expect(JSON.stringify(filesIn(root, ".idse/projects"))).not.toContain("Secret");
  });

  it("is a folder of no layout, which names what was looked for", async () => {
    await expect(migrateIn(folderWith({ "README.md": "# Hi\n" }))).rejects.toMatchObject({
      _tag: "LayoutUnknown",
      looked: expect.arrayContaining([expect.objectContaining({ layout: "openspec" })]),
    });
    await expect(migrateIn(folderWith(), { from: "/no/such/folder" })).rejects.toMatchObject({
      _tag: "NotFound",
      what: "source",
    });
  });
});

it("takes a template in the source for nothing at all", async () => {
  const root = folderWith({
    [`${metadataOf("shop", "x")}/session.json`]: sessionJson("x"),
    [at("shop", "x", "intent")]: templateOf("intent"),
  });
  const target = copyOf(folderWith());
  await migrateIn(target, { from: root });
  expect(readIn(target, at("shop", "x", "intent"))).toContain("# Intent: x");
});
