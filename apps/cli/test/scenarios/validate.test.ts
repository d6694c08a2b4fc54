/** `idse validate`: scopes, claims, strictness, and the text that a beginner reads. */
import { existsSync, rmSync } from "node:fs";
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
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../support.ts";

const validate = (cwd: string, ...args: ReadonlyArray<string>) => {
  const run = idse(["validate", "--json", ...args], { cwd });
  return { code: run.code, report: jsonOf(run) };
};

const openAgain = (repo: string, stage: keyof typeof stageFiles, session = "__blueprint__") =>
  edit(join(sessionFolder(repo, session), stageFiles[stage]), (text) => `${text}\n[REQUIRES INPUT: again]\n`);

describe("a fresh project", () => {
  it("fails as incomplete and not as broken", () => {
    const { code, report } = validate(workspace());
    expect(code).toBe(1);
    expect(report).toMatchObject({
      valid: false,
      structure: "valid",
      content: "incomplete",
      claimed: { stages: 0, of: 7 },
    });
    expect(report.summary).toMatchObject({ sessions: 1, documents: 7, waived: 0 });
    expect(report.findings.every((one: { category: string }) => one.category === "open")).toBe(true);
    expect(report.ruleSet.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("is told so in words that calm", () => {
    const run = idse(["validate"], { cwd: workspace() });
    expect(run).toMatchObject({ code: 1, stderr: "" });
    const lines = run.stdout.split("\n");
    const path = ".idse/projects/demo/sessions/__blueprint__/intents/intent.md";
    expect(lines[0]).toBe("demo/__blueprint__: structure valid, content incomplete (0 of 7 stages written)");
    expect(lines[2]).toBe(`  intent  ${path}`);
    expect(lines[3]).toMatch(/^ {4}\d+:\d+ {2}error {2}.+ {2}article-3\/requires-input$/);
    expect(lines[4]).toMatch(/^ {4}\d+ more in this document$/);
    expect(lines[5]).toBe("  6 later stages are untouched (--verbose lists them)");
    expect(lines.at(-2)).toBe(
      "Normal for a new project. Next: write the intent (claude-code). Only what is claimed: idse validate --claimed",
    );
    const verbose = idse(["validate", "--verbose"], { cwd: workspace() }).stdout;
    expect(verbose).toContain("/feedback/feedback.md\n");
    expect(verbose).not.toContain("untouched");
  });

  it("has findings in order, each with a place, and all go when they are filled in", () => {
    const repo = workspace();
    const { report } = validate(repo);
    for (const one of report.findings) {
      expect(one.line).toBeGreaterThan(0);
      expect(one.path).toMatch(/^\.idse\/projects\/demo\/sessions\/__blueprint__\//);
    }
    fillIn(repo);
    expect(validate(repo)).toMatchObject({
      code: 0,
      report: { valid: true, content: "complete", findings: [], summary: { errors: 0, warnings: 0 } },
    });
    expect(validate(repo, "--strict").code).toBe(0);
    expect(textOf(repo, "validate")).toContain("Valid. 0 errors, 0 warnings in 7 documents.");
  });

  it("is only read", () => {
    const repo = workspace();
    const before = trackedTreeOf(repo);
    for (const args of [[], ["--all"], ["--all-projects"], ["--claimed"], ["--strict"]])
      validate(repo, ...args);
    expect(trackedTreeOf(repo)).toEqual(before);
  });
});

describe("what does not count", () => {
  const waiver = "<!-- idse-waive article-3/requires-input by=ada: asked for, not answered yet -->";

  it("is counted and not listed, and listed for what it is with --verbose", () => {
    const repo = workspace({ filled: true });
    edit(
      join(sessionFolder(repo), stageFiles.intent),
      (text) => `${text}\n${waiver}\n[REQUIRES INPUT: the date]\n`,
    );
    const short = idse(["validate"], { cwd: repo });
    expect(short).toMatchObject({ code: 0, stderr: "" });
    expect(short.stdout).toBe(
      "demo/__blueprint__: structure valid, content complete\n\nValid. 0 errors, 0 warnings, 1 waived in 7 documents.\n",
    );
    const verbose = textOf(repo, "validate", "--verbose");
    expect(verbose).toMatch(
      / {4}\d+:1 {2}waived: asked for, not answered yet {2}\S.* {2}article-3\/requires-input\n/,
    );
    expect(verbose).not.toMatch(/ {2}(?:error|warning) {2}/);
    expect(verbose).toContain("content complete (7 of 7 stages written)\n");

    openAgain(repo, "context");
    textOf(repo, "validate", "--all", "--baseline", "accepted.json", "--update-baseline");
    expect(textOf(repo, "validate", "--baseline", "accepted.json")).toMatch(
      /^demo\/__blueprint__: structure valid, content complete\n\nValid\. 0 errors, 0 warnings, 1 waived, 1 accepted by the baseline in 7 documents\.\n$/,
    );
    expect(textOf(repo, "validate", "--baseline", "accepted.json", "--verbose")).toMatch(
      / {2}accepted by the baseline {2}/,
    );
    openAgain(repo, "spec");
    const open = idse(["validate", "--baseline", "accepted.json"], { cwd: repo }).stdout;
    expect(open).toContain("content incomplete (6 of 7 stages written)\n");
    expect(open).toContain("Normal for work in progress. 1 waived, 1 accepted by the baseline. Next: ");
    expect(open).not.toContain("intents/intent.md");
  });

  it("lists findings about the repository's own file under its path", () => {
    const repo = workspace({ filled: true });
    const expired = {
      rule: "article-3/one-title",
      place: "everywhere",
      reason: "ours",
      by: "Ada",
      until: "2001-01-31",
    };
    write(
      join(repo, ".idse/constitution.json"),
      JSON.stringify({ schema_version: 1, waivers: [expired] }, null, 2),
    );
    const text = textOf(repo, "validate", "--all");
    expect(text).toMatch(
      /^\.idse\/constitution\.json\n {4}4:1 {2}warning {2}Renew or remove .* {2}article-12\/waiver-expired\n/,
    );
  });

  it("is told apart from warnings that fail", () => {
    const repo = workspace({ filled: true });
    edit(join(sessionFolder(repo), stageFiles.intent), (text) =>
      text.replace(/## Stakeholders[\s\S]*?(?=## )/, ""),
    );
    const closing = (...args: ReadonlyArray<string>) =>
      idse(["validate", ...args], { cwd: repo })
        .stdout.trimEnd()
        .split("\n")
        .at(-1);
    expect(closing()).toBe("Valid. 0 errors, 1 warning in 7 documents.");
    const why = "Not valid: warnings fail under --strict. 0 errors, 1 warning in 7 documents.";
    expect(closing("--strict")).toBe(why);
    expect(closing("--strict", "--through", "intent")).toBe(why.replace("7 documents", "1 document"));
    edit(join(repo, ".idse/config.json"), (text) => text.replace('"strict": false', '"strict": true'));
    expect(closing()).toMatch(/^Not valid: warnings fail where the config says strict\. /);
  });
});

describe("what is checked", () => {
  it("--through stops at a stage", () => {
    const repo = workspace();
    fillIn(repo, "__blueprint__", ["intent", "context"]);
    expect(validate(repo, "--through", "context").code).toBe(0);
    const { code, report } = validate(repo, "--through", "spec");
    expect(code).toBe(1);
    expect(new Set(report.findings.map((one: { stage: string }) => one.stage))).toEqual(new Set(["spec"]));
    expect(idse(["validate", "--through", "nothing"], { cwd: repo }).code).toBe(2);
  });

  it("--claimed passes while nothing is claimed, and holds a signed stage to its word", () => {
    const repo = workspace();
    expect(validate(repo, "--claimed")).toMatchObject({
      code: 0,
      report: { valid: true, claimed: { stages: 0 } },
    });
    fillIn(repo, "__blueprint__", ["intent"]);
    answerOf(repo, "session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed");
    expect(validate(repo, "--claimed")).toMatchObject({ code: 0, report: { claimed: { stages: 1, of: 7 } } });
    openAgain(repo, "intent");
    const { code, report } = validate(repo, "--claimed");
    expect(code).toBe(1);
    expect(report.findings.map((one: { stage: string; rule: string }) => [one.stage, one.rule])).toEqual([
      ["intent", "article-6/signed-as-it-stands"],
      ["intent", "article-3/requires-input"],
    ]);
  });

  it("--claimed holds a session in review to all its stages", () => {
    const repo = workspace();
    answerOf(repo, "session", "set-status", "__blueprint__", "--status", "review");
    expect(validate(repo, "--claimed")).toMatchObject({ code: 1, report: { claimed: { stages: 7 } } });
  });

  it("--strict lets warnings fail, --no-strict overrules the config", () => {
    const repo = workspace({ filled: true });
    edit(join(sessionFolder(repo), stageFiles.intent), (text) =>
      text.replace(/## Stakeholders[\s\S]*?(?=## )/, ""),
    );
    const lax = validate(repo);
    expect(lax).toMatchObject({ code: 0, report: { valid: true } });
    expect(lax.report.findings).toMatchObject([{ rule: "article-3/required-sections", severity: "warning" }]);
    expect(validate(repo, "--strict")).toMatchObject({ code: 1, report: { valid: false } });
    edit(join(repo, ".idse/config.json"), (text) => text.replace('"strict": false', '"strict": true'));
    expect(validate(repo).code).toBe(1);
    expect(validate(repo, "--no-strict").code).toBe(0);
  });

  it("refuses two options of which one would be dropped, with the command that was meant", () => {
    const repo = workspace();
    textOf(repo, "spawn", "checkout");
    const cases: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
      [["--all", "--session", "checkout"], "idse validate --session checkout"],
      [["--all-projects", "--session", "checkout"], "idse validate --session checkout"],
      [["--all", "--record"], "idse validate --record"],
    ];
    for (const [args, meant] of cases) {
      const run = idse(["validate", ...args], { cwd: repo });
      expect(run).toMatchObject({ code: 2, stdout: "" });
      expect(run.stderr).toContain(`\n  ${meant}\n`);
      expect(idse(meant.split(" ").slice(1), { cwd: repo }).code).toBe(1);
    }
    expect(validate(repo, "--all", "--project", "demo").code).toBe(1);
  });

  it("does not ask that a finished session be read again", () => {
    const repo = workspace({ filled: true });
    textOf(repo, "spawn", "checkout");
    fillIn(repo, "checkout");
    edit(join(sessionFolder(repo), stageFiles.spec), (text) => text.replace("Written.", "Changed."));
    const drift = () => validate(repo, "--session", "checkout").report.findings;
    expect(drift()).toMatchObject([{ rule: "article-11/built-on-current-blueprint", stage: "spec" }]);
    textOf(repo, "session", "set-status", "checkout", "--status", "archived");
    expect(drift()).toEqual([]);
  });

  it("--rule checks one rule, and an unknown one is misuse", () => {
    const repo = workspace();
    const { report } = validate(repo, "--rule", "article-6/component-impact-report");
    expect(new Set(report.findings.map((one: { rule: string }) => one.rule))).toEqual(
      new Set(["article-6/component-impact-report"]),
    );
    const run = idse(["validate", "--rule", "article-9/none"], { cwd: repo });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe('idse: "article-9/none" is not a rule.\n  idse constitution list\n');
  });

  it("--session, --all and --all-projects widen the scope, and config.json can set it", () => {
    const repo = workspace({ filled: true });
    textOf(repo, "spawn", "checkout");
    textOf(repo, "init", "second");
    const scope = (...args: ReadonlyArray<string>) =>
      validate(repo, "--project", "demo", ...args).report.sessions.map(
        (one: { project: string; session: string }) => `${one.project}/${one.session}`,
      );
    expect(scope()).toEqual(["demo/__blueprint__"]);
    expect(scope("--session", "checkout")).toEqual(["demo/checkout"]);
    expect(scope("--all")).toEqual(["demo/__blueprint__", "demo/checkout"]);
    expect(scope("--all-projects")).toEqual(["demo/__blueprint__", "demo/checkout", "second/__blueprint__"]);
    edit(join(repo, ".idse/config.json"), (text) => text.replace('"scope": "session"', '"scope": "all"'));
    expect(scope()).toEqual(["demo/__blueprint__", "demo/checkout"]);
    expect(scope("--session", "checkout")).toEqual(["demo/checkout"]);
  });

  it("--record stores the verdict in the clone's view, nothing else does", () => {
    const repo = workspace();
    const view = join(repo, ".idse/projects/demo/session_state.json");
    validate(repo);
    expect(existsSync(view)).toBe(false);
    validate(repo, "--record");
    expect(JSON.parse(read(view))).toMatchObject({
      validation_status: "failing",
      session_id: "__blueprint__",
    });
  });
});

describe("what is found", () => {
  const cases: ReadonlyArray<readonly [string, (repo: string) => void, object]> = [
    [
      "a marker in prose, in any case",
      (repo) => openAgain(repo, "plan"),
      { rule: "article-3/requires-input", stage: "plan" },
    ],
    [
      "an empty document",
      (repo) => write(join(sessionFolder(repo), stageFiles.plan), "\n"),
      { rule: "article-3/empty-document", stage: "plan" },
    ],
    [
      "a missing document, at the path where it belongs and without a line",
      (repo) => rmSync(join(sessionFolder(repo), stageFiles.tasks)),
      {
        rule: "article-10/artifact-missing",
        stage: "tasks",
        line: null,
        path: expect.stringMatching(/tasks\/tasks\.md$/),
      },
    ],
    [
      "a component report without an entry",
      (repo) =>
        edit(join(sessionFolder(repo), stageFiles.implementation), (text) =>
          text.replace(/- \*\*Cart.*/, "None."),
        ),
      { rule: "article-6/component-impact-report", stage: "implementation" },
    ],
    [
      "conflict markers",
      (repo) =>
        edit(
          join(sessionFolder(repo), stageFiles.spec),
          (text) => `${text}\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n`,
        ),
      { rule: "article-3/conflict-markers", stage: "spec" },
    ],
    [
      "a document that lies where older layouts had it",
      (repo) => write(join(sessionFolder(repo), "spec.md"), "# Old\n"),
      { rule: "article-10/legacy-path", severity: "warning" },
    ],
    [
      "metadata that cannot be read",
      (repo) => write(join(sessionFolder(repo), "metadata/session.json"), "{ nonsense"),
      { rule: "article-10/session-metadata", severity: "warning", line: 1 },
    ],
  ];

  it.each(cases)("%s", (_name, spoil, expected) => {
    const repo = workspace({ filled: true });
    spoil(repo);
    expect(validate(repo).report.findings).toContainEqual(expect.objectContaining(expected));
  });

  it("columns count UTF-16 units, and code is exempt", () => {
    const repo = workspace({ filled: true });
    write(
      join(sessionFolder(repo), stageFiles.context),
      "# Context\n\n`[REQUIRES INPUT]`\n\n😀 ä [requires input]\n",
    );
    const found = validate(repo, "--rule", "article-3/requires-input").report.findings;
    expect(found).toMatchObject([{ line: 5, column: 6, endLine: 5, endColumn: 22 }]);
  });
});
