import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { edit, idse, temporaryFolder, workspace, write } from "../support.ts";

interface Doctor {
  readonly checks: ReadonlyArray<{
    readonly area: string;
    readonly state: string;
    readonly message: string;
    readonly path: string | null;
    readonly line: number | null;
    readonly mend: string | null;
  }>;
  readonly agents: ReadonlyArray<{
    readonly agent: string;
    readonly id: string | null;
    readonly installed: Readonly<Record<string, string>>;
    readonly trusted: string;
    readonly lastAsked: string | null;
  }>;
}

const path = { PATH: process.env.PATH ?? "" };

const doctorOf = (repo: string, env: Readonly<Record<string, string>> = {}) => {
  const run = idse(["doctor", "--json"], { cwd: repo, env: { ...path, ...env } });
  expect(run.stderr).toBe("");
  return { exit: run.code, ...(JSON.parse(run.stdout) as Doctor) };
};

const git = (repo: string, ...args: ReadonlyArray<string>) =>
  expect(spawnSync("git", ["-C", repo, ...args]).status).toBe(0);

const agentIn = ({ agents }: Doctor, name: string) => agents.find(({ agent }) => agent === name);

describe("idse doctor", () => {
  it("finds nothing wrong with a workspace that was just made, but for the hooks", () => {
    const found = doctorOf(workspace({ git: true }));
    expect(found.exit).toBe(0);
    expect(found.checks.filter(({ state }) => state === "problem")).toEqual([]);
    expect(found.checks.filter(({ area, state }) => state === "warning" && area !== "agents")).toEqual([]);
  });

  it("tells installed, trusted and active apart", () => {
    const repo = workspace({ git: true });
    const home = temporaryFolder("home");
    const before = agentIn(doctorOf(repo, { HOME: home }), "codex");
    expect(before).toMatchObject({ id: "gpt-codex", installed: { hooks: "absent" }, trusted: "untrusted" });
    idse(["agents", "install-hooks"], { cwd: repo });
    expect(agentIn(doctorOf(repo, { HOME: home }), "codex")).toMatchObject({
      installed: { hooks: "current" },
      trusted: "untrusted",
      lastAsked: null,
    });
    const config = `[projects."${repo}"]\ntrust_level = "trusted"\n[hooks.state."${repo}/.codex/hooks.json:pre_tool_use:0:0"]\ntrusted_hash = "sha256:1"\n`;
    mkdirSync(join(home, ".codex"));
    writeFileSync(join(home, ".codex/config.toml"), config);
    const payload = JSON.stringify({ tool_name: "Bash", tool_input: { command: "ls" }, cwd: repo });
    idse(["hook", "codex", "--agent", "gpt-codex"], { cwd: repo, input: payload });
    const after = agentIn(doctorOf(repo, { HOME: home }), "codex");
    expect(after).toMatchObject({ trusted: "trusted" });
    expect(after?.lastAsked).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it("names views that git tracks, with the line that takes them out", () => {
    const repo = workspace({ git: true });
    git(repo, "add", "-f", ".idse/projects/demo/CURRENT_SESSION");
    const { mend } =
      doctorOf(repo).checks.find(({ state, area }) => area === "git" && state === "warning") ?? {};
    expect(mend).toBe("git rm --cached -- .idse/projects/demo/CURRENT_SESSION");
    const [command = "", ...args] = (mend ?? "").split(" ");
    expect(spawnSync(command, args, { cwd: repo }).status).toBe(0);
    expect(doctorOf(repo).checks.filter(({ state, area }) => area === "git" && state === "warning")).toEqual(
      [],
    );
  });

  it("names views that git would take, and a workspace that it leaves out", () => {
    const repo = workspace({ git: true });
    rmSync(join(repo, ".idse/.gitignore"));
    writeFileSync(join(repo, ".gitignore"), ".idse/config.json\n");
    const found = doctorOf(repo);
    const messages = found.checks.filter(({ area }) => area === "git").map(({ message }) => message);
    expect(found.exit).toBe(1);
    expect(messages[0]).toContain("Git ignores .idse/config.json");
    expect(messages[1]).toContain(".idse/projects/demo/CURRENT_SESSION");
  });

  it("is what a torn file is for: each is named with its line, and all else is still looked at", () => {
    const repo = workspace({ git: true });
    write(join(repo, ".idse/projects/demo/agent_registry.json"), "{\n");
    write(join(repo, ".idse/constitution.json"), '{ "rules": 1 }\n');
    const found = doctorOf(repo);
    expect(found.exit).toBe(1);
    expect(found.checks.filter(({ state }) => state === "problem").map((one) => one.path)).toEqual([
      ".idse/constitution.json",
      ".idse/projects/demo/agent_registry.json",
    ]);
    expect(found.checks.some(({ area }) => area === "git")).toBe(true);
    write(join(repo, ".idse/config.json"), "{\n");
    expect(doctorOf(repo).checks.filter(({ state }) => state === "problem")).toMatchObject([
      { path: ".idse/config.json", line: 2 },
    ]);
  });

  it("names the current session that is not there, a folder that is passed over, and a predecessor's database", () => {
    const repo = workspace();
    write(join(repo, ".idse/projects/demo/CURRENT_SESSION"), "gone\n");
    write(join(repo, ".idse/idse.db"), "");
    write(join(repo, ".idse/projects/demo/sessions/a<b/intents/intent.md"), "# Intent\n");
    const warnings = doctorOf(repo).checks.filter(
      ({ area, state }) => area === "workspace" && state === "warning",
    );
    expect(warnings.map(({ mend }) => mend)).toEqual([
      "idse sessions --project demo",
      "Give it another name: letters, digits, points and hyphens.",
      "idse migrate --dry-run",
    ]);
  });

  it("names a lock that another machine holds, and a write that was left half done", () => {
    const repo = workspace();
    const local = join(repo, ".idse/.local");
    const lock = join(local, "locks/documents");
    mkdirSync(lock, { recursive: true });
    const holder = { pid: 7, host: "another-machine", boot: null, startedAt: null };
    write(join(lock, "999"), JSON.stringify(holder));
    mkdirSync(join(local, "journal"), { recursive: true });
    write(join(local, "journal/0f0f0f0f-0000-4000-8000-000000000000.forward"), '{"entries":[]}');
    const messages = doctorOf(repo).checks.filter(({ area }) => area === "clone");
    expect(messages.map(({ path: at }) => at)).toEqual([
      ".idse/.local/locks/documents/999",
      ".idse/.local/journal",
    ]);
  });

  it("says which variable of a remote is not set, and asks no remote", () => {
    const repo = workspace();
    edit(join(repo, ".idse/config.json"), (text) =>
      JSON.stringify({
        ...(JSON.parse(text) as object),
        remotes: { team: { kind: "artifact-core", url: "http://127.0.0.1:9/mcp" } },
      }),
    );
    const remotes = () => doctorOf(repo).checks.filter(({ area }) => area === "remotes");
    expect(remotes()).toMatchObject([
      { state: "warning", message: "team: IDSE_ARTIFACT_CORE_TOKEN is not set here." },
    ]);
  });

  it("prints people what is wrong, and all of it when asked", () => {
    const repo = workspace({ git: true });
    const short = idse(["doctor"], { cwd: repo, env: path });
    expect(short.stdout).toMatch(/0 problems, .* in order \(--verbose lists them\)\.\n$/);
    expect(short.stdout).not.toContain("  ok ");
    expect(idse(["doctor", "--verbose"], { cwd: repo, env: path }).stdout).toContain("  ok ");
    expect(idse(["doctor"], { cwd: dirname(repo) }).code).toBe(3);
  });
});

it("a hook leaves its mark only where the clone has its own folder", () => {
  const repo = workspace();
  rmSync(join(repo, ".idse/.local"), { recursive: true });
  const payload = JSON.stringify({ tool_name: "Bash", tool_input: { command: "ls" }, cwd: repo });
  expect(idse(["hook", "claude", "--agent", "claude-code"], { cwd: repo, input: payload }).code).toBe(0);
  expect(doctorOf(repo).agents.every(({ lastAsked }) => lastAsked === null)).toBe(true);
});
