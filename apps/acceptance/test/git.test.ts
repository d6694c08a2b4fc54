/** Git beside IDSE: merges without conflict, branches and worktrees that find their session, readers that leave no trace. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  git,
  idse,
  jsonOf,
  temporaryFolder,
  textOf,
  tryGit,
  workspace,
} from "../../cli/test/support.ts";

const commitAll = (repo: string, message: string): void => {
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", message);
};

const committed = (options: { readonly filled?: boolean } = {}): string => {
  const repo = workspace({ git: true, ...options });
  commitAll(repo, "init");
  return repo;
};

const cloneOf = (repo: string): string => {
  const folder = temporaryFolder();
  git(folder, "clone", "--quiet", repo, ".");
  return folder;
};

const sessionsOf = (repo: string): Array<string> =>
  answerOf(repo, "sessions")
    .sessions.map((one: { id: string }) => one.id)
    .sort();

describe("merging", () => {
  it("brings two clones with 50 new sessions each together", () => {
    const origin = committed();
    const clones = [cloneOf(origin), cloneOf(origin)] as const;
    const made: Array<string> = [];
    for (const clone of clones) {
      for (let number = 1; number <= 50; number += 1) made.push(answerOf(clone, "session", "create").session);
      commitAll(clone, "fifty sessions");
    }
    const [one, two] = clones;
    git(one, "fetch", "--quiet", two, "main");
    const merged = tryGit(one, "merge", "--no-edit", "FETCH_HEAD");
    expect(merged).toMatchObject({ code: 0 });
    expect(new Set(made).size).toBe(100);
    expect(sessionsOf(one)).toEqual([...made, "__blueprint__"].sort());
    expect(git(one, "status", "--porcelain")).toBe("");
  });

  it.each([
    ["intent", "feedback"],
    ["spec", "plan"],
    ["plan", "spec"],
  ])("keeps both sign-offs of two branches: %s and %s", (first, second) => {
    const repo = committed({ filled: true });
    const sign = (stage: string) =>
      textOf(
        repo,
        "session",
        "set-stage",
        "__blueprint__",
        "--stage",
        stage,
        "--status",
        "completed",
        "--by",
        stage,
      );
    git(repo, "switch", "--quiet", "--create", "other");
    sign(second);
    commitAll(repo, second);
    git(repo, "switch", "--quiet", "main");
    sign(first);
    commitAll(repo, first);
    expect(tryGit(repo, "merge", "--no-edit", "other")).toMatchObject({ code: 0 });
    const signed = answerOf(repo, "status").stages.filter(
      (one: { signedOff: unknown }) => one.signedOff !== null,
    );
    expect(
      signed.map((one: { stage: string; signedOff: { by: string } }) => [one.stage, one.signedOff.by]).sort(),
    ).toEqual([first, second].sort().map((stage) => [stage, stage]));
  });

  it("keeps a status and a tag of two branches, or names the file that git left in conflict", () => {
    const repo = committed();
    git(repo, "switch", "--quiet", "--create", "other");
    textOf(repo, "session", "tag", "__blueprint__", "theirs");
    commitAll(repo, "theirs");
    git(repo, "switch", "--quiet", "main");
    textOf(repo, "session", "tag", "__blueprint__", "ours");
    commitAll(repo, "ours");
    expect(tryGit(repo, "merge", "--no-edit", "other").code).not.toBe(0);
    const path = ".idse/projects/demo/sessions/__blueprint__/metadata/session.json";
    const run = idse(["session", "tag", "__blueprint__", "more"], { cwd: repo });
    expect(run.code).toBe(6);
    expect(run.stderr).toMatch(new RegExp(`${path}:\\d+`));
    expect(idse(["status"], { cwd: repo }).code).toBe(0);
    expect(answerOf(repo, "sessions").sessions[0].problems.join()).toContain(path);
  });
});

describe("branches and worktrees", () => {
  it("fall through from a session that is on another branch, with a note", () => {
    const repo = committed();
    git(repo, "switch", "--quiet", "--create", "feature/checkout");
    textOf(repo, "session", "create", "elsewhere");
    commitAll(repo, "elsewhere");
    git(repo, "switch", "--quiet", "main");
    const run = idse(["status", "--json"], { cwd: repo });
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ session: { id: "__blueprint__" }, resolvedBy: "blueprint" });
    expect(run.stderr).toContain('"elsewhere"');
    git(repo, "switch", "--quiet", "feature/checkout");
    expect(answerOf(repo, "status")).toMatchObject({ session: { id: "elsewhere" }, resolvedBy: "pointer" });
  });

  it("find the session that is named like the branch", () => {
    const repo = committed();
    textOf(repo, "spawn", "checkout");
    commitAll(repo, "checkout");
    const worktree = join(temporaryFolder(), "tree");
    git(repo, "worktree", "add", "--quiet", "-b", "feature/checkout", worktree);
    expect(answerOf(worktree, "status")).toMatchObject({ session: { id: "checkout" }, resolvedBy: "branch" });
    expect(answerOf(repo, "status")).toMatchObject({
      session: { id: "__blueprint__" },
      resolvedBy: "pointer",
    });
    const clone = cloneOf(repo);
    expect(answerOf(clone, "status")).toMatchObject({
      session: { id: "__blueprint__" },
      resolvedBy: "blueprint",
    });
    git(clone, "switch", "--quiet", "--create", "checkout");
    expect(answerOf(clone, "status")).toMatchObject({ session: { id: "checkout" }, resolvedBy: "branch" });
    git(clone, "switch", "--quiet", "--detach");
    expect(answerOf(clone, "status")).toMatchObject({ resolvedBy: "blueprint" });
    textOf(worktree, "session", "switch", "__blueprint__");
    expect(answerOf(worktree, "status").resolvedBy).toBe("pointer");
    expect(git(worktree, "status", "--porcelain")).toBe("");
  });
});

describe("git status", () => {
  const readers = [
    [],
    ["status"],
    ["status", "--all"],
    ["next"],
    ["sessions"],
    ["session-info", "__blueprint__", "--lineage"],
    ["validate", "--all"],
    ["validate", "--record"],
    ["agents", "list"],
    ["agents", "route", "plan"],
    ["artifact", "show", "--stage", "spec"],
    ["compile", "agent-spec", "--dry-run"],
    ["init", "second", "--dry-run"],
    ["session", "switch", "__blueprint__"],
    ["generate-agent-files"],
    ["docs", "install"],
  ];

  it("stays clean after everything that reads, in a workspace and in a fresh clone of it", () => {
    const repo = committed();
    for (const folder of [repo, cloneOf(repo)])
      for (const args of readers) {
        expect([0, 1]).toContain(idse(args, { cwd: folder }).code);
        expect({ args, status: git(folder, "status", "--porcelain", "--ignored=no") }).toEqual({
          args,
          status: "",
        });
      }
  });

  it("never shows the views of a clone", () => {
    const repo = committed();
    textOf(repo, "session", "create", "one");
    textOf(repo, "validate", "--record", "--claimed");
    expect(existsSync(join(repo, ".idse/projects/demo/session_state.json"))).toBe(true);
    git(repo, "add", "--all");
    const tracked = git(repo, "ls-files").split("\n");
    expect(tracked.filter((path) => /\.local|\.clone|CURRENT_|session_state/.test(path))).toEqual([]);
    expect(tracked.filter((path) => path.includes("/one/"))).toHaveLength(9);
  });
});
