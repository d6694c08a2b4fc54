/** Waivers and baselines: what is set aside, where, for how long, and what is said of those that are no good. */
import { coreRuleSet, type Waiver } from "@idse/constitution-rules";
import type { Stage } from "@idse/pipeline-artifacts";
import { describe, expect, it } from "@jest/globals";
import type { JudgeOptions, SessionInput } from "../src/Input.ts";
import type { Report } from "../src/Report.ts";
import { validate } from "../src/validate.ts";
import { sessionWith, type Texts, writtenText, writtenTexts } from "./session.ts";

const marker = "article-3/requires-input";
const waive = (rest = ": agreed", rule = marker): string => `<!-- idse-waive ${rule}${rest} -->`;
const [expired, unused, reasonless] = [
  "article-12/waiver-expired",
  "article-12/waiver-unused",
  "article-12/waiver-without-reason",
] as const;
const about: ReadonlyArray<string> = [expired, unused, reasonless];

const run = (
  sessions: SessionInput | ReadonlyArray<SessionInput>,
  options: Partial<JudgeOptions> = {},
): Report =>
  validate({
    sessions: "documents" in sessions ? [sessions] : sessions,
    ruleSet: coreRuleSet,
    today: "2026-11-24",
    ...options,
  });

/** A written session whose plan is this text. */
const withPlan = (plan: string, texts: Texts = {}): SessionInput =>
  sessionWith({ ...writtenTexts, ...texts, plan });

/** Each marker of a plan by its line, and whether it is waived. */
const markersIn = (plan: string): ReadonlyArray<string> =>
  run(withPlan(plan))
    .findings.filter((one) => one.rule === marker)
    .map((one) => `${one.line} ${one.waiver === null ? "counts" : "waived"}`);

const aboutWaivers = (report: Report) => report.findings.filter((one) => about.includes(one.rule));
const saidOf = (report: Report): ReadonlyArray<string> =>
  aboutWaivers(report).map((one) => `${one.line} ${one.rule.split("/")[1]}`);

const open = "[REQUIRES INPUT]";
const linesOf = (...lines: ReadonlyArray<string>): string => `${lines.join("\n")}\n`;

describe("a waiver in a document speaks of", () => {
  it.each<readonly [string, ReadonlyArray<string>, ReadonlyArray<string>]>([
    [
      "the whole document above everything",
      [waive(), "", "# Plan", "", open, "", "# A", "", open],
      ["5 waived", "9 waived"],
    ],
    [
      "the whole document below front matter and other comments",
      ["---", "a: b", "---", "<!-- mine -->", "", waive(), "", "# Plan", "", open, "", "# A", "", open],
      ["10 waived", "14 waived"],
    ],
    [
      "a section to the next heading of its rank",
      ["# Plan", "", waive(), "", "## A", "", open, "", "### B", "", open, "", "## C", "", open],
      ["7 waived", "11 waived", "15 counts"],
    ],
    [
      "a section to the next heading of a higher rank",
      ["# Plan", "", "## A", "", open, "", waive(), "### B", "", open, "", "## C", "", open],
      ["5 counts", "10 waived", "14 counts"],
    ],
    [
      "the last section to the end",
      ["# Plan", "", open, "", waive(), "## A", "", open, "", "### B", "", open],
      ["3 counts", "8 waived", "12 waived"],
    ],
    [
      "a section that is underlined",
      ["# Plan", "", waive(), "", "A", "---", "", open, "", "B", "---", "", open],
      ["8 waived", "13 counts"],
    ],
    ["the paragraph below", ["# Plan", "", waive(), "", `a`, open, "", open], ["6 waived", "8 counts"]],
    ["the paragraph on the next line", ["# Plan", "", waive(), open, "", open], ["4 waived", "6 counts"]],
    [
      "the whole list below",
      ["# Plan", "", waive(), `- ${open}`, `- a`, `  - ${open}`, "", open],
      ["4 waived", "6 waived", "8 counts"],
    ],
    [
      "the whole table below",
      ["# Plan", "", waive(), "", "| a |", "|---|", `| ${open} |`, "", open],
      ["7 waived", "9 counts"],
    ],
    [
      "the entry it ends, and none beside it",
      ["# Plan", "", `- ${open}`, `- ${open} ${waive()}`, `- ${open}`],
      ["3 counts", "4 waived", "5 counts"],
    ],
    [
      "the whole entry where it is a block of it",
      ["# Plan", "", `- ${open}`, "", `  ${waive()}`, "", `  ${open}`, `- ${open}`],
      ["3 waived", "7 waived", "8 counts"],
    ],
    [
      "one paragraph of an entry where it stands in that",
      ["# Plan", "", `- ${open} ${waive()}`, "", `  ${open}`],
      ["3 waived", "5 counts"],
    ],
    [
      "the paragraph it stands in",
      ["# Plan", "", `${open}`, `and ${waive()} more`, "", open],
      ["3 waived", "6 counts"],
    ],
    [
      "the section of the heading it stands in",
      ["# Plan", "", `## A ${waive()}`, "", open, "", "### B", "", open, "", "## C", "", open],
      ["5 waived", "9 waived", "13 counts"],
    ],
    [
      "the row it stands in",
      ["# Plan", "", "| a | b |", "|---|---|", `| ${open} | ${waive()} |`, `| ${open} | |`],
      ["5 waived", "6 counts"],
    ],
    [
      "a heading in a quotation alone, which opens no section",
      ["# Plan", "", `> ## A ${open} ${waive()}`, ">", `> ${open}`, "", open],
      ["3 waived", "5 counts", "7 counts"],
    ],
    [
      "what stands below it in a quotation",
      ["# Plan", "", `> ${waive()}`, `> ${open}`, "", open],
      ["4 waived", "6 counts"],
    ],
    ["nothing where nothing follows", ["# Plan", "", open, "", waive()], ["3 counts"]],
    ["nothing as code", ["# Plan", "", "```", waive(), "```", `\`${waive()}\` ${open}`], ["6 counts"]],
    ["nothing by another name", ["# Plan", "", waive(": x", "article-3/one-title"), "", open], ["5 counts"]],
  ])("%s", (_name, lines, expected) => {
    const text = linesOf(...lines);
    expect(markersIn(text)).toEqual(expected);
    expect(markersIn(text.replaceAll("\n", "\r\n"))).toEqual(expected);
    expect(markersIn(`\ufeff${text}`)).toEqual(expected);
    expect(markersIn(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(expected);
  });

  it("findings about the whole document only at the very top", () => {
    const rule = "article-3/required-sections";
    const missing = writtenText("plan").replace("## Phases", "## Steps");
    const waivedIn = (plan: string) =>
      run(withPlan(plan), { rule }).findings.map((one) => [one.line, one.waiver !== null]);
    expect(waivedIn(`${waive(": short", rule)}\n${missing}`)).toEqual([[1, true]]);
    expect(waivedIn(missing.replace("\n## ", `\n${waive(": short", rule)}\n## `))).toEqual([[1, false]]);
    // Its own first line is no more than a line.
    expect(waivedIn(missing.replace(/^(# .*)$/m, `$1 ${waive(": short", rule)}`))).toEqual([[1, false]]);
  });

  it("several rules in one comment block, and of the block all the same", () => {
    const later = "article-6/template-placeholder";
    const text = linesOf(
      "# Plan",
      "",
      waive(": one"),
      waive(": two", later),
      waive(": three"),
      "",
      open,
      "",
      open,
    );
    const report = run(withPlan(text));
    expect(markersIn(text)).toEqual(["7 waived", "9 counts"]);
    // The first that covers it is the one that sets it aside.
    expect(report.findings.find((one) => one.line === 7)?.waiver?.reason).toBe("one");
    expect(saidOf(report)).toEqual(["4 waiver-unused", "5 waiver-unused"]);
  });

  it("each of its rules where several share a line", () => {
    const title = "article-3/one-title";
    const report = run(withPlan(linesOf(`${waive()} ${waive(": no title", title)}`, "", open)));
    const set = report.findings.filter((one) => one.waiver !== null).map((one) => one.rule);
    expect(set).toEqual([title, marker]);
  });

  it("its own document and no other", () => {
    const plan = `${waive()}\n${writtenText("plan")}\n${open}\n`;
    const report = run(withPlan(plan, { tasks: `${writtenText("tasks")}\n${open}\n` }), { rule: marker });
    expect(report.findings.map((one) => [one.stage, one.waiver !== null])).toEqual([
      ["plan", true],
      ["tasks", false],
    ]);
  });
});

describe("a waiver in a document", () => {
  const below = (rest: string, rule?: string): string => linesOf("# Plan", "", waive(rest, rule), "", open);
  const judged = (rest: string, options: Partial<JudgeOptions> = {}) => {
    const report = run(withPlan(below(rest)), options);
    return { waived: report.summary.waived, said: saidOf(report), report };
  };

  it("is noted on what it sets aside", () => {
    const { report } = judged(" by=ada until=2027-01-31: the bank:\n  has not answered ");
    expect(report.findings.find((one) => one.rule === marker)?.waiver).toEqual({
      reason: "the bank: has not answered",
      by: "ada",
      until: "2027-01-31",
      path: ".idse/projects/shop/sessions/checkout/plans/plan.md",
      line: 3,
    });
    expect(judged("").waived).toBe(0);
  });

  it.each([
    ["2026-11-23", 0, ["3 waiver-expired"]],
    ["2026-11-24", 1, []],
    ["2026-11-25", 1, []],
  ])("holds through its last day: %s", (until, waived, said) => {
    expect(judged(` until=${until}: x`)).toMatchObject({ waived, said });
    expect(judged(` until=${until}: x`, { today: "2020-01-01" })).toMatchObject({ waived: 1, said: [] });
  });

  it("has not expired where nobody says which day it is", () => {
    const report = validate({
      sessions: [withPlan(below(" until=2001-01-01: x"))],
      ruleSet: coreRuleSet,
    });
    expect(report.summary.waived).toBe(1);
  });

  it.each(["2027-02-30", "2027-2-3", "tomorrow", "2027/01/31"])(
    "with a day that does not exist, %s, holds nothing and is told so",
    (until) => {
      const { waived, report } = judged(` until=${until}: x`);
      expect(waived).toBe(0);
      expect(aboutWaivers(report)).toMatchObject([
        { rule: expired, line: 3, message: expect.stringContaining(`YYYY-MM-DD: "${until}" is none`) },
      ]);
    },
  );

  it.each(["", ":", ":   ", " until=2030-01-01 by=ada:"])("without a reason, %j, holds nothing", (rest) => {
    const { waived, report } = judged(rest);
    expect(waived).toBe(0);
    expect(aboutWaivers(report)).toMatchObject([
      { rule: reasonless, severity: "warning", stage: "plan", line: 3, column: 1, endLine: 3 },
    ]);
  });

  it.each(["untill=2027-01-31", "until = 2027-01-31", "2027-01-31", "by=", "and one-title"])(
    "with a setting that is none, %j, holds nothing and is told so",
    (setting) => {
      const { waived, report } = judged(` ${setting}: x`);
      expect(waived).toBe(0);
      expect(aboutWaivers(report)).toMatchObject([
        { rule: unused, message: expect.stringContaining(`${marker} ${setting}" is none`) },
      ]);
    },
  );

  it("is spoken of by every rule about it, and an own one takes the place of none", () => {
    const [shipped] = coreRuleSet.rules.filter((one) => one.id === unused);
    if (shipped === undefined) throw new Error("no rule");
    const ruleSet = { ...coreRuleSet, rules: [...coreRuleSet.rules, { ...shipped, id: "shop/unused" }] };
    const report = run(withPlan(below(": x", "article-3/one-title")), { ruleSet });
    expect(report.findings.flatMap((one) => (one.rule.endsWith("unused") ? [one.rule] : []))).toEqual([
      unused,
      "shop/unused",
    ]);
  });

  it("of a rule there is none of is told so", () => {
    const report = run(withPlan(below(": x", "article-3/requires-imput")));
    expect(aboutWaivers(report)).toMatchObject([
      { rule: unused, message: expect.stringContaining('"article-3/requires-imput" is none') },
    ]);
  });

  it("that sets nothing aside is told so, at its own place", () => {
    const report = run(withPlan(`${writtenText("plan")}\nText ${waive()} here.\n`));
    const line = writtenText("plan").split("\n").length + 1;
    expect(aboutWaivers(report)).toMatchObject([
      { rule: unused, line, column: 6, endColumn: 6 + waive().length, category: "violation" },
    ]);
    expect(report).toMatchObject({ valid: true, summary: { warnings: 1, waived: 0 } });
  });

  it("of a rule about waivers has no effect, and is itself unused", () => {
    const text = linesOf(waive(": quiet", unused), "# Plan", "", waive(": gone"), "", "Done.");
    expect(saidOf(run(withPlan(text)))).toEqual(["1 waiver-unused", "4 waiver-unused"]);
    const file = fileWaiver({ rule: unused, place: "everywhere" });
    expect(aboutWaivers(run(withPlan(text), { waivers: [file] })).every((one) => one.waiver === null)).toBe(
      true,
    );
  });

  it("that says the same as another has a fingerprint of its own", () => {
    const text = linesOf("# Plan", "", waive(), "", "a", "", waive(), "", "b");
    const [one, other] = aboutWaivers(run(withPlan(text))).map((finding) => finding.fingerprint);
    expect(one).toBeDefined();
    expect(one).not.toBe(other);
  });
});

const path = ".idse/constitution.json";
const fileWaiver = (more: Partial<Waiver> = {}): Waiver => ({
  rule: marker,
  place: { session: "checkout" },
  reason: "agreed",
  by: "Ada",
  until: null,
  line: 7,
  ...more,
});

describe("a waiver of the repository", () => {
  const sinning = (project: string, session: string): SessionInput =>
    sessionWith(
      {
        ...writtenTexts,
        plan: `${writtenText("plan")}\n${open}\n`,
        tasks: `${writtenText("tasks")}\n${open}\n`,
      },
      { project, session },
    );
  const sessions = [sinning("bank", "checkout"), sinning("shop", "cart"), sinning("shop", "checkout")];
  const waivedBy = (place: Waiver["place"]): ReadonlyArray<string> =>
    run(sessions, { waivers: [fileWaiver({ place })], waiverPath: path })
      .findings.filter((one) => one.waiver !== null)
      .map((one) => `${one.project}/${one.session} ${one.stage}`);

  it.each<readonly [Waiver["place"], ReadonlyArray<string>]>([
    [{ project: "bank" }, ["bank/checkout plan", "bank/checkout tasks"]],
    [
      { session: "checkout" },
      ["bank/checkout plan", "bank/checkout tasks", "shop/checkout plan", "shop/checkout tasks"],
    ],
    [{ stage: "plan" }, ["bank/checkout plan", "shop/cart plan", "shop/checkout plan"]],
    [{ project: "shop", session: "checkout", stage: "tasks" }, ["shop/checkout tasks"]],
    [{ path: ".idse/projects/shop/sessions/cart/plans/plan.md" }, ["shop/cart plan"]],
    [{ project: "bank", path: ".idse/projects/shop/sessions/cart/plans/plan.md" }, []],
    [{ session: "check" }, []],
  ])("speaks of %j", (place, expected) => {
    expect(waivedBy(place)).toEqual(expected);
  });

  it("speaks of everything where it says so", () => {
    expect(waivedBy("everywhere")).toHaveLength(6);
  });

  it("speaks of a missing document and of what lies outside the documents", () => {
    const session = sessionWith(
      { ...writtenTexts, feedback: null },
      { danglingPointer: { path: "CURRENT_SESSION", names: "gone" } },
    );
    const waivers = [
      fileWaiver({ rule: "article-10/artifact-missing", place: { stage: "feedback" } }),
      fileWaiver({ rule: "article-10/current-session", place: { path: "CURRENT_SESSION" } }),
    ];
    const report = run(session, { waivers, waiverPath: path });
    expect(report).toMatchObject({ valid: true, structure: "valid", summary: { waived: 2 } });
  });

  it("is noted with its own place, behind what stands in the document", () => {
    const session = withPlan(linesOf("# Plan", "", waive(": here"), "", open, "", open));
    const report = run(session, { waivers: [fileWaiver({ until: "2026-11-24" })], waiverPath: path });
    expect(
      report.findings
        .filter((one) => one.rule === marker)
        .map((one) => [one.waiver?.reason, one.waiver?.path]),
    ).toEqual([
      ["here", ".idse/projects/shop/sessions/checkout/plans/plan.md"],
      ["agreed", path],
    ]);
    expect(report.findings.at(-1)?.waiver).toMatchObject({ by: "Ada", until: "2026-11-24", line: 7 });
  });

  it.each<readonly [string, Partial<Waiver>, string]>([
    ["without a reason", { reason: "" }, reasonless],
    ["that has run out", { until: "2026-11-23" }, expired],
    ["with a day that does not exist", { until: "2026-02-30" }, expired],
  ])("%s sets nothing aside and is told, whatever was looked at", (_name, more, rule) => {
    const report = run(sessions, { waivers: [fileWaiver(more)], waiverPath: path });
    expect(report.summary.waived).toBe(0);
    expect(aboutWaivers(report)).toMatchObject([
      { rule, project: "", session: null, stage: null, path, line: 7, column: 1 },
    ]);
    expect(report.findings[0]).toEqual(aboutWaivers(report)[0]);
  });

  it("that sets nothing aside is told only where everything was looked at", () => {
    const waivers = [fileWaiver({ place: { project: "shop", session: "gone" } })];
    const said = (options: Partial<JudgeOptions>) =>
      aboutWaivers(run(sessions, { waivers, waiverPath: path, ...options }));
    expect(said({})).toEqual([]);
    expect(said({ complete: true })).toMatchObject([{ rule: unused, project: "shop", session: null }]);
    // Nothing is claimed, so nothing was looked for.
    expect(said({ complete: true, claimedOnly: true })).toEqual([]);
  });

  it("in use is used under every choice of what to show", () => {
    const waivers = [fileWaiver({ place: { stage: "plan" } })];
    for (const options of [
      { stages: ["intent"] as ReadonlyArray<Stage> },
      { rule: unused },
      { strict: true },
    ]) {
      expect(aboutWaivers(run(sessions, { waivers, complete: true, ...options }))).toEqual([]);
    }
  });

  it("stands where its project does, and twice with two fingerprints", () => {
    const place = { project: "shop", session: "gone" } as const;
    const waivers = [fileWaiver({ place }), fileWaiver({ place, line: 9 }), fileWaiver({ reason: "" })];
    const report = run(sessions, { waivers, complete: true });
    const order = report.findings.map((one) => `${one.project}/${one.session}`);
    expect([...new Set(order)]).toEqual([
      "/null",
      "bank/checkout",
      "shop/null",
      "shop/cart",
      "shop/checkout",
    ]);
    expect(new Set(aboutWaivers(report).map((one) => one.fingerprint)).size).toBe(3);
  });
});

describe("a finding that is set aside", () => {
  const session = withPlan(`${waive()}\n${writtenText("plan")}\n${open}\n`);

  it("stays in the report and does not count", () => {
    const report = run(session, { strict: true });
    expect(report).toMatchObject({
      valid: true,
      structure: "valid",
      content: "complete",
      summary: { errors: 0, warnings: 0, waived: 1, baselined: 0 },
      sessions: [{ valid: true, errors: 0, warnings: 0 }],
    });
    expect(report.findings).toMatchObject([
      { rule: marker, severity: "error", waiver: { reason: "agreed" } },
    ]);
  });

  it("lets what is wrong beside it count", () => {
    const broken = run(withPlan(`${waive()}\n${writtenText("plan")}\n${open}\n`, { feedback: null }));
    expect(broken).toMatchObject({ valid: false, structure: "invalid", content: "complete" });
    expect(broken.summary).toMatchObject({ errors: 1, waived: 1 });
  });

  it("and findings about waivers are cut to what was asked for", () => {
    const plan = `${waive()}\n${writtenText("plan")}\n${open}\n`;
    const tasks = `${writtenText("tasks")}\n${waive(": gone")}\n`;
    const both = sessionWith({ ...writtenTexts, plan, tasks }, { claimed: ["plan"] });
    const shown = (options: Partial<JudgeOptions>) =>
      run(both, options).findings.map((one) => `${one.stage} ${one.rule}`);
    const [ofPlan, ofTasks] = [`plan ${marker}`, `tasks ${unused}`];
    expect(shown({})).toEqual([ofPlan, ofTasks]);
    expect(shown({ stages: ["plan"] })).toEqual([ofPlan]);
    expect(shown({ stages: ["tasks"] })).toEqual([ofTasks]);
    expect(shown({ claimedOnly: true })).toEqual([ofPlan]);
    expect(shown({ rule: unused })).toEqual([ofTasks]);
    expect(shown({ rule: marker })).toEqual([ofPlan]);
    expect(run(both, { rule: marker, strict: true })).toMatchObject({ valid: true, summary: { waived: 1 } });
    expect(run(both, { strict: true })).toMatchObject({ valid: false, summary: { warnings: 1, waived: 1 } });
    expect(run(both).valid).toBe(true);
    expect(run(both, { strict: true, claimedOnly: true }).valid).toBe(true);
  });

  it("by a bad waiver of the repository fails a strict validation alone, though each session is valid", () => {
    const waivers = [fileWaiver({ reason: "" })];
    const clean = sessionWith(writtenTexts);
    expect(run(clean, { waivers })).toMatchObject({ valid: true, summary: { warnings: 1 } });
    expect(run(clean, { waivers, strict: true })).toMatchObject({
      valid: false,
      sessions: [{ valid: true }],
    });
    expect(run(clean, { waivers, strict: true, rule: marker })).toMatchObject({ valid: true, findings: [] });
  });
});

describe("a baseline", () => {
  const text = `${writtenText("plan")}\n${open}\n\n${open}\n`;
  const baselineOf = (report: Report): ReadonlySet<string> =>
    new Set(report.findings.map((one) => one.fingerprint));
  const old = baselineOf(run(withPlan(text)));

  it("accepts what it knows", () => {
    const report = run(withPlan(text), { baseline: old });
    expect(report).toMatchObject({
      valid: true,
      content: "complete",
      summary: { errors: 0, warnings: 0, waived: 0, baselined: 2 },
      sessions: [{ valid: true, errors: 0 }],
    });
    expect(report.findings.map((one) => one.baselined)).toEqual([true, true]);
  });

  it("still accepts what has moved, with other line ends too", () => {
    const moved = text.replace("\n## ", "\nOne more.\n\n## ");
    for (const plan of [moved, `\ufeff${moved.replaceAll("\n", "\r\n")}`])
      expect(run(withPlan(plan), { baseline: old })).toMatchObject({
        valid: true,
        summary: { baselined: 2 },
      });
  });

  it("counts one more of the same, and the same elsewhere", () => {
    const more = run(withPlan(`${text}\n${open}\n`), { baseline: old });
    expect(more).toMatchObject({ valid: false, content: "incomplete", summary: { errors: 1, baselined: 2 } });
    const elsewhere = withPlan(text, { tasks: `${writtenText("tasks")}\n${open}\n` });
    expect(run(elsewhere, { baseline: old }).summary).toMatchObject({ errors: 1, baselined: 2 });
    const other = sessionWith({ ...writtenTexts, plan: text }, { session: "cart" });
    expect(run(other, { baseline: old }).summary).toMatchObject({ errors: 2, baselined: 0 });
  });

  it("accepts findings about waivers, of a document and of the repository, and counts a new equal one", () => {
    const twice = (count: number) =>
      withPlan(
        `${writtenText("plan")}\n${Array.from({ length: count }, () => waive()).join("\n\ntext\n\n")}\n`,
      );
    const waivers = [fileWaiver({ reason: "" })];
    const known = baselineOf(run(twice(1), { waivers }));
    expect(known.size).toBe(2);
    expect(run(twice(1), { waivers, baseline: known, strict: true })).toMatchObject({
      valid: true,
      summary: { warnings: 0, baselined: 2 },
    });
    expect(run(twice(2), { waivers, baseline: known, strict: true })).toMatchObject({
      valid: false,
      summary: { warnings: 1, baselined: 2 },
    });
    const two = [...waivers, fileWaiver({ reason: "", line: 9 })];
    expect(run(twice(1), { waivers: two, baseline: known }).summary).toMatchObject({ warnings: 1 });
  });
});
