import { coreRuleSet } from "@idse/constitution-rules";
import { describe, expect, it } from "@jest/globals";
import { combineReports, errorsByStage, isValid } from "../src/Report.ts";
import { validate } from "../src/validate.ts";
import { sessionWith, writtenTexts } from "./session.ts";

const fresh = sessionWith({ spec: null }, { session: "b", claimed: ["intent"] });
const written = sessionWith(writtenTexts, { session: "a" });
const other = sessionWith({ ...writtenTexts, plan: "[REQUIRES INPUT]" }, { project: "bank", session: "z" });

const reportOf = (...sessions: ReadonlyArray<typeof fresh>) => validate({ sessions, ruleSet: coreRuleSet });

describe("reports combined", () => {
  it("say what one report over all would say, in any order", () => {
    const whole = reportOf(fresh, written, other);
    expect(combineReports([reportOf(fresh), reportOf(written), reportOf(other)])).toEqual(whole);
    expect(combineReports([reportOf(other), reportOf(written, fresh)])).toEqual(whole);
    expect(combineReports([whole])).toEqual(whole);
  });

  it("are valid only when each is", () => {
    expect(isValid(combineReports([reportOf(written), reportOf(written)]))).toBe(true);
    expect(isValid(combineReports([reportOf(written), reportOf(other)]))).toBe(false);
    expect(combineReports([reportOf(written), reportOf(fresh)])).toMatchObject({
      structure: "invalid",
      content: "incomplete",
    });
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
