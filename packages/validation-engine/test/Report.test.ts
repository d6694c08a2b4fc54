import { coreRuleSet } from "@idse/constitution-rules";
import { describe, expect, it } from "@jest/globals";
import { errorsByStage, isValid } from "../src/Report.ts";
import { validate } from "../src/validate.ts";
import { sessionWith, writtenTexts } from "./session.ts";

const fresh = sessionWith({ spec: null }, { session: "b", claimed: ["intent"] });
const written = sessionWith(writtenTexts, { session: "a" });
const other = sessionWith({ ...writtenTexts, plan: "[REQUIRES INPUT]" }, { project: "bank", session: "z" });

const reportOf = (...sessions: ReadonlyArray<typeof fresh>) => validate({ sessions, ruleSet: coreRuleSet });

describe("a report over several sessions", () => {
  it("is the same in whatever order they come, and lists by project, then session", () => {
    const whole = reportOf(written, fresh, other);
    expect(reportOf(other, written, fresh)).toEqual(whole);
    expect(whole.sessions.map((one) => one.session)).toEqual(["z", "a", "b"]);
    expect([...new Set(whole.findings.map((one) => one.session))]).toEqual(["z", "b"]);
  });

  it("is valid only when each is", () => {
    expect(isValid(reportOf(written))).toBe(true);
    expect(isValid(reportOf(written, other))).toBe(false);
    expect(reportOf(written, fresh)).toMatchObject({ structure: "invalid", content: "incomplete" });
  });
});

it("counts errors by stage, warnings and what has no stage left out", () => {
  const report = reportOf(
    sessionWith(
      { ...writtenTexts, tasks: "- x [REQUIRES INPUT] [REQUIRES INPUT]\n", plan: null },
      { danglingPointer: { path: "p", names: "n" } },
    ),
  );
  expect([...errorsByStage(report.findings)]).toEqual([
    ["plan", 1],
    ["tasks", 3],
    ["implementation", 1],
  ]);
});
