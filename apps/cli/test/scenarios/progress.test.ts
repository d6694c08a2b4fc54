/** Bare `idse`, `status`, `next`, sign-offs and what makes them stale, and how `complete` is earned. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  fillIn,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  stageNames,
  textOf,
  trackedTreeOf,
  workspace,
} from "../support.ts";

const signOff = (repo: string, stage: string, session = "__blueprint__") =>
  answerOf(repo, "session", "set-stage", session, "--stage", stage, "--status", "completed");

const stateOf = (repo: string, stage: string) =>
  answerOf(repo, "status").stages.find((one: { stage: string }) => one.stage === stage);

describe("a fresh project", () => {
  it("shows bare idse as a short status and the next step", () => {
    const text = textOf(workspace());
    expect(text).toContain("demo/__blueprint__");
    expect(text).toContain("0 of 7 stages completed");
    expect(text).toMatch(/\nNext: write the intent \(claude-code\): \.idse\/projects\/demo\/.*intent\.md\n$/);
    expect(text.split("\n").length).toBeLessThan(6);
  });

  it("gives the same answer to bare idse and status as JSON", () => {
    const repo = workspace();
    expect(answerOf(repo)).toEqual(answerOf(repo, "status"));
  });

  it("shows all seven stages pending, each with its agent", () => {
    const repo = workspace();
    const status = answerOf(repo, "status");
    expect(status.stages.map((one: { stage: string }) => one.stage)).toEqual(stageNames);
    expect(new Set(status.stages.map((one: { state: string }) => one.state))).toEqual(new Set(["pending"]));
    expect(status).toMatchObject({
      resolvedBy: "pointer",
      validation: "failing",
      progress: { completed: 0, total: 7 },
      next: { stage: "intent", agent: "claude-code" },
    });
    expect(stateOf(repo, "implementation").agent).toEqual({ id: "gpt-codex", mode: "implementation" });
    expect(textOf(repo, "status")).toMatch(/ {2}implementation +pending +gpt-codex \(implementation\)/);
  });

  it("hands out the packet of the first open stage, or of the one that is asked for", () => {
    const repo = workspace();
    const packet = answerOf(repo, "next");
    expect(packet).toMatchObject({ kind: "work-packet", stage: "intent", done: false, read: [] });
    expect(packet.write[0].path).toBe(".idse/projects/demo/sessions/__blueprint__/intents/intent.md");
    expect(packet.findings.length).toBeGreaterThan(0);
    const plan = answerOf(repo, "next", "--stage", "plan");
    expect(plan.read.map((one: { stage: string }) => one.stage)).toEqual(["spec", "context"]);
    expect(textOf(repo, "next", "--stage", "plan")).toContain("Read\n");
  });
});

describe("work in progress", () => {
  it("goes on to the next stage when one is written", () => {
    const repo = workspace();
    fillIn(repo, "__blueprint__", ["intent", "context"]);
    expect(answerOf(repo, "status")).toMatchObject({ progress: { completed: 2 }, next: { stage: "spec" } });
    edit(join(sessionFolder(repo), stageFiles.spec), (text) =>
      text.replace(/\[REQUIRES INPUT[^\]]*\]/, "Done."),
    );
    expect(stateOf(repo, "spec").state).toBe("in_progress");
  });

  it("says that nothing is left when everything is written", () => {
    const repo = workspace({ filled: true });
    expect(answerOf(repo, "status")).toMatchObject({
      validation: "passing",
      next: null,
      progress: { completed: 7 },
    });
    expect(answerOf(repo, "next")).toMatchObject({ stage: null, done: true, write: [] });
    expect(textOf(repo)).toContain("All stages are completed.");
  });

  it("shows a missing document as missing", () => {
    const repo = workspace();
    edit(join(sessionFolder(repo), stageFiles.plan), () => "");
    expect(stateOf(repo, "plan").errors).toBeGreaterThan(0);
    rmSync(join(sessionFolder(repo), stageFiles.plan));
    expect(stateOf(repo, "plan").state).toBe("missing");
  });
});

describe("a sign-off", () => {
  it("is refused while the document is open, and writes nothing", () => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    const run = idse(
      ["session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed"],
      { cwd: repo },
    );
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toContain("cannot be signed off");
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("is refused while a single marker is left", () => {
    const repo = workspace({ filled: true });
    edit(join(sessionFolder(repo), stageFiles.intent), (text) => `${text}\n[REQUIRES INPUT: one more]\n`);
    const run = idse(
      ["session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed", "--json"],
      { cwd: repo },
    );
    expect(run.code).toBe(1);
    expect(jsonOf(run).error).toMatchObject({
      code: "not-complete",
      details: { findings: [{ rule: "article-3/requires-input" }] },
    });
    expect(stateOf(repo, "intent").signedOff).toBeNull();
  });

  it("holds who and when, twice is once, and can be taken back", () => {
    const repo = workspace({ filled: true });
    expect(signOff(repo, "intent")).toMatchObject({
      action: "signed-off",
      value: "intent",
      unchanged: false,
    });
    expect(stateOf(repo, "intent").signedOff).toMatchObject({ by: "ada", kind: "human" });
    expect(signOff(repo, "intent")).toMatchObject({ unchanged: true });
    const withdraw = [
      "session",
      "set-stage",
      "__blueprint__",
      "--stage",
      "intent",
      "--status",
      "in_progress",
    ];
    expect(answerOf(repo, ...withdraw)).toMatchObject({ action: "sign-off-withdrawn", unchanged: false });
    expect(stateOf(repo, "intent").signedOff).toBeNull();
    expect(answerOf(repo, ...withdraw)).toMatchObject({ unchanged: true });
  });

  it("goes stale when a section it was built on changes, and status names the section", () => {
    const repo = workspace({ filled: true });
    signOff(repo, "spec");
    signOff(repo, "plan");
    const spec = join(sessionFolder(repo), stageFiles.spec);
    edit(spec, (text) =>
      text.replace("- **FR-1** (SC-1): Written.", "- **FR-1** (SC-1): Written otherwise."),
    );
    expect(stateOf(repo, "plan")).toMatchObject({
      state: "stale",
      staleBecause: [{ stage: "spec", sections: ["Functional Requirements"] }],
    });
    expect(textOf(repo, "status")).toMatch(/plan +stale .*spec changed in "Functional Requirements"/);
    expect(stateOf(repo, "spec").editedSinceSignOff).toBe(true);
    edit(spec, (text) => text.replace("Written otherwise.", "Written."));
    expect(stateOf(repo, "plan").state).toBe("completed");
  });

  it("takes known stages and statuses only", () => {
    const repo = workspace();
    const set = (stage: string, status: string) =>
      idse(["session", "set-stage", "__blueprint__", "--stage", stage, "--status", status], { cwd: repo })
        .code;
    expect(set("nonsense", "completed")).toBe(2);
    expect(set("intent", "finished")).toBe(2);
  });
});

describe("the status complete", () => {
  it("is refused while anything is open, and session.json stays as it is", () => {
    const repo = workspace();
    const metadata = join(sessionFolder(repo), "metadata/session.json");
    const before = read(metadata);
    const run = idse(["session", "set-status", "__blueprint__", "--status", "complete", "--json"], {
      cwd: repo,
    });
    expect(run.code).toBe(1);
    expect(jsonOf(run).error.code).toBe("not-complete");
    expect(jsonOf(run).error.details.findings.length).toBeGreaterThan(0);
    expect(read(metadata)).toBe(before);
  });

  it("is given once it is earned", () => {
    const repo = workspace({ filled: true });
    const done = answerOf(repo, "session", "set-status", "__blueprint__", "--status", "complete");
    expect(done).toMatchObject({ action: "status-set", value: "complete", unchanged: false });
    expect(answerOf(repo, "status").session.status).toBe("complete");
    expect(idse(["validate", "--claimed"], { cwd: repo }).code).toBe(0);
  });

  it("needs no proof for the other statuses", () => {
    const repo = workspace();
    for (const status of ["in_progress", "review", "archived", "draft"]) {
      answerOf(repo, "session", "set-status", "__blueprint__", "--status", status);
      expect(answerOf(repo, "session-info", "__blueprint__").status).toBe(status);
    }
  });
});

describe("status --all", () => {
  it("shows every session of the project, and says when a limit cut the list", () => {
    const repo = workspace();
    for (const name of ["one", "two", "three"]) textOf(repo, "spawn", name);
    const all = answerOf(repo, "status", "--all");
    expect(all).toMatchObject({
      kind: "project-status",
      summary: { sessions: 4, complete: 0 },
      truncated: false,
    });
    const cut = answerOf(repo, "status", "--all", "--limit", "2");
    expect(cut.sessions).toHaveLength(2);
    expect(cut).toMatchObject({ truncated: true, summary: { sessions: 4 } });
    expect(textOf(repo, "status", "--all")).toContain("* __blueprint__");
  });
});
