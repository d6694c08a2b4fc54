/** A rough machine: other locales, broken files, pointers to nothing, links that lead out, streams closed early. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  bin,
  cleanEnvironment,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  treeOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

describe("the locale C", () => {
  const env = { LC_ALL: "C", LANG: "C" };
  const words = "# Größe 商店 😀\n\n## Goal\n\n[REQUIRES INPUT: Naïve Größe?]\n";

  it("changes nothing: text is UTF-8 in, on disk and out", () => {
    const cwd = temporaryFolder("größe");
    const run = (args: ReadonlyArray<string>, input?: string) =>
      idse(args, { cwd, env, ...(input === undefined ? {} : { input }) });
    expect(run(["init", "--stack", "Größe"]).code).toBe(0);
    const { project } = jsonOf(run(["status", "--json"]));
    expect(run(["artifact", "write", "--stage", "intent"], words).code).toBe(0);
    expect(read(join(sessionFolder(cwd, "__blueprint__", project), stageFiles.intent))).toBe(words);
    expect(run(["artifact", "show", "--stage", "intent"]).stdout).toBe(words);
    expect(run(["validate"]).stdout).toContain("Naïve Größe?");
    expect(run(["spawn", "checkout", "--title", "Größe 商店", "--owner", "Ström"]).code).toBe(0);
    expect(run(["session-info", "checkout"]).stdout).toMatch(/Größe 商店[\s\S]*Ström/);
  });
});

describe("a file that cannot be read", () => {
  const session = ".idse/projects/demo/sessions/broken";
  const broken = '{\n  "name": "x",\n  nonsense\n}\n';
  const cases: ReadonlyArray<{
    readonly path: string;
    readonly needs: ReadonlyArray<ReadonlyArray<string>>;
    readonly works: ReadonlyArray<ReadonlyArray<string>>;
  }> = [
    {
      path: `${session}/metadata/session.json`,
      needs: [
        ["session", "tag", "broken", "x"],
        ["session", "set-owner", "broken", "--owner", "x"],
        ["session", "set-status", "broken", "--status", "review"],
      ],
      works: [
        ["sessions"],
        ["session-info", "broken"],
        ["status", "--all"],
        ["status", "--session", "broken"],
        ["spawn", "child", "--from", "broken"],
      ],
    },
    {
      path: `${session}/metadata/state.json`,
      needs: [["session", "set-stage", "broken", "--stage", "intent", "--status", "in_progress"]],
      works: [
        ["sessions"],
        ["session-info", "broken"],
        ["status", "--all"],
        ["session", "tag", "broken", "x"],
      ],
    },
    {
      path: ".idse/projects/demo/agent_registry.json",
      needs: [["status"], ["next"], ["agents", "list"], ["agents", "set-mode", "gpt-codex", "planning"]],
      works: [["sessions"], ["session-info", "broken"], ["spawn", "other"]],
    },
    {
      path: ".idse/projects/demo/project.json",
      needs: [["spawn", "other"], ["generate-agent-files"]],
      works: [["sessions"], ["status"], ["session", "tag", "broken", "x"]],
    },
    {
      path: ".idse/config.json",
      // It says where documents are kept, so that nothing is made beside it either.
      needs: [["status"], ["sessions"], ["spawn", "other"], ["init", "--dry-run", "second"]],
      works: [
        ["store", "migrate", "--print", "--store", "supabase", "--store-url", "https://abcd.supabase.co"],
      ],
    },
  ];

  it.each(cases)("$path is named with its line and never overwritten", ({ path, needs, works }) => {
    const repo = workspace();
    textOf(repo, "spawn", "broken");
    write(join(repo, path), broken);
    for (const args of needs) {
      const before = trackedTreeOf(repo);
      const run = idse([...args, "--json"], { cwd: repo });
      expect({ args, code: run.code }).toEqual({ args, code: 6 });
      expect(jsonOf(run).error).toMatchObject({ code: "file-malformed", details: { path, line: 3 } });
      expect(idse(args, { cwd: repo }).stderr).toMatch(
        new RegExp(`^idse: ${path.replaceAll(".", "\\.")}:3:\\d+: `),
      );
      expect(trackedTreeOf(repo)).toEqual(before);
    }
    for (const args of works) {
      const run = idse(args, { cwd: repo });
      expect({ args, code: run.code }).toEqual({ args, code: 0 });
    }
    expect(read(join(repo, path))).toBe(broken);
  });

  it("is named in the listing", () => {
    const repo = workspace();
    textOf(repo, "spawn", "broken");
    write(join(repo, session, "metadata/session.json"), broken);
    expect(textOf(repo, "sessions")).toContain(`${session}/metadata/session.json:3:`);
    expect(textOf(repo, "status", "--all")).toContain(`${session}/metadata/session.json:3:`);
  });

  it.each([
    ["a document", stageFiles.spec, "article-10/artifact-missing"],
    ["the metadata", "metadata/session.json", "article-10/session-metadata"],
  ])("%s that is not UTF-8 is a finding of its session, and others work", (_name, path, rule) => {
    const repo = workspace();
    textOf(repo, "spawn", "broken");
    const bytes = new Uint8Array([0x7b, 0xff, 0xfe, 0x0a]);
    write(join(repo, session, path), bytes);
    const before = trackedTreeOf(repo);
    const run = idse(["status", "--session", "broken"], { cwd: repo });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain(`${session}/${path}`);
    const { sessions } = answerOf(repo, "sessions") as {
      sessions: ReadonlyArray<{ id: string; problems: ReadonlyArray<string> }>;
    };
    expect(
      sessions
        .map(({ id, problems }) => ({ id, problems: problems.length }))
        .sort((one, other) => (one.id < other.id ? -1 : 1)),
    ).toEqual([
      { id: "__blueprint__", problems: 0 },
      { id: "broken", problems: 1 },
    ]);
    const report = jsonOf(idse(["validate", "--all", "--json"], { cwd: repo }));
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        rule,
        session: "broken",
        path: `${session}/${path}`,
        line: 1,
        category: "violation",
      }),
    );
    expect(idse(["status"], { cwd: repo }).code).toBe(0);
    expect(trackedTreeOf(repo)).toEqual(before);
  });
});

describe("CURRENT_SESSION", () => {
  const pointAt = (repo: string, text: string): void =>
    write(join(repo, ".idse/projects/demo/CURRENT_SESSION"), text);

  it.each([
    ["names a session that is not there", "gone\n"],
    ["leads out of the workspace", "../../../../etc\n"],
    ["is an absolute path", "/etc/passwd\n"],
    ["holds a control character", "a\u001b[31m\n"],
  ])("falls through with a note where it %s", (_name, text) => {
    const repo = workspace();
    pointAt(repo, text);
    const run = idse(["status", "--json"], { cwd: repo });
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ session: { id: "__blueprint__" }, resolvedBy: "blueprint" });
    expect(run.stderr).toMatch(/^note: .*not here.*__blueprint__/);
    expect(jsonOf(idse(["validate", "--json"], { cwd: repo })).findings).toContainEqual(
      expect.objectContaining({ rule: "article-10/current-session" }),
    );
    expect(read(join(repo, ".idse/projects/demo/CURRENT_SESSION"))).toBe(text);
  });

  it.each([
    ["the older lines", "session_id: checkout\nname: Checkout\ncreated_at: 2025-01-01T00:00:00\n"],
    ["a byte order mark and Windows line ends", "\ufeffcheckout\r\n"],
    ["no newline", "checkout"],
  ])("is read with %s", (_name, text) => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    pointAt(repo, text);
    expect(answerOf(repo, "status")).toMatchObject({ session: { id: "checkout" }, resolvedBy: "pointer" });
  });

  it.each([
    ["is empty", (repo: string) => pointAt(repo, "")],
    ["is missing", (repo: string) => rmSync(join(repo, ".idse/projects/demo/CURRENT_SESSION"))],
  ])("means the blueprint where it %s", (_name, spoil) => {
    const repo = workspace();
    spoil(repo);
    expect(idse(["status"], { cwd: repo })).toMatchObject({ code: 0, stderr: "" });
    expect(answerOf(repo, "status").resolvedBy).toBe("blueprint");
  });
});

describe("a link that leads out of .idse", () => {
  it("is refused as a session and as a document, read or written", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    const outside = temporaryFolder();
    cpSync(sessionFolder(repo, "checkout"), join(outside, "linked"), { recursive: true });
    symlinkSync(join(outside, "linked"), sessionFolder(repo, "linked"), "junction");
    const before = treeOf(outside);
    for (const args of [
      ["session-info", "linked"],
      ["status", "--session", "linked"],
      ["artifact", "show", "--stage", "intent", "--session", "linked"],
      ["session", "tag", "linked", "x"],
      ["session", "set-stage", "linked", "--stage", "intent", "--status", "in_progress"],
      ["spawn", "linked"],
    ]) {
      const run = idse(args, { cwd: repo });
      expect({ args, refused: [3, 4, 6].includes(run.code ?? 0), stdout: run.stdout }).toEqual({
        args,
        refused: true,
        stdout: "",
      });
    }
    expect(
      idse(["artifact", "write", "--stage", "intent", "--session", "linked"], { cwd: repo, input: "# x\n" })
        .code,
    ).not.toBe(0);
    expect(treeOf(outside)).toEqual(before);
    expect(idse(["sessions"], { cwd: repo }).stdout).not.toContain("linked");
  });
});

describe("a folder that cannot be written", () => {
  // Root may write anywhere; a file where a folder belongs stops it too.
  const obstacles: ReadonlyArray<readonly [string, (repo: string) => void, ReadonlyArray<string>]> = [
    [
      "a file stands where a folder belongs",
      (repo) => write(join(repo, "out"), "a file"),
      ["compile", "agent-spec", "--out", "out/deep"],
    ],
    [
      "a file stands where a stage's folder belongs",
      (repo) => {
        rmSync(join(sessionFolder(repo), "plans"), { recursive: true });
        write(join(sessionFolder(repo), "plans"), "a file");
      },
      ["artifact", "write", "--stage", "plan"],
    ],
    [
      "a file stands where this clone keeps its locks",
      (repo) => {
        rmSync(join(repo, ".idse/.local"), { recursive: true });
        write(join(repo, ".idse/.local"), "a file");
      },
      ["session", "tag", "__blueprint__", "x"],
    ],
    ...(process.getuid === undefined || process.getuid() === 0
      ? []
      : [
          [
            "the session's folder is read-only",
            (repo: string) => chmodSync(join(sessionFolder(repo), "metadata"), 0o500),
            ["session", "tag", "__blueprint__", "x"],
          ] as const,
        ]),
  ];

  it.each(obstacles)("%s", (_name, spoil, args) => {
    const repo = workspace();
    spoil(repo);
    const before = trackedTreeOf(repo);
    const run = idse([...args, "--json"], { cwd: repo, input: "# Plan\n" });
    expect(run.code).toBe(6);
    expect(jsonOf(run).error.code).toMatch(/^(?:machine-failed|store-rejected)$/);
    expect(trackedTreeOf(repo)).toEqual(before);
    expect(idse(["sessions"], { cwd: repo }).code).toBe(0);
  });
});

describe("a reader that stops early", () => {
  // Windows has neither head nor a signal for it.
  const shells = process.platform === "win32" ? [] : ["bash"];

  if (shells.length === 0) it("has no pipe to close here", () => expect(process.platform).toBe("win32"));
  else
    it.each(shells)("is no failure (%s)", (shell) => {
      const repo = workspace();
      for (let index = 0; index < 400; index++) {
        const metadata = JSON.parse(read(join(sessionFolder(repo), "metadata/session.json")));
        const id = `copy-${index}`;
        write(
          join(sessionFolder(repo, id), "metadata/session.json"),
          JSON.stringify({ ...metadata, session_id: id, name: "x".repeat(200) }),
        );
      }
      expect(textOf(repo, "sessions", "--json").length).toBeGreaterThan(150_000);
      const command = `'${process.execPath}' '${bin}' sessions --json | head -c 10; echo "\${PIPESTATUS[0]}"`;
      const run = spawnSync(shell, ["-o", "pipefail", "-c", command], {
        cwd: repo,
        env: cleanEnvironment({ PATH: process.env.PATH ?? "" }),
        encoding: "utf8",
      });
      expect(run).toMatchObject({ stdout: '{"schemaVe0\n', stderr: "" });
    });
});

it("finds a workspace from a folder that is deep, and none above the root", () => {
  const repo = workspace();
  const deep = join(repo, Array.from({ length: 40 }, () => "d").join("/"));
  mkdirSync(deep, { recursive: true });
  expect(answerOf(deep, "status")).toMatchObject({ project: "demo" });
  expect(idse(["status"], { cwd: temporaryFolder() }).code).toBe(3);
});
