import { coreRuleSet, makeRuleSet, Rule } from "@idse/constitution-rules";
import { digestOf, stages, stagesThrough } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import type { SessionInput, ValidationInput } from "../src/Input.ts";
import { validate } from "../src/validate.ts";
import { freshText, sessionWith, writtenText, writtenTexts } from "./session.ts";

const run = (session: SessionInput, options: Partial<ValidationInput> = {}) =>
  validate({ sessions: [session], ruleSet: coreRuleSet, ...options });

const places = (report: ReturnType<typeof run>) =>
  report.findings.map((one) => `${one.stage ?? "-"} ${one.line}:${one.column} ${one.rule}`);

const rulesIn = (report: ReturnType<typeof run>) => [...new Set(report.findings.map((one) => one.rule))];

describe("a session as the templates left it", () => {
  const report = run(sessionWith());

  it("is incomplete and not broken", () => {
    expect(report).toMatchObject({ valid: false, structure: "valid", content: "incomplete" });
    expect(new Set(report.findings.map((one) => one.category))).toEqual(new Set(["open"]));
  });

  it("has a finding for every marker, and the missing entry in the impact report", () => {
    const markers = stages.reduce(
      (sum, stage) => sum + freshText(stage).split("[REQUIRES INPUT").length - 1,
      0,
    );
    expect(report.findings.filter((one) => one.rule === "article-3/requires-input")).toHaveLength(markers);
    expect(rulesIn(report).sort()).toEqual(["article-3/requires-input", "article-6/component-impact-report"]);
  });

  it("says of each what to do, with place and law", () => {
    expect(report.findings[0]).toEqual({
      rule: "article-3/requires-input",
      article: "III",
      severity: "error",
      category: "open",
      project: "shop",
      session: "checkout",
      stage: "intent",
      path: ".idse/projects/shop/sessions/checkout/intents/intent.md",
      line: 7,
      column: 1,
      endLine: 7,
      endColumn: 77,
      message: "Say what this session is to achieve, in a sentence or two.",
      hint: "Replace the marker with the answer.",
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      waiver: null,
      baselined: false,
      fix: null,
    });
  });

  it("is counted", () => {
    expect(report.summary).toEqual({
      sessions: 1,
      documents: 7,
      errors: report.findings.length,
      warnings: 0,
      waived: 0,
      baselined: 0,
    });
    expect(report.claimed).toEqual({ stages: 0, of: 7 });
    expect(report.sessions).toEqual([
      { project: "shop", session: "checkout", valid: false, errors: report.findings.length, warnings: 0 },
    ]);
    expect(report.ruleSet).toEqual({
      name: "idse-constitution",
      version: coreRuleSet.version,
      digest: coreRuleSet.digest,
    });
  });
});

describe("a session that is written", () => {
  it("passes, strictly too", () => {
    for (const strict of [false, true]) {
      const report = run(sessionWith(writtenTexts), { strict });
      expect(report.findings).toEqual([]);
      expect(report).toMatchObject({ valid: true, structure: "valid", content: "complete" });
    }
  });

  it.each(stages)("fails again with one marker in the %s", (stage) => {
    const text = `${writtenText(stage)}\n[requires input]\n`;
    const report = run(sessionWith({ ...writtenTexts, [stage]: text }));
    expect(places(report)).toEqual([`${stage} ${text.split("\n").length - 1}:1 article-3/requires-input`]);
    expect(report).toMatchObject({ valid: false, structure: "valid", content: "incomplete" });
  });

  it("passes with CRLF and a byte order mark", () => {
    const texts = Object.fromEntries(
      stages.map((stage) => [stage, `\ufeff${writtenText(stage).replaceAll("\n", "\r\n")}`]),
    );
    expect(run(sessionWith(texts), { strict: true }).findings).toEqual([]);
  });
});

describe("a missing document", () => {
  it("is named by the path where it belongs, and breaks the structure", () => {
    const report = run(sessionWith({ ...writtenTexts, tasks: null }));
    const [missing] = report.findings;
    expect(missing).toMatchObject({
      rule: "article-10/artifact-missing",
      stage: "tasks",
      path: ".idse/projects/shop/sessions/checkout/tasks/tasks.md",
      line: null,
      column: null,
      endLine: null,
      endColumn: null,
      category: "violation",
    });
    expect(report).toMatchObject({ valid: false, structure: "invalid" });
    expect(report.summary.documents).toBe(6);
  });
});

describe("the sequence of stages", () => {
  const only = { rule: "article-7/stage-sequence" };

  it("forbids a stage begun on one that is untouched or missing", () => {
    const report = run(sessionWith({ intent: writtenText("intent"), spec: writtenText("spec") }), only);
    expect(report.findings.map((one) => [one.stage, one.line, one.message])).toEqual([
      ["spec", 1, "Write the context first: this spec is begun, and the context it is built on is not."],
    ]);
    expect(report.structure).toBe("invalid");
    expect(
      run(sessionWith({ ...writtenTexts, context: null }), only).findings.map((one) => one.stage),
    ).toEqual(["spec", "plan"]);
  });

  it("lets every stage be begun after those it is built on, and untouched ones wait", () => {
    for (const last of stages) {
      const texts = Object.fromEntries(stagesThrough(last).map((stage) => [stage, writtenText(stage)]));
      expect(run(sessionWith(texts), only).findings).toEqual([]);
    }
    expect(run(sessionWith(), only).findings).toEqual([]);
  });

  it("counts what is out of scope as begun", () => {
    expect(run(sessionWith(writtenTexts), { ...only, stages: ["plan"] }).findings).toEqual([]);
  });
});

describe("scope", () => {
  it("through a stage leaves the later ones alone", () => {
    const session = sessionWith({
      intent: writtenText("intent"),
      context: writtenText("context"),
      tasks: null,
    });
    const report = run(session, { stages: stagesThrough("context") });
    expect(report).toMatchObject({ valid: true, content: "complete", summary: { documents: 2 } });
    expect(run(session, { stages: stagesThrough("spec") }).valid).toBe(false);
  });

  it("of what is claimed is valid when nothing is, whatever is wrong with the rest", () => {
    const session = sessionWith(
      { intent: null, spec: "" },
      { danglingPointer: { path: "CURRENT_SESSION", names: "gone" } },
    );
    expect(run(session, { claimedOnly: true, strict: true })).toMatchObject({
      valid: true,
      findings: [],
      claimed: { stages: 0, of: 7 },
      summary: { documents: 0 },
    });
  });

  it("of what is claimed is invalid by a marker in a claimed stage alone", () => {
    const texts = { ...writtenTexts, tasks: freshText("tasks") };
    const claimedWell = run(sessionWith(texts, { claimed: ["intent", "plan"] }), { claimedOnly: true });
    expect(claimedWell).toMatchObject({ valid: true, findings: [], claimed: { stages: 2, of: 7 } });
    const claimedTooMuch = run(sessionWith(texts, { claimed: ["intent", "tasks"] }), { claimedOnly: true });
    expect(claimedTooMuch.valid).toBe(false);
    expect(new Set(claimedTooMuch.findings.map((one) => one.stage))).toEqual(new Set(["tasks"]));
  });

  it("of one rule asks that rule alone", () => {
    const report = run(sessionWith({ spec: null }), { rule: "article-10/artifact-missing" });
    expect(rulesIn(report)).toEqual(["article-10/artifact-missing"]);
  });

  it("strict lets warnings fail, and nothing else changes", () => {
    const session = sessionWith({
      ...writtenTexts,
      plan: writtenText("plan").replace("## Phases", "## Steps"),
    });
    const loose = run(session);
    const strict = run(session, { strict: true });
    expect(loose).toMatchObject({ valid: true, summary: { errors: 0, warnings: 1 } });
    expect(strict).toMatchObject({ valid: false, summary: { errors: 0, warnings: 1 } });
    expect(strict.findings).toEqual(loose.findings);
    expect(strict.sessions[0]?.valid).toBe(false);
  });

  it("of a rule with stages is those stages", () => {
    const rule = Rule.parse({
      id: "article-4/no-later",
      title: "t",
      severity: "error",
      stages: ["spec"],
      since: "1.0.0",
      rationale: "r",
      check: { kind: "forbidden-text", texts: ["TBD"] },
    });
    const texts = { ...writtenTexts, spec: "TBD\n\n`TBD`\n\nTBD TBD\n", plan: "TBD\n" };
    const report = run(sessionWith(texts), { ruleSet: makeRuleSet("ours", "1.0.0", [rule]) });
    expect(places(report)).toEqual([
      "spec 1:1 article-4/no-later",
      "spec 5:1 article-4/no-later",
      "spec 5:5 article-4/no-later",
    ]);
  });
});

describe("facts about a session", () => {
  it("a pointer to nothing is an error at the pointer", () => {
    const path = ".idse/projects/shop/CURRENT_SESSION";
    const report = run(sessionWith(writtenTexts, { danglingPointer: { path, names: "gone" } }));
    expect(report.findings).toMatchObject([
      { rule: "article-10/current-session", severity: "error", stage: null, path, line: 1, column: 1 },
    ]);
    expect(report.findings[0]?.message).toContain('"gone"');
  });

  it("metadata that cannot be read is a warning where it goes wrong", () => {
    const path = "session.json";
    const problem = { message: "status: not one of them", line: 4, column: 13 };
    const report = run(sessionWith(writtenTexts, { metadata: { path, problem } }));
    expect(report.findings).toMatchObject([
      { rule: "article-10/session-metadata", severity: "warning", path, line: 4, column: 13, endLine: 4 },
    ]);
    expect(report.findings[0]?.message).toBe(problem.message);
    expect(report).toMatchObject({ valid: true, structure: "valid" });
  });

  it("metadata that is not there has no line", () => {
    const problem = { message: "Missing.", line: null, column: null };
    const report = run(sessionWith(writtenTexts, { metadata: { path: "session.json", problem } }));
    expect(report.findings).toMatchObject([{ line: null, column: null }]);
  });

  it("a document in an old place is a warning that says where it belongs", () => {
    const legacy = { path: "specs/old.md", belongsAt: "specs/spec.md", stage: "spec" } as const;
    const report = run(sessionWith(writtenTexts, { legacyPaths: [legacy] }));
    expect(report.findings).toMatchObject([
      { rule: "article-10/legacy-path", severity: "warning", stage: "spec", path: "specs/old.md" },
    ]);
    expect(report.findings[0]?.hint).toBe("git mv specs/old.md specs/spec.md");
  });
});

describe("order", () => {
  it("is by stage, line, column and rule", () => {
    const session = sessionWith(
      {
        ...writtenTexts,
        context: "# C [REQUIRES INPUT]\n\n[REQUIRES INPUT] [REQUIRES INPUT]\n",
        plan: "",
        implementation: "## Component Impact Report [REQUIRES INPUT]\n\nExampleComponent\n",
      },
      {
        danglingPointer: { path: "CURRENT_SESSION", names: "gone" },
        metadata: { path: "session.json", problem: { message: "m", line: 2, column: 1 } },
      },
    );
    const missing = (count: number, stage: string) =>
      Array.from({ length: count }, () => `${stage} 1:1 article-3/required-sections`);
    expect(places(run(session))).toEqual([
      "- 1:1 article-10/current-session",
      "- 2:1 article-10/session-metadata",
      ...missing(4, "context"),
      "context 1:5 article-3/requires-input",
      "context 3:1 article-3/requires-input",
      "context 3:18 article-3/requires-input",
      "plan 1:1 article-3/empty-document",
      "plan 1:1 article-3/one-title",
      ...missing(4, "plan"),
      "implementation 1:1 article-3/one-title",
      ...missing(2, "implementation"),
      "implementation 1:1 article-6/component-impact-report",
      "implementation 1:28 article-3/requires-input",
      "implementation 3:1 article-6/template-placeholder",
    ]);
  });

  it("is by project and session before all that, whatever order they come in", () => {
    const sessions = [
      { project: "shop", session: "cart" },
      { project: "bank", session: "z" },
      { project: "shop", session: "__blueprint__" },
    ].map((one) => sessionWith({ ...writtenTexts, intent: "[REQUIRES INPUT]" }, one));
    const report = validate({ sessions, ruleSet: coreRuleSet });
    const order = ["bank/z", "shop/__blueprint__", "shop/cart"];
    expect([...new Set(report.findings.map((one) => `${one.project}/${one.session}`))]).toEqual(order);
    expect(report.sessions.map((one) => `${one.project}/${one.session}`)).toEqual(order);
  });
});

describe("fingerprints", () => {
  const fingerprintsIn = (session: SessionInput) =>
    run(session, { rule: "article-3/requires-input" }).findings.map((one) => one.fingerprint);
  const found = (intent: string, more: Partial<SessionInput> = {}) =>
    fingerprintsIn(sessionWith({ ...writtenTexts, intent }, more));

  it("stay when lines are inserted above, line ends change, or the title does", () => {
    const text = freshText("intent");
    const moved = text.replace("## Goal", "One more.\n\nAnd another.\n\n## Purpose");
    expect(found(moved)).toEqual(found(text));
    expect(found(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(found(text));
  });

  it("are all different, for equal lines and for two on a line too", () => {
    const text = `${freshText("intent")}\n[REQUIRES INPUT]\n\n[REQUIRES INPUT]\n\n[REQUIRES INPUT] [REQUIRES INPUT]\n`;
    const all = found(text);
    expect(new Set(all).size).toBe(all.length);
  });

  it("differ between sessions, projects and stages", () => {
    const text = freshText("intent");
    const all = [
      ...found(text),
      ...found(text, { session: "cart" }),
      ...found(text, { project: "bank" }),
      ...fingerprintsIn(sessionWith({ ...writtenTexts, context: text })),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("of what is left stay when the first of two equal lines is answered", () => {
    const [first] = found(`${writtenText("intent")}\n[REQUIRES INPUT]\n\n[REQUIRES INPUT]\n`);
    expect(found(`${writtenText("intent")}\nDone.\n\n[REQUIRES INPUT]\n`)).toEqual([first]);
  });
});

it("gives the same report for the same input", () => {
  const [one, two] = [run(sessionWith()), run(sessionWith())];
  expect(digestOf(JSON.stringify(one))).toBe(digestOf(JSON.stringify(two)));
});

it("finds nothing wrong with no session", () => {
  expect(validate({ sessions: [], ruleSet: coreRuleSet })).toMatchObject({
    valid: true,
    findings: [],
    sessions: [],
  });
});
