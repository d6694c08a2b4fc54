/** The law of a repository: read, shown, added to in another language, and refused where it is wrong. */
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { idse, jsonOf, sessionFolder, textOf, workspace, write } from "../support.ts";

const docs = fileURLToPath(new URL("../../../../docs", import.meta.url));
const path = ".idse/constitution.json";

describe("the shipped constitution", () => {
  const repo = workspace();

  it("is listed by article, with what fails a validation", () => {
    const text = textOf(repo, "constitution", "list");
    expect(text).toMatch(/^Article I\n {2}article-1\/success-criterion-served +warning +since 1\.1\.0\n/);
    expect(text).toMatch(/\n {2}article-3\/requires-input +error +since 1\.0\.0\n/);
    const list = jsonOf(idse(["constitution", "list", "--json"], { cwd: repo }));
    expect(list).toMatchObject({ path: null, summary: { errors: 8, own: 0, raised: 0, waivers: 0 } });
    expect(list.rules.length).toBe(list.summary.rules);
  });

  it("shows a rule by its id or its own part of it, with both examples", () => {
    const text = textOf(repo, "constitution", "show", "article-3/one-title");
    expect(text).toContain("\nFound here: (bad-");
    expect(text).toContain("\nNot found here: (good-");
    expect(textOf(repo, "constitution", "show", "one-title")).toBe(text);
  });

  it("shows an article by its number, however it is written", () => {
    const text = textOf(repo, "constitution", "show", "VIII");
    expect(text).toMatch(/^# Article VIII: Atomic Tasks\n/);
    for (const name of ["viii", "8", "article-8"])
      expect(textOf(repo, "constitution", "show", name)).toBe(text);
  });

  it("names what may have been meant", () => {
    const run = idse(["constitution", "show", "article-8/task-trace-to-requirements"], { cwd: repo });
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("idse constitution show article-8/task-traces-to-requirement\n");
    expect(idse(["constitution", "show", "XIII"], { cwd: repo }).stderr).toContain("idse constitution list");
  });
});

describe("a repository whose documents are German", () => {
  const repo = workspace();
  cpSync(join(docs, "examples/german/session"), sessionFolder(repo), {
    recursive: true,
  });
  mkdirSync(join(repo, ".idse/templates"), { recursive: true });
  cpSync(join(docs, "examples/german/templates"), join(repo, ".idse/templates"), { recursive: true });
  const law = readFileSync(join(docs, "examples/german/constitution.json"), "utf8");

  it("is not valid by the shipped titles, and is by its own, under --strict too", () => {
    expect(idse(["validate", "--strict"], { cwd: repo }).code).toBe(1);
    write(join(repo, path), law);
    const report = jsonOf(idse(["validate", "--strict", "--json"], { cwd: repo }));
    expect(report).toMatchObject({
      valid: true,
      content: "complete",
      summary: { errors: 0, warnings: 0, waived: 1 },
    });
  });

  it("has rules of its own, and they bite", () => {
    const spec = join(sessionFolder(repo), "specs/spec.md");
    const before = readFileSync(spec, "utf8");
    write(spec, before.replace("Ein Formular mit", "Später ein Formular mit"));
    const { findings } = jsonOf(idse(["validate", "--json"], { cwd: repo }));
    expect(findings.map((one: { rule: string }) => one.rule)).toContain("laden/kein-spaeter");
    write(spec, before);
  });

  it("sees them beside the shipped ones", () => {
    const text = textOf(repo, "constitution", "list");
    expect(text).toMatch(/\n {2}laden\/kein-spaeter +error +of this repository\n/);
    expect(text).toMatch(/\n {2}article-4\/requirement-has-criterion +error +since 1\.1\.0, raised here\n/);
    expect(text).toMatch(/\n {2}article-9\/tasks-settled +warning +since 1\.1\.0, 1 waiver\n/);
    const shown = jsonOf(idse(["constitution", "show", "kein-spaeter", "--json"], { cwd: repo }));
    expect(shown).toMatchObject({
      rule: { own: true, since: null, good: null, bad: null },
      article: { number: "IV" },
    });
  });

  it("is told that its file can be read, and how its waivers stand", () => {
    expect(textOf(repo, "constitution", "check")).toMatch(
      /^ok {2}\.idse\/constitution\.json: 2 rules, 2 raised/,
    );
    const waivers = [
      { rule: "article-3/one-title", place: "everywhere", reason: "ours", by: "Ada", until: "2001-01-31" },
      { rule: "article-3/one-title", place: { stage: "plan" }, reason: "", by: "Ada" },
      {
        rule: "article-3/one-title",
        place: { stage: "spec" },
        reason: "ours",
        by: "Ada",
        until: "2999-01-31",
      },
    ];
    write(join(repo, path), JSON.stringify({ schema_version: 1, waivers }));
    const check = jsonOf(idse(["constitution", "check", "--json"], { cwd: repo }));
    expect(check.waivers.map((one: { state: string }) => one.state)).toEqual([
      "expired",
      "without-reason",
      "in-force",
    ]);
    expect(textOf(repo, "constitution", "check")).toContain("(everywhere): expired on 2001-01-31\n");
    write(join(repo, path), law);
  });
});

describe("a wrong file", () => {
  const repo = workspace({ filled: true });
  const wrong = '{\n  "schema_version": 1,\n  "severities": { "article-3/nothing": "error" }\n}\n';

  it("is named once, with its place, by every command that stands on it", () => {
    write(join(repo, path), wrong);
    for (const args of [["constitution", "check"], ["constitution", "list"], ["validate"], ["status"]]) {
      const run = idse(args, { cwd: repo });
      expect([args, run.code, run.stdout]).toEqual([args, 6, ""]);
      expect(run.stderr.match(/constitution\.json:3:/g)?.length).toBe(1);
    }
    const { error } = jsonOf(idse(["constitution", "check", "--json"], { cwd: repo }));
    expect(error).toMatchObject({ code: "file-malformed", details: { path, line: 3 } });
  });

  it("is left as it is", () => {
    expect(readFileSync(join(repo, path), "utf8")).toBe(wrong);
  });
});

it("takes every file that the documentation and the guide show", () => {
  const guide = join(docs, "../packages/orchestrator/guides/05-validation.md");
  const shown = [join(docs, "rules.md"), guide].flatMap((text) =>
    [
      ...readFileSync(text, "utf8")
        .replaceAll("\r\n", "\n")
        .matchAll(/^```json\n([\s\S]*?)\n```$/gm),
    ].flatMap(([, json = ""]) => (json.includes('"schema_version"') ? [json] : [])),
  );
  expect(shown.length).toBe(4);
  const repo = workspace();
  cpSync(join(docs, "examples/german/templates"), join(repo, ".idse/templates"), { recursive: true });
  for (const text of shown) {
    write(join(repo, path), text);
    expect(textOf(repo, "constitution", "check")).toMatch(/^ok/);
  }
});
