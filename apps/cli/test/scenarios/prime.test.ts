/** What a hook at the start of an agent's session prints. */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { answerOf, fillIn, idse, temporaryFolder, textOf, trackedTreeOf, workspace } from "../support.ts";

describe("idse prime", () => {
  it("says project, session, mode and next step, and writes nothing", () => {
    const repo = workspace();
    fillIn(repo, "__blueprint__", ["intent"]);
    const before = trackedTreeOf(repo);
    const text = textOf(repo, "prime", "--agent", "claude-code", "--project", "demo");
    expect(text).toMatch(/^IDSE: .* Project demo, session __blueprint__ \(blueprint, draft\): 1 of 7 stages/);
    expect(text).toContain("\nYou are claude-code, in planning mode: ");
    expect(text).toMatch(/\nNext: write the context \(claude-code\): \.idse\/.*\/contexts\/context\.md\n/);
    expect(text).toContain("\n- idse next --agent claude-code: ");
    expect(Buffer.byteLength(text)).toBeLessThan(1000);
    expect(answerOf(repo, "prime", "--agent", "claude-code")).toMatchObject({
      agent: { id: "claude-code", mode: "planning" },
      next: { stage: "context" },
      text,
    });
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("is wrapped for hooks that answer in JSON", () => {
    const repo = workspace();
    const additionalContext = textOf(repo, "prime", "--agent", "gpt-codex");
    expect(JSON.parse(textOf(repo, "prime", "--agent", "gpt-codex", "--hook-json"))).toEqual({
      hookSpecificOutput: { hookEventName: "SessionStart", additionalContext },
    });
  });

  it("is nothing at all outside a workspace, and no failure", () => {
    const cwd = temporaryFolder();
    for (const args of [["prime"], ["prime", "--agent", "nobody", "--project", "x", "--hook-json"]]) {
      expect(idse(args, { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    expect(answerOf(cwd, "prime")).toMatchObject({ project: null, text: "" });
  });

  it("fails in a workspace where the agent is unknown", () => {
    const run = idse(["prime", "--agent", "codex"], { cwd: workspace() });
    expect(run).toMatchObject({ code: 3, stdout: "" });
    expect(run.stderr).toContain("Here: claude-code, gpt-codex, github-copilot.");
  });

  it("repeats what the commands need where several projects are here", () => {
    const repo = workspace();
    const projects = join(repo, ".idse/projects");
    cpSync(join(projects, "demo"), join(projects, "other"), { recursive: true });
    const text = textOf(repo, "prime", "--project", "other");
    expect(text).toContain("- idse next --project other: ");
    expect(text).toContain("- idse validate --project other: ");
  });
});
