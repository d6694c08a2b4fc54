import { describe, expect, it } from "@jest/globals";
import { answerOf, fillIn, idse, jsonOf, textOf, trackedTreeOf, workspace } from "../support.ts";

const blueprint = ".idse/projects/demo/sessions/__blueprint__";

describe("idse next", () => {
  it("gives the same bytes until a document changes, and writes nothing", () => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    for (const args of [["next"], ["next", "--json"], ["next", "--format", "prompt"]]) {
      const first = textOf(repo, ...args);
      expect(textOf(repo, ...args)).toBe(first);
    }
    expect(idse(["next", "--format", "json"], { cwd: repo }).stdout).toBe(textOf(repo, "next", "--json"));
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("is a prompt that says who, what, where and when it is done", () => {
    const repo = workspace();
    fillIn(repo, "__blueprint__", ["intent"]);
    const prompt = textOf(repo, "next", "--format", "prompt");
    expect(prompt).toMatch(
      /^You are claude-code, in planning mode\. The session is demo\/__blueprint__\. Next: write the context\.\n/,
    );
    expect(prompt).toContain(`Read first:\n- ${blueprint}/intents/intent.md (the intent; sha256:`);
    expect(prompt).toContain(`Write:\n- ${blueprint}/contexts/context.md\n`);
    expect(prompt).toContain("- everything but stage documents: planning mode writes no code\n");
    expect(prompt).toMatch(/Open:\n- \d+:\d+ \S/);
    expect(prompt).toContain(
      "Done when: idse validate --session __blueprint__ --through context names nothing",
    );
  });

  it("is the next stage of an agent, or a sentence and exit 0 where it has none", () => {
    const repo = workspace();
    expect(answerOf(repo, "next", "--agent", "gpt-codex")).toMatchObject({
      stage: "implementation",
      waitsFor: ["intent", "context", "spec", "plan", "tasks"],
    });
    const none = idse(["next", "--agent", "github-copilot"], { cwd: repo });
    expect(none).toMatchObject({ code: 0, stderr: "" });
    expect(none.stdout).toContain("No stage comes to github-copilot");
    expect(answerOf(repo, "next", "--agent", "github-copilot")).toMatchObject({ stage: null, done: true });
    const unknown = idse(["next", "--agent", "codex", "--json"], { cwd: repo });
    expect(unknown.code).toBe(3);
    expect(jsonOf(unknown).error.details.known).toEqual(["claude-code", "gpt-codex", "github-copilot"]);
  });

  it("lets a lone agent plan until a person signed off what comes before the implementation, as its guard does", () => {
    const repo = workspace();
    for (const id of ["gpt-codex", "github-copilot"]) idse(["agents", "remove", id], { cwd: repo });
    answerOf(repo, "agents", "set-mode", "claude-code", "by-stage");
    answerOf(repo, "agents", "set-stages", "claude-code", "intent,context,spec,plan,tasks,implementation");
    const mode = (...args: ReadonlyArray<string>) => answerOf(repo, "next", ...args).agent.mode;
    const guarded = () =>
      idse(["hook", "claude"], {
        cwd: repo,
        input: JSON.stringify({ cwd: repo, tool_name: "Write", tool_input: { file_path: "src/x.ts" } }),
      }).code;
    const sign = (stage: string, status: string) =>
      textOf(repo, "session", "set-stage", "__blueprint__", "--stage", stage, "--status", status);
    const before = ["intent", "context", "spec", "plan", "tasks"] as const;
    fillIn(repo, "__blueprint__", before);
    expect([mode(), mode("--stage", "implementation"), guarded()]).toEqual(["planning", "planning", 2]);
    for (const stage of before) sign(stage, "completed");
    expect([mode(), mode("--stage", "spec"), guarded()]).toEqual(["implementation", "implementation", 0]);
    sign("plan", "in_progress");
    expect([mode("--stage", "implementation"), guarded()]).toEqual(["planning", 2]);
  });
});
