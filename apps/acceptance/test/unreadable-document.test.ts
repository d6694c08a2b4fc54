/** A document that no parser reads in bearable time: it is told, with its place, and nothing else suffers. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  answerOf,
  idse,
  jsonOf,
  read,
  sessionFolder,
  stageFiles,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const deep = `# Plan\n\n${"> ".repeat(200)}deep\n\n[REQUIRES INPUT]\n`;
const problem = "Mend the plan: Line 3 is nested more than 100 levels deep";

let repo = "";
let others: unknown;

const validate = (...args: ReadonlyArray<string>) => {
  const run = idse(["validate", "--json", ...args], { cwd: repo });
  return { code: run.code, report: jsonOf(run) };
};

const ofOthers = () => {
  const { findings, sessions } = validate("--all").report;
  const isOther = (one: { session: string }): boolean => one.session !== "checkout";
  return { findings: findings.filter(isOther), sessions: sessions.filter(isOther) };
};

beforeAll(() => {
  repo = workspace({ filled: true });
  textOf(repo, "spawn", "checkout");
  textOf(repo, "spawn", "search", "--from", "checkout");
  textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "plan", "--status", "completed");
  others = ofOthers();
  write(join(sessionFolder(repo, "checkout"), stageFiles.plan), deep);
});

describe("a plan nested 200 levels deep", () => {
  it("is one error of its session, at the plan, and nothing else is said of the plan", () => {
    const { code, report } = validate("--session", "checkout");
    expect(code).toBe(1);
    expect(report).toMatchObject({ valid: false, structure: "invalid" });
    expect(report.findings.filter((one: { stage: string }) => one.stage === "plan")).toMatchObject([
      {
        rule: "article-10/artifact-missing",
        severity: "error",
        category: "violation",
        path: ".idse/projects/demo/sessions/checkout/plans/plan.md",
        line: 1,
        message: expect.stringContaining(problem),
      },
    ]);
    const text = idse(["validate", "--session", "checkout"], { cwd: repo });
    expect(text).toMatchObject({ code: 1, stderr: "" });
    expect(text.stdout).toContain(problem);
  });

  it("shows in the status as an error of a stage that is begun, with a cache and without", () => {
    const status = () => answerOf(repo, "status", "--session", "checkout");
    const warm = status();
    rmSync(join(repo, ".idse/.local"), { recursive: true, force: true });
    expect(status()).toEqual(warm);
    expect(warm.validation).toBe("failing");
    expect(warm.stages.find((one: { stage: string }) => one.stage === "plan")).toMatchObject({
      state: "in_progress",
      errors: 1,
      signedOff: null,
    });
  });

  it("leaves every other session as it was", () => {
    expect(ofOthers()).toEqual(others);
  });

  it.each([
    ["status --all", 0],
    ["sessions", 0],
    ["session-info checkout", 0],
    ["next --session checkout", 0],
    ["trace --session checkout", 0],
    ["overlap", 0],
    ["diff plan --session checkout", 0],
    ["artifact show --stage plan --session checkout", 0],
    ["compile agent-spec --session checkout --dry-run", 0],
    ["validate --fix --all", 0],
    ["validate --all --format sarif", 1],
    ["blueprint merge checkout --dry-run", null],
  ])("crashes nothing: %s", (line, code) => {
    const before = trackedTreeOf(repo);
    const run = idse(line.split(" "), { cwd: repo });
    if (code === null) expect([0, 1]).toContain(run.code);
    else expect(run).toMatchObject({ code, stderr: "" });
    expect(run.stderr).not.toContain("a fault of idse");
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("cannot be signed off, and is mended by writing it otherwise", () => {
    const sign = ["session", "set-stage", "checkout", "--stage", "plan", "--status", "completed"];
    expect(idse(sign, { cwd: repo })).toMatchObject({ code: 1, stdout: "" });
    const plan = read(join(sessionFolder(repo), stageFiles.plan));
    expect(
      idse(["artifact", "write", "--stage", "plan", "--session", "checkout"], { cwd: repo, input: plan })
        .code,
    ).toBe(0);
    expect(JSON.stringify(validate("--session", "checkout").report)).not.toContain("nested");
  });

  it("that was signed off before stays claimed, and its feature is told of no change that nobody read", () => {
    write(join(sessionFolder(repo), stageFiles.plan), deep);
    const { code, report } = validate("--claimed");
    expect(code).toBe(1);
    expect(report.claimed).toEqual({ stages: 1, of: 7 });
    expect(JSON.stringify(report)).toContain(problem);
    for (const line of ["status", "status --session checkout", "validate --session checkout", "status --all"])
      expect([0, 1]).toContain(idse(line.split(" "), { cwd: repo }).code);
  });
});
