/** `idse validate` for other programs: formats and files, a baseline of what was accepted, and mending. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  edit,
  fillIn,
  idse,
  jsonOf,
  type Run,
  read,
  type StageName,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  treeOf,
  workspace,
  write,
} from "../support.ts";

const validate = (cwd: string, ...args: ReadonlyArray<string>): Run => idse(["validate", ...args], { cwd });

const fileOf = (repo: string, stage: StageName): string => join(sessionFolder(repo), stageFiles[stage]);

const append = (repo: string, stage: StageName, words: string): void =>
  edit(fileOf(repo, stage), (text) => `${text}\n${words}\n`);

const withoutStakeholders = (text: string): string => text.replace(/## Stakeholders[\s\S]*?(?=## )/, "");

const published = (kind: string) =>
  new Ajv2020({ strict: false }).compile(
    JSON.parse(read(fileURLToPath(new URL(`../../../../docs/schemas/${kind}.schema.json`, import.meta.url)))),
  );

/** What makes a text a report in its format, in a repository with one open marker in its plan. */
const isReport: Readonly<Record<string, (text: string) => void>> = {
  text: (text) => expect(text).toMatch(/\/plans\/plan\.md[\s\S]*article-3\/requires-input/),
  json: (text) => {
    const report = published("validation-report");
    report(JSON.parse(text));
    expect(report.errors ?? []).toEqual([]);
  },
  github: (text) =>
    expect(text).toMatch(/^::error title=article-3\/requires-input,file=.*plan\.md,line=\d+/m),
  sarif: (text) => {
    // The reporter's own tests hold it against the schema and the multitool.
    expect(JSON.parse(text).version).toBe("2.1.0");
    expect(JSON.parse(text).runs[0].results).toMatchObject([{ ruleId: "article-3/requires-input" }]);
  },
  gitlab: (text) => expect(JSON.parse(text)).toMatchObject([{ check_name: "article-3/requires-input" }]),
  junit: (text) => expect(text).toMatch(/^<\?xml[\s\S]*<failure[\s\S]*<\/testsuites>\n$/),
};
const formats = Object.keys(isReport);

describe("formats", () => {
  let repo = "";
  beforeAll(() => {
    repo = workspace({ filled: true });
    append(repo, "plan", "[REQUIRES INPUT: Say more.]");
  });

  it.each(formats)("%s goes to standard output alone, and the answer is still no", (format) => {
    const run = validate(repo, "--format", format);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    isReport[format]?.(run.stdout);
    const claimed = validate(repo, "--format", format, "--claimed");
    expect(claimed).toMatchObject({ code: 0, stderr: "" });
  });

  it("all go to files at once, from where the command runs, with folders made for them", () => {
    const cwd = join(repo, "ci");
    mkdirSync(cwd);
    const wanted = formats.flatMap((format) => ["--format", `${format}=out/deep/report.${format}`]);
    const run = validate(cwd, ...wanted);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).toContain("work in progress");
    for (const format of formats) isReport[format]?.(read(join(cwd, `out/deep/report.${format}`)));
  });

  it("in a file and on standard output are the same, but for text, where a person reads", () => {
    for (const format of formats.filter((one) => one !== "text")) {
      const run = validate(repo, "--format", format, "--format", `${format}=same.out`);
      expect(run.stdout.trimEnd()).toBe(read(join(repo, "same.out")).trimEnd());
    }
  });

  it("stand beside --json, which is the same whatever goes to files", () => {
    const alone = validate(repo, "--json");
    const run = validate(repo, "--json", "--format", "sarif=a.sarif", "--format", "text=a.txt");
    expect(run).toEqual(alone);
    expect(alone.code).toBe(1);
    isReport.sarif?.(read(join(repo, "a.sarif")));
    isReport.text?.(read(join(repo, "a.txt")));
    expect(validate(repo, "--format", "json")).toEqual(alone);
    expect(validate(repo, "--json", "--format", "json")).toEqual(alone);
  });

  it.each([
    ["a format there is none of", ["--format", "html"], /"html" is not a format; there are github, /],
    ["two on standard output", ["--format", "sarif", "--format", "junit"], /junit=FILE/],
    ["two in one file", ["--format", "sarif=x", "--format", "junit=./x"], /a file of its own/],
    ["no file behind the sign", ["--format", "sarif="], /names no file/],
    ["--json with another on standard output", ["--json", "--format", "sarif"], /--json and --format sarif/],
  ])("%s is misuse, and nothing is written", (_name, args, message) => {
    const before = trackedTreeOf(repo);
    const run = validate(repo, ...args);
    expect(run.code).toBe(2);
    expect(args.includes("--json") ? jsonOf(run).error.message : run.stderr).toMatch(message);
    expect(trackedTreeOf(repo)).toEqual(before);
  });

  it("in a file that cannot be written fail with 6, and the others are written all the same", () => {
    write(join(repo, "file"), "mine\n");
    mkdirSync(join(repo, "folder"));
    const run = validate(
      repo,
      ...["--format", "sarif=file/x.sarif", "--format", "json=folder", "--format", "junit=kept.xml"],
    );
    expect(run).toMatchObject({ code: 6, stdout: "" });
    expect(run.stderr).toContain(join(repo, "file"));
    expect(read(join(repo, "file"))).toBe("mine\n");
    isReport.junit?.(read(join(repo, "kept.xml")));
    expect(jsonOf(validate(repo, "--json", "--format", "sarif=folder"))).toMatchObject({
      kind: "error",
      error: { code: "machine-failed" },
    });
  });

  it("are empty and valid where nothing is found", () => {
    const clean = workspace({ filled: true });
    const run = validate(clean, ...formats.flatMap((one) => ["--format", `${one}=r.${one}`]));
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(read(join(clean, "r.sarif"))).runs[0].results).toEqual([]);
    expect(JSON.parse(read(join(clean, "r.gitlab")))).toEqual([]);
    expect(read(join(clean, "r.junit"))).toContain('failures="0"');
    expect(read(join(clean, "r.github"))).not.toContain("::error");
  });
});

describe("a baseline", () => {
  const baseline = ".idse/baseline.json";
  const take = (repo: string): Run => validate(repo, "--all", "--baseline", baseline, "--update-baseline");
  const againstIt = (repo: string, ...args: ReadonlyArray<string>) =>
    jsonOf(validate(repo, "--all", "--baseline", baseline, "--json", ...args));

  /** A repository with old sins: open markers, and a section that is missing. */
  const old = (): string => {
    const repo = workspace({ filled: true });
    append(repo, "plan", "[REQUIRES INPUT: Old.]\n\n[REQUIRES INPUT: Old.]");
    edit(fileOf(repo, "intent"), withoutStakeholders);
    return repo;
  };

  it("accepts what is found now, so that only new findings fail", () => {
    const repo = old();
    expect(validate(repo, "--all").code).toBe(1);
    expect(take(repo)).toMatchObject({ code: 0, stderr: "" });
    const file = JSON.parse(read(join(repo, baseline)));
    expect(file.findings.map((one: { rule: string }) => one.rule).sort()).toEqual([
      "article-3/required-sections",
      "article-3/requires-input",
      "article-3/requires-input",
    ]);
    const report = againstIt(repo, "--strict");
    expect(report).toMatchObject({
      valid: true,
      structure: "valid",
      content: "complete",
      summary: { errors: 0, warnings: 0, baselined: 3 },
    });
    expect(report.findings.map((one: { baselined: boolean }) => one.baselined)).toEqual([true, true, true]);
    // Without it nothing is accepted.
    expect(validate(repo, "--all").code).toBe(1);
  });

  it("still accepts what has moved, and not one more of the same", () => {
    const repo = old();
    take(repo);
    edit(fileOf(repo, "plan"), (text) => text.replace("\n## ", "\nOne line more.\n\nAnd another.\n\n## "));
    expect(againstIt(repo)).toMatchObject({ valid: true, summary: { baselined: 3 } });
    append(repo, "plan", "[REQUIRES INPUT: Old.]");
    expect(againstIt(repo)).toMatchObject({ valid: false, summary: { errors: 1, baselined: 3 } });
    expect(validate(repo, "--baseline", baseline).code).toBe(1);
    // Taken again it accepts the new one, and drops what was mended.
    fillIn(repo, "__blueprint__", ["plan"]);
    append(repo, "context", "[REQUIRES INPUT: New.]");
    take(repo);
    expect(JSON.parse(read(join(repo, baseline))).findings.map((one: { path: string }) => one.path)).toEqual([
      expect.stringMatching(/context\.md$/),
      expect.stringMatching(/intent\.md$/),
    ]);
    const before = read(join(repo, baseline));
    take(repo);
    expect(read(join(repo, baseline))).toBe(before);
  });

  it("of config.json holds for every command, and is updated without being named", () => {
    const repo = old();
    edit(join(repo, ".idse/config.json"), (text) =>
      text.replace('"strict": false', `"strict": true, "baseline": "${baseline}"`),
    );
    const missing = validate(repo);
    expect(missing).toMatchObject({ code: 3, stdout: "" });
    expect(missing.stderr).toContain(`idse validate --all --baseline ${baseline} --update-baseline`);
    expect(validate(repo, "--all", "--update-baseline").code).toBe(0);
    expect(validate(repo)).toMatchObject({ code: 0, stderr: "" });
    expect(validate(repo, "--all").code).toBe(0);
    expect(jsonOf(idse(["status", "--json"], { cwd: repo }))).toMatchObject({
      validation: "passing",
      progress: { completed: 7 },
    });
  });

  it("is found from a sub-directory as it is typed there", () => {
    const repo = old();
    take(repo);
    expect(validate(sessionFolder(repo), "--baseline", "../../../../baseline.json").code).toBe(0);
    expect(validate(temporaryFolder(), "-C", repo, "--baseline", baseline).code).toBe(0);
  });

  it.each([
    ["is taken of everything", ["--baseline", baseline, "--update-baseline"], /use --all/],
    ["has a place", ["--all", "--update-baseline"], /Say where/],
    [
      "takes no other choice",
      ["--all", "--baseline", baseline, "--update-baseline", "--claimed"],
      /no other/,
    ],
    [
      "nor a rule",
      ["--all", "--baseline", baseline, "--update-baseline", "--rule", "article-3/one-title"],
      /no other/,
    ],
    ["nor a part", ["--all", "--baseline", baseline, "--update-baseline", "--through", "plan"], /no other/],
    ["lies in the repository", ["--all", "--baseline", "../b.json", "--update-baseline"], /outside/],
    ["is read from the repository", ["--baseline", "/b.json"], /outside/],
  ])("%s, else it is misuse", (_name, args, message) => {
    const repo = old();
    const before = trackedTreeOf(repo);
    const run = validate(repo, ...args);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(message);
    expect(trackedTreeOf(repo)).toEqual(before);
    expect(existsSync(join(repo, "../b.json"))).toBe(false);
  });

  it("of several projects is taken of all of them", () => {
    const repo = old();
    textOf(repo, "init", "second");
    const one = validate(repo, "--project", "demo", "--all", "--baseline", baseline, "--update-baseline");
    expect(one.code).toBe(2);
    expect(one.stderr).toContain("idse validate --all-projects");
    expect(validate(repo, "--all-projects", "--baseline", baseline, "--update-baseline").code).toBe(0);
    expect(validate(repo, "--all-projects", "--baseline", baseline).code).toBe(0);
  });

  it("that cannot be read is refused with its place, and one outside by the config too", () => {
    const repo = old();
    write(join(repo, baseline), '{\n  "schema_version": 1,\n  "findings": [{ "fingerprint": "x" }]\n}\n');
    const wrong = validate(repo, "--baseline", baseline);
    expect(wrong).toMatchObject({ code: 6, stdout: "" });
    expect(wrong.stderr).toMatch(/^idse: \.idse\/baseline\.json:3:\d+: .*hex digits/);
    write(join(repo, baseline), "{ nonsense");
    expect(validate(repo, "--baseline", baseline).code).toBe(6);
    edit(join(repo, ".idse/config.json"), (text) =>
      text.replace('"strict": false', '"strict": false, "baseline": "../b.json"'),
    );
    const config = validate(repo, "--all", "--update-baseline");
    expect(config).toMatchObject({ code: 6, stdout: "" });
    expect(config.stderr).toMatch(/^idse: \.idse\/config\.json:\d+:\d+: .*inside the repository/);
    expect(existsSync(join(repo, "../b.json"))).toBe(false);
  });
});

describe("mending", () => {
  const windows = (text: string): string => `\ufeff${text.replaceAll("\n", "\r\n")}`;

  /** A section is missing in a text with CRLF and a byte order mark, and a marker is spelled otherwise. */
  const broken = (): string => {
    const repo = workspace({ filled: true });
    edit(fileOf(repo, "intent"), (text) => windows(withoutStakeholders(text)));
    append(repo, "plan", "[requires input: who?]");
    return repo;
  };

  it("shows what it would write, and writes nothing", () => {
    const repo = broken();
    textOf(repo, "status");
    const before = treeOf(repo);
    const run = validate(repo, "--fix");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("+## Stakeholders");
    expect(run.stdout).toContain("-[requires input: who?]\n+[REQUIRES INPUT: who?]");
    expect(run.stdout).toMatch(/2 fixes in 2 documents; nothing was written\.\nNext: .*--fix --apply\n$/);
    expect(jsonOf(validate(repo, "--fix", "--json"))).toMatchObject({
      kind: "fix",
      applied: false,
      summary: { documents: 2, fixes: 2, skipped: 0 },
    });
    expect(treeOf(repo)).toEqual(before);
  });

  it("writes what the diff shows and nothing else, and has nothing left to do", () => {
    const repo = broken();
    const [intent, plan] = [read(fileOf(repo, "intent")), read(fileOf(repo, "plan"))];
    const before = trackedTreeOf(repo);
    const preview = jsonOf(validate(repo, "--fix", "--json"));
    const run = jsonOf(validate(repo, "--fix", "--apply", "--json"));
    expect(run).toEqual({ ...preview, applied: true });
    const after = trackedTreeOf(repo);
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual(
      run.documents.map((one: { path: string }) => one.path),
    );
    const added = "## Stakeholders\r\n\r\n[REQUIRES INPUT]\r\n\r\n";
    expect(read(fileOf(repo, "intent")).replace(added, "")).toBe(intent);
    expect(read(fileOf(repo, "intent"))).toContain(added);
    expect(read(fileOf(repo, "plan"))).toBe(plan.replace("[requires input", "[REQUIRES INPUT"));
    const again = validate(repo, "--fix", "--apply");
    expect(again).toEqual({
      code: 0,
      stdout: "There is nothing that can be mended without a person's decision.\n",
      stderr: "",
    });
  });

  it("is of one session, of all, or of one rule", () => {
    const repo = broken();
    textOf(repo, "spawn", "checkout");
    edit(join(sessionFolder(repo, "checkout"), stageFiles.intent), withoutStakeholders);
    const of = (...args: ReadonlyArray<string>) =>
      jsonOf(validate(repo, "--fix", "--json", ...args)).documents.map(
        (one: { session: string; stage: string }) => `${one.session} ${one.stage}`,
      );
    expect(of()).toEqual(["__blueprint__ intent", "__blueprint__ plan"]);
    expect(of("--session", "checkout")).toEqual(["checkout intent"]);
    expect(of("--all")).toEqual(["__blueprint__ intent", "__blueprint__ plan", "checkout intent"]);
    expect(of("--all", "--rule", "article-3/required-sections")).toEqual([
      "__blueprint__ intent",
      "checkout intent",
    ]);
  });

  it("leaves alone what is waived or was accepted", () => {
    const repo = broken();
    edit(fileOf(repo, "intent"), (text) =>
      text.replace(
        "\ufeff",
        "\ufeff<!-- idse-waive article-3/required-sections: nobody is affected -->\r\n\r\n",
      ),
    );
    edit(join(repo, ".idse/config.json"), (text) =>
      text.replace('"strict": false', '"strict": false, "baseline": "accepted.json"'),
    );
    textOf(repo, "validate", "--all", "--update-baseline");
    expect(jsonOf(validate(repo, "--fix", "--json")).documents).toEqual([]);
  });

  it.each([
    [["--apply"], /--apply goes with --fix/],
    [["--fix", "--rule", "article-9/none"], /is not a rule/],
    [["--fix", "--apply", "--through", "intent"], /takes no --through/],
    [["--fix", "--format", "sarif"], /takes no --format/],
    [["--fix", "--update-baseline"], /takes no --update-baseline/],
  ])("%j is misuse", (args, message) => {
    const repo = broken();
    const before = trackedTreeOf(repo);
    const run = validate(repo, ...args);
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(message);
    expect(trackedTreeOf(repo)).toEqual(before);
  });
});
