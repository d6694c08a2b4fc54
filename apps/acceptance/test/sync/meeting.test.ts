/**
 * Two clones of one repository, a second worktree, and people who write in Notion: all of them edit, nobody
 * waits for anybody, and every word that somebody wrote is current or kept in the end.
 */
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { NotionServer } from "../../../../packages/design-store-notion/test/server/NotionServer.ts";
import type { Integration } from "../../../../packages/design-store-notion/test/server/Workspace.ts";
import {
  askIdse,
  edit,
  fillIn,
  git,
  type Run,
  read,
  type StageName,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  workspace,
} from "../../../cli/test/support.ts";

let server: NotionServer;
let integration: Integration;
const folders = { ada: "", bo: "" };
type Clone = keyof typeof folders;

/** Every word that somebody wrote. */
const words: Array<string> = [];

const pathOf = (folder: string, stage: StageName): string =>
  join(sessionFolder(folder, "checkout"), stageFiles[stage]);

const idse = async (folder: string, ...args: ReadonlyArray<string>): Promise<Run> => {
  server.workspace.now += 61_000;
  // Git is on the path, as for a person: it knows what a new worktree was made from.
  const env = {
    NOTION_BASE_URL: server.url,
    NOTION_TOKEN: integration.token,
    PATH: process.env.PATH ?? "",
  };
  return askIdse([...args, "--session", "checkout"], { cwd: folder, env });
};

const codeOf = async (clone: Clone, ...args: ReadonlyArray<string>): Promise<number | null> =>
  (await idse(folders[clone], ...args)).code;

const jsonFrom = async (clone: Clone, ...args: ReadonlyArray<string>) =>
  JSON.parse((await idse(folders[clone], ...args, "--json")).stdout);

/** Somebody writes a word of their own below a heading, in the working tree. */
const write = (folder: string, stage: StageName, heading: string, word: string): void => {
  words.push(word);
  edit(pathOf(folder, stage), (text) => {
    const changed = text.replace(`## ${heading}\n`, `## ${heading}\n\n${word}\n`);
    expect(changed).not.toBe(text);
    return changed;
  });
};

const pageOf = (stage: StageName) => {
  const page = [...server.workspace.pages.values()].find(
    ({ values, inTrash }) => !inTrash && String(values.get("IDSE_ID")).endsWith(`::checkout::${stage}`),
  );
  if (page === undefined) throw new Error(`Notion has no page for the ${stage}`);
  return page;
};

/** As `write`, by a person in Notion. */
const writeThere = (stage: StageName, heading: string, word: string): void => {
  words.push(word);
  server.workspace.now += 61_000;
  const page = pageOf(stage);
  const before = page.body;
  server.workspace.edit(page, (body) => body.replace(`## ${heading}\n`, `## ${heading}\n${word}\n`));
  expect(page.body).not.toBe(before);
};

const hereIs = (clone: Clone, stage: StageName): string => read(pathOf(folders[clone], stage));

const everyText = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyText(path) : [readFileSync(path, "utf8")];
  });

beforeAll(async () => {
  server = await NotionServer.start();
  integration = server.workspace.newIntegration();
  folders.ada = workspace({ git: true, filled: true });
  textOf(folders.ada, "spawn", "checkout");
  fillIn(folders.ada, "checkout");
});

afterAll(async () => {
  await server.stop();
  expect(server.violations).toEqual([]);
});

describe("two clones and people in Notion", () => {
  it("begin with the same documents", async () => {
    const address = `https://www.notion.so/acme/${integration.dataSource.databaseId.replaceAll("-", "")}?v=1`;
    const set = await idse(folders.ada, "sync", "setup", "--kind", "notion", "--data-source", address);
    expect([set.code, set.stderr]).toEqual([0, ""]);
    expect(await codeOf("ada", "sync", "push", "--all")).toBe(0);
    git(folders.ada, "add", "-A");
    git(folders.ada, "commit", "--quiet", "-m", "A project");
    folders.bo = join(temporaryFolder(), "clone");
    git(folders.ada, "clone", "--quiet", folders.ada, folders.bo);
    expect(await jsonFrom("bo", "sync", "pull", "--all")).toMatchObject({
      earned: true,
      summary: { adopt: expect.any(Number), pull: 0, conflict: 0 },
    });
    expect(await jsonFrom("bo", "sync", "status", "--all")).toMatchObject({ items: [] });
  });

  it("merge edits of all three that do not touch", async () => {
    write(folders.ada, "spec", "Overview", "ada-spec");
    write(folders.bo, "spec", "Acceptance Criteria", "bo-spec");
    writeThere("spec", "Non-Functional Requirements", "notion-spec");
    writeThere("plan", "Test Strategy", "notion-plan");
    expect(await codeOf("ada", "sync", "push")).toBe(4);
    expect(await codeOf("ada", "sync", "pull")).toBe(0);
    expect(await codeOf("ada", "sync", "push")).toBe(0);
    expect(await codeOf("bo", "sync", "pull")).toBe(0);
    expect(await codeOf("bo", "sync", "push")).toBe(0);
    expect(await codeOf("ada", "sync", "pull")).toBe(0);
    expect(hereIs("ada", "spec")).toBe(hereIs("bo", "spec"));
    for (const word of ["ada-spec", "bo-spec", "notion-spec"]) {
      expect(hereIs("ada", "spec")).toContain(word);
      expect(pageOf("spec").body).toContain(word);
    }
    expect(hereIs("bo", "plan")).toContain("notion-plan");
  });

  it("keep both texts where they wrote in one place, and say so everywhere until somebody decides", async () => {
    write(folders.ada, "intent", "Goal", "ada-goal");
    write(folders.bo, "intent", "Goal", "bo-goal");
    expect(await codeOf("ada", "sync", "push")).toBe(0);
    const before = hereIs("bo", "intent");
    expect(await codeOf("bo", "sync", "pull")).toBe(4);
    expect(hereIs("bo", "intent")).toBe(before);
    expect(await jsonFrom("bo", "status")).toMatchObject({
      sync: [{ remote: "notion", ahead: 0, behind: 0, conflicts: 1 }],
    });
    const { findings } = await jsonFrom("bo", "validate", "--rule", "article-10/sync-conflict");
    expect(findings).toMatchObject([
      { rule: "article-10/sync-conflict", stage: "intent", hint: "idse sync resolve checkout/intent" },
    ]);
    // Meanwhile a person goes on in Notion, and Ada here.
    writeThere("intent", "Goal", "notion-goal");
    expect(await codeOf("bo", "sync", "push")).toBe(4);
    expect(pageOf("intent").body).not.toContain("bo-goal");
    expect(await codeOf("bo", "sync", "resolve", "intent", "--markers")).toBe(0);
    expect(hereIs("bo", "intent")).toMatch(/^<{7} ours$[\s\S]*^>{7} theirs \(notion\)$/m);
    expect(await codeOf("bo", "sync", "resolve", "intent", "--merged")).toBe(2);
    edit(pathOf(folders.bo, "intent"), (text) =>
      text.replace(/^<{7}.*\n|^\|{7}[\s\S]*?^={7}\n|^>{7}.*\n/gm, ""),
    );
    expect(await codeOf("bo", "sync", "resolve", "intent", "--merged")).toBe(0);
    expect(await codeOf("bo", "sync", "push")).toBe(0);
    expect(await codeOf("ada", "sync", "pull")).toBe(0);
    for (const word of ["ada-goal", "bo-goal", "notion-goal"])
      for (const text of [hereIs("ada", "intent"), hereIs("bo", "intent"), pageOf("intent").body])
        expect(text).toContain(word);
    expect(await jsonFrom("bo", "status")).toMatchObject({ sync: [{ conflicts: 0 }] });
  });

  it("take a switched branch and another worktree for what they are", async () => {
    const old = pageOf("spec").body;
    git(folders.bo, "stash", "--quiet");
    expect(hereIs("bo", "spec")).not.toContain("ada-spec");
    const status = await jsonFrom("bo", "sync", "status");
    expect(status.items.map((one: { case: string }) => one.case)).toContain("behind");
    expect(status.summary).toMatchObject({ push: 0, conflict: 0 });
    expect(await codeOf("bo", "sync", "push")).toBe(0);
    expect(pageOf("spec").body).toBe(old);
    git(folders.bo, "stash", "pop", "--quiet");
    const tree = join(temporaryFolder(), "tree");
    git(folders.bo, "worktree", "add", "--quiet", tree);
    write(tree, "tasks", "Phase 1: Core behaviour", "worktree-tasks");
    expect((await idse(tree, "sync", "pull")).code).toBe(0);
    expect((await idse(tree, "sync", "push")).code).toBe(0);
    expect(await codeOf("bo", "sync", "pull")).toBe(0);
    expect(hereIs("bo", "tasks")).toContain("worktree-tasks");
    expect(read(pathOf(tree, "spec"))).toBe(hereIs("bo", "spec"));
  });

  it("remove only what is named, through the trash", async () => {
    write(folders.ada, "feedback", "Decision Log", "ada-feedback");
    expect(await codeOf("ada", "sync", "push")).toBe(0);
    expect(await codeOf("ada", "sync", "pull")).toBe(0);
    rmSync(pathOf(folders.ada, "feedback"));
    expect(await jsonFrom("ada", "sync", "push")).toMatchObject({
      earned: true,
      items: [{ case: "local-missing", outcome: "left" }],
    });
    expect(pageOf("feedback").body).toContain("ada-feedback");
    expect(await codeOf("ada", "sync", "push", "--removed", "feedback")).toBe(0);
    expect(() => pageOf("feedback")).toThrow();
    const { kept } = await jsonFrom("ada", "sync", "trash");
    const digest = kept[0].digest.slice("sha256:".length, 19);
    const printed = await idse(folders.ada, "sync", "trash", digest);
    expect(printed.stdout).toContain("ada-feedback");
  });

  it("lose no word", async () => {
    const texts = [
      ...[...server.workspace.pages.values()].map(({ body }) => body),
      ...[folders.ada, folders.bo].flatMap((folder) => everyText(join(folder, ".idse"))),
      ...[folders.ada, folders.bo].flatMap((folder) => everyText(join(folder, ".git/idse"))),
    ];
    for (const word of words) expect([word, texts.some((text) => text.includes(word))]).toEqual([word, true]);
    expect(words.length).toBeGreaterThan(8);
  });
});
