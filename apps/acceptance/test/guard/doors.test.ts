/** One policy, three doors: the hook of an agent, git before a commit, and CI say the same of the same. */
import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import {
  edit,
  git,
  idse,
  type Run,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  workspace,
  write,
} from "../../../cli/test/support.ts";

const project = ".idse/projects/demo";
const spec = `${project}/sessions/__blueprint__/specs/spec.md`;
const registry = `${project}/agent_registry.json`;

let repo = "";
beforeEach(() => {
  repo = workspace({ git: true, filled: true });
  git(repo, "add", "-A");
  git(repo, "commit", "--quiet", "-m", "A project");
});

/** With git on the path, as git itself has it when it runs a hook. */
const env = { PATH: process.env.PATH ?? "" };

const hook = (agent: string, payload: object | string, ...args: ReadonlyArray<string>): Run =>
  idse(["hook", agent, ...args], {
    cwd: repo,
    input: typeof payload === "string" ? payload : JSON.stringify(payload),
  });

const writes = (path: string, content = "x\n") => ({
  hook_event_name: "PreToolUse",
  cwd: repo,
  tool_name: "Write",
  tool_input: { file_path: path, content },
});
const runs = (command: string) => ({ cwd: repo, tool_name: "Bash", tool_input: { command } });

const silent: Run = { code: 0, stdout: "", stderr: "" };
const denied = (words: string): Run => ({
  code: 2,
  stdout: "",
  stderr: expect.stringContaining(words) as never,
});

describe("the hook of an agent", () => {
  it("lets a planner write stage documents and read, and nothing else", () => {
    expect(hook("claude", writes(spec))).toEqual(silent);
    expect(hook("claude", writes(join(repo, spec)))).toEqual(silent);
    expect(hook("claude", runs("git log --oneline | head -3 && idse status"))).toEqual(silent);
    expect(hook("claude", writes("src/x.ts"))).toEqual(denied("planning mode"));
    expect(hook("claude", runs("echo x > src/x.ts"))).toEqual(denied("planning mode"));
    expect(hook("claude", writes(registry))).toEqual(denied("idse agents set-mode"));
  });

  it("lets an implementer write code, and not what is signed off or loosens the leash", () => {
    const codex = (payload: object) => hook("codex", payload, "--agent", "gpt-codex", "--project", "demo");
    expect(codex(writes("src/x.ts"))).toEqual(silent);
    expect(codex(writes(spec))).toEqual(silent);
    textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "spec", "--status", "completed");
    expect(codex(writes(spec))).toEqual(denied("signed off"));
    for (const command of [
      "idse agents set-mode gpt-codex implementation",
      "idse session set-stage __blueprint__ --stage plan --status completed",
      "idse stage ack plan --of spec",
      "idse sync push --force",
      `sed -i s/planning/implementation/ ${registry}`,
      "rm -rf .git/hooks",
    ])
      expect([command, codex(runs(command)).code]).toEqual([command, 2]);
  });

  it("lets an agent that goes by stage plan until the tasks are signed off", () => {
    edit(join(repo, registry), (text) => text.replace('"mode": "planning"', '"mode": "by-stage"'));
    expect(hook("claude", writes("src/x.ts"))).toEqual(denied("reaches implementation"));
    for (const stage of ["intent", "context", "spec", "plan", "tasks"])
      textOf(repo, "session", "set-stage", "__blueprint__", "--stage", stage, "--status", "completed");
    expect(hook("claude", writes("src/x.ts"))).toEqual(silent);
  });

  it("means the session that the commands mean, and no empty folder that a pointer names", () => {
    textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "spec", "--status", "completed");
    mkdirSync(join(repo, project, "sessions/empty"), { recursive: true });
    write(join(repo, project, "CURRENT_SESSION"), "empty\n");
    expect(hook("codex", runs("idse artifact write --stage spec < x.md"))).toEqual(denied("signed off"));
  });

  it("answers each agent as that agent takes it", () => {
    edit(join(repo, registry), (text) => text.replaceAll('"mode": "implementation"', '"mode": "planning"'));
    edit(join(repo, registry), (text) =>
      text.replace(
        '"agents": [',
        '"agents": [{ "id": "cursor", "role": "x", "mode": "planning", "stages": [] },',
      ),
    );
    const copilot = hook(
      "copilot",
      { cwd: repo, toolName: "create", toolArgs: { path: "src/x", file_text: "x" } },
      "--agent",
      "claude-code",
    );
    expect(copilot).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(copilot.stdout)).toMatchObject({ permissionDecision: "deny" });
    expect(
      hook("cursor", { cwd: repo, tool_name: "Write", tool_input: { file_path: "src/x" } }),
    ).toMatchObject({ code: 2 });
    expect(hook("cursor", { cwd: repo, tool_name: "Read", tool_input: { file_path: "src/x" } }).stdout).toBe(
      "{}\n",
    );
  });

  it("denies whatever it cannot see inside a workspace, and is silent outside of one", () => {
    for (const payload of ["", "nonsense", "[]", "{}"])
      expect([payload, hook("claude", payload).code]).toEqual([payload, 2]);
    expect(hook("claude", writes(spec), "--agent", "nobody")).toEqual(denied("nobody"));
    expect(hook("claude", writes(spec), "--project", "none")).toEqual(denied("none"));
    write(join(repo, registry), "{ torn");
    expect(hook("claude", writes(spec))).toEqual(denied("agent_registry.json"));
    const signOffs = join(sessionFolder(repo), "metadata/state.json");
    git(repo, "checkout", "--quiet", "--", registry);
    rmSync(signOffs);
    mkdirSync(signOffs);
    expect(hook("codex", writes(spec))).toEqual(denied("idse agents list"));
    const outside = temporaryFolder();
    expect(idse(["hook", "claude"], { cwd: outside, input: "nonsense" })).toEqual(silent);
    expect(idse(["hook", "cursor"], { cwd: outside, input: "nonsense" })).toEqual({
      ...silent,
      stdout: "{}\n",
    });
  });

  it("follows links and sub-directories", () => {
    mkdirSync(join(repo, "src/deep"), { recursive: true });
    symlinkSync(join(repo, project), join(repo, "src/door"));
    const within = idse(["hook", "claude"], {
      cwd: join(repo, "src/deep"),
      input: JSON.stringify({
        cwd: join(repo, "src/deep"),
        tool_name: "Write",
        tool_input: { file_path: "../x.ts" },
      }),
    });
    expect(within).toEqual(denied("src/x.ts"));
    expect(hook("codex", writes("src/door/agent_registry.json"))).toEqual(denied("agent_registry.json"));
  });
});

describe("git and CI", () => {
  const change = (): void => {
    edit(join(repo, registry), (text) => `${text}\n`);
    write(join(repo, "src/x.ts"), "x\n");
    edit(join(repo, spec), (text) => `${text}\nMore.\n`);
    git(repo, "add", "-A");
  };
  const reasonsOf = (run: Run): ReadonlyArray<string> =>
    JSON.parse(run.stdout).changes.flatMap(({ reason }: { reason: string | null }) => reason ?? []);

  it("say the very words of the hook", () => {
    change();
    const staged = idse(["guard", "--staged", "--agent", "claude-code", "--json"], { cwd: repo, env });
    expect(staged.code).toBe(1);
    const said = [registry, "src/x.ts"].map((path) => hook("claude", writes(path)).stderr.trim());
    expect(reasonsOf(staged)).toEqual(said);
    git(repo, "commit", "--quiet", "-m", "By an agent");
    const range = idse(["guard", "--range", "HEAD~1..HEAD", "--json"], {
      cwd: repo,
      env: { ...env, IDSE_AGENT: "claude-code" },
    });
    expect([range.code, reasonsOf(range)]).toEqual([1, said]);
    expect(
      idse(["guard", "--range", "HEAD~1..HEAD", "--agent", "gpt-codex", "--json"], { cwd: repo, env }),
    ).toMatchObject({ code: 1 });
  });

  it("see a waiver that comes with a document, and not one that was there", () => {
    const waiver = "<!-- idse-waive article-3/one-title: because -->\n";
    const path = join(sessionFolder(repo), stageFiles.spec);
    edit(path, (text) => `${waiver}${text}`);
    git(repo, "add", "-A");
    const guard = () => idse(["guard", "--staged", "--agent", "claude-code", "--json"], { cwd: repo, env });
    expect(JSON.parse(guard().stdout)).toMatchObject({ allowed: false, changes: [{ rule: "waiver" }] });
    git(repo, "commit", "--quiet", "-m", "By a person");
    edit(path, (text) => `${text}\nMore.\n`);
    git(repo, "add", "-A");
    expect(JSON.parse(guard().stdout)).toMatchObject({ allowed: true, changes: [{ verdict: "allow" }] });
    expect(readFileSync(path, "utf8")).toContain(waiver);
  });

  it("let a person change everything", () => {
    change();
    expect(idse(["guard", "--staged"], { cwd: repo, env })).toMatchObject({ code: 0, stderr: "" });
    expect(
      idse(["guard", "--range", "no-such..HEAD", "--agent", "claude-code"], { cwd: repo, env }),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Git says"),
    });
  });
});
