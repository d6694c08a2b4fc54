/** `idse trace`: what hangs on what, where the chain is broken, and which code names it. */
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  idse,
  jsonOf,
  sessionFolder,
  stageFiles,
  textOf,
  treeOf,
  workspace,
  write,
} from "../support.ts";

const session = "demo/__blueprint__";
const folder = ".idse/projects/demo/sessions/__blueprint__";

const texts = {
  intent: "# Intent\n\n## Success Criteria\n\n- **SC-1**: nobody loses a basket\n- **SC-2**: it is cheap\n",
  spec: `# Specification

## Functional Requirements

- **FR-1** (SC-1): A basket survives a restart.
- **FR-2** (SC-2): A basket is emptied, "all, at once".
- ~~**FR-3**: A basket sings.~~

## Acceptance Criteria

- **AC-1** (FR-1): Given two items, then both are there.
`,
  tasks: "# Tasks\n\n## Phase 1\n\n- [x] **Task 1.1** (FR-1): keep it\n- [x] **Task 1.2** (AC-1): show it\n",
  implementation: "# Implementation\n\n- **Storage** (Tasks 1.1 and 1.2): `src/basket.ts`\n",
} as const;

const traced = (changed: Partial<Record<keyof typeof texts, string>> = {}): string => {
  const repo = workspace();
  for (const [stage, text] of Object.entries({ ...texts, ...changed })) {
    write(join(sessionFolder(repo), stageFiles[stage as keyof typeof texts]), text);
  }
  return repo;
};

describe("a trace in text", () => {
  it("is a table and the gaps below it, and exits 0", () => {
    const repo = traced();
    expect(textOf(repo, "trace")).toBe(
      `${session}: 2 success criteria, 2 requirements, 1 criterion, 2 tasks, 1 dropped; 3 gaps

  Requirement                                        For   Criteria  Tasks          Built
  FR-1         A basket survives a restart.          SC-1  AC-1      Task 1.1, 1.2  line 3
  FR-2         A basket is emptied, "all, at once".  SC-2  -         -              -

Gaps
  ${folder}/specs/spec.md
    6:5  FR-2  has no acceptance criterion         A basket is emptied, "all, at once".
    6:5  FR-2  has no task                         A basket is emptied, "all, at once".
    6:5  FR-2  is not named in the implementation  A basket is emptied, "all, at once".
`,
    );
  });

  it("with --gaps is the gaps alone", () => {
    const text = textOf(traced(), "trace", "--gaps");
    expect(text).not.toContain("FR-1");
    expect(text).toContain("6:5  FR-2  has no task");
  });

  it("says how to begin where nothing has an identifier", () => {
    expect(textOf(workspace(), "trace")).toBe(
      `${session}: nothing has an identifier yet.\nBegin entries with one, as - **FR-1**: ... in the spec.\n`,
    );
  });

  it("says that there is no gap where there is none", () => {
    const repo = traced({ spec: texts.spec.replace(/- \*\*FR-2.*\n/, ""), intent: "# I\n\n- **SC-1**: x\n" });
    expect(textOf(repo, "trace")).toMatch(/; no gaps\n/);
    expect(idse(["trace", "--strict"], { cwd: repo }).code).toBe(0);
  });

  it("fails on gaps only when it is to be strict", () => {
    const repo = traced();
    expect(idse(["trace", "--strict"], { cwd: repo }).code).toBe(1);
    expect(idse(["trace", "--strict", "--json"], { cwd: repo }).code).toBe(1);
    expect(idse(["trace", "--format", "csv"], { cwd: repo }).code).toBe(0);
  });
});

describe("a trace for programs", () => {
  it("is the same JSON by --json and by --format json, control characters escaped and kept", () => {
    const repo = traced({ tasks: texts.tasks.replace("keep it", "keep \u0007it") });
    const run = idse(["trace", "--format", "json"], { cwd: repo });
    expect(run.stdout).toBe(idse(["trace", "--json"], { cwd: repo }).stdout);
    expect(jsonOf(run).items.find(({ id }: { id: string }) => id === "Task 1.1").title).toBe("keep \u0007it");
    expect(jsonOf(run)).toMatchObject({
      kind: "trace",
      project: "demo",
      session: "__blueprint__",
      resolvedBy: "pointer",
      code: null,
      summary: { successCriteria: 2, requirements: 2, criteria: 1, tasks: 2, dropped: 1, gaps: 3 },
      rows: [
        {
          requirement: "FR-1",
          successCriteria: ["SC-1"],
          criteria: ["AC-1"],
          tasks: ["Task 1.1", "Task 1.2"],
          implementation: [
            {
              path: `${folder}/implementation/README.md`,
              line: 3,
              text: "Storage (Tasks 1.1 and 1.2): src/basket.ts",
              ids: ["Task 1.1", "Task 1.2"],
            },
          ],
          code: [],
        },
        { requirement: "FR-2", criteria: [], tasks: [], implementation: [] },
      ],
    });
  });

  it("with --gaps keeps the rows that lack something", () => {
    const { rows, items, gaps } = answerOf(traced(), "trace", "--gaps");
    expect(rows.map(({ requirement }: { requirement: string }) => requirement)).toEqual(["FR-2"]);
    expect([items.length, gaps.length]).toEqual([8, 3]);
  });

  it("is CSV that no spreadsheet runs", () => {
    const spec = texts.spec.replace("A basket survives a restart.", '=HYPERLINK("http://x","y")');
    const lines = idse(["trace", "--format", "csv"], { cwd: traced({ spec }) }).stdout.split("\r\n");
    expect(lines).toEqual([
      "requirement,title,path,line,success_criteria,criteria,tasks,implementation,code,missing",
      `FR-1,"'=HYPERLINK(""http://x"",""y"")",${folder}/specs/spec.md,5,SC-1,AC-1,Task 1.1; Task 1.2,${folder}/implementation/README.md:3,,`,
      `FR-2,"A basket is emptied, ""all, at once"".",${folder}/specs/spec.md,6,SC-2,,,,,criterion; task; implementation`,
      "",
    ]);
  });

  it("is a diagram whose labels hold nothing that mermaid would read", () => {
    const evil = 'end]; click n0 "x" %%{init}%% <b>&amp; #35; `y`';
    const tasks = `# T\n\n- [x] **Task 1.1** (FR-1): ${evil}\n- [x] **Task 1.2** (AC-1): show it\n`;
    const diagram = textOf(traced({ tasks }), "trace", "--format", "mermaid");
    const [head, ...lines] = diagram.trimEnd().split("\n");
    expect(head).toBe("flowchart LR");
    for (const line of lines) {
      expect(line).toMatch(
        /^ {2}(?:n\d+(?:\[|\(\[|\{\{|\[\/|\[\(|>)"(?:[\p{L}\p{N} .,:/()-]|#\d+;)*"(?:\]|\]\)|\}\}|\/\]|\)\])|n\d+ --> n\d+|classDef gap [a-z0-9 ,:-]+|class n\d+(?:,n\d+)* gap)$/u,
      );
    }
    const named = (start: string) => /n\d+/.exec(lines.find((line) => line.includes(`"${start}`)) ?? "")?.[0];
    for (const [from, to] of [
      ["SC-1", "FR-1"],
      ["FR-1", "AC-1"],
      ["FR-1", "Task 1.1"],
      ["Task 1.2", "Storage"],
    ] as const) {
      expect(lines).toContain(`  ${named(from)} --> ${named(to)}`);
    }
    expect(lines.at(-1)).toBe(`  class ${named("FR-2")} gap`);
  });

  it("draws no more than GitHub does", () => {
    const many = (form: (n: number) => string) => Array.from({ length: 400 }, (_, n) => form(n)).join("");
    const repo = traced({
      spec: many((n) => `- **FR-${n}** (SC-1): x\n- **AC-${n}** (FR-${n}): y\n`),
      tasks: many((n) => `- [ ] **Task ${n}** (FR-${n}): z\n`),
    });
    const diagram = textOf(repo, "trace", "--format", "mermaid");
    expect(diagram.match(/-->/g)).toHaveLength(500);
    expect(diagram).toContain("%% 700 more lines are left out");
  });
});

describe("code", () => {
  const withCode = (): string => {
    const repo = traced();
    write(
      join(repo, "src/basket.ts"),
      `// ${session}#FR-1 and ${session}#FR-9\n\nconst x = 1; // ${session}#AC-1\n`,
    );
    write(join(repo, "src/deep/basket.test.ts"), `it("keeps it (${session}#Task 1.2)")\n`);
    write(join(repo, "src/other.ts"), `// demo/cart#FR-2 ${session}x#FR-2 x${session}#FR-2 FR-2\n`);
    return repo;
  };
  const placesIn = (repo: string, ...globs: ReadonlyArray<string>): ReadonlyArray<string> =>
    answerOf(repo, "trace", ...globs.flatMap((glob) => ["--code", glob])).code.places.map(
      (one: { path: string; line: number; column: number; id: string }) =>
        `${one.path}:${one.line}:${one.column} ${one.id}`,
    );

  it("is tied to requirements, and what it names that nothing defines is a gap", () => {
    const repo = withCode();
    const { rows, gaps, code } = answerOf(repo, "trace", "--code", "src/**");
    expect(code).toMatchObject({ globs: ["src/**"], files: 3 });
    const lines = rows.map(({ code: places }: { code: ReadonlyArray<{ path: string; line: number }> }) =>
      places.map((one) => `${one.path}:${one.line}`),
    );
    expect(lines).toEqual([["src/basket.ts:1", "src/basket.ts:3", "src/deep/basket.test.ts:1"], []]);
    expect(
      gaps.map(({ id, missing, path }: Record<string, string>) => `${path} ${id} ${missing}`).slice(2),
    ).toEqual([
      `${folder}/specs/spec.md FR-2 implementation`,
      `${folder}/specs/spec.md FR-2 code`,
      "src/basket.ts FR-9 definition",
    ]);
    const text = textOf(repo, "trace", "--code", "src/**");
    expect(text).toMatch(/4 mentions in 3 files; 5 gaps/);
    expect(text).toMatch(/FR-1 .* basket\.ts and 1 more\n/);
    expect(text).toContain("  src/basket.ts\n    1:32  FR-9  is named in the code and defined nowhere\n");
    expect(textOf(repo, "trace", "--code", "src/**", "--format", "csv")).toContain(
      ",src/basket.ts,1,,,,,FR-9,definition\r\n",
    );
    expect(textOf(repo, "trace", "--code", "src/**", "--format", "mermaid")).toContain('>"src/basket.ts"]');
  });

  it("is looked for by globs from the root, wherever the command runs", () => {
    const repo = withCode();
    const all = [
      "src/basket.ts:1:4 FR-1",
      "src/basket.ts:1:32 FR-9",
      "src/basket.ts:3:17 AC-1",
      "src/deep/basket.test.ts:1:15 Task 1.2",
    ];
    expect(placesIn(repo, "src/**")).toEqual(all);
    expect(placesIn(join(repo, "src/deep"), "./src/**/*.ts")).toEqual(all);
    expect(placesIn(repo, "src")).toEqual(all);
    expect(placesIn(repo, "src\\**")).toEqual(all);
    expect(placesIn(repo, "**/*.test.ts")).toEqual(all.slice(3));
    expect(placesIn(repo, "src/basket.ts", "src/{deep,none}/*")).toEqual(all);
    expect(placesIn(repo, "**", "!src/deep/**")).toEqual(all.slice(0, 3));
    expect(placesIn(repo, "**", "!src")).toEqual([]);
    expect(placesIn(repo, "*.ts", "none/**")).toEqual([]);
  });

  it("is not looked for in what others brought, in the documents, in what is no text, nor through links", () => {
    const repo = withCode();
    const line = `${session}#FR-1\n`;
    for (const path of ["node_modules/a/b.ts", "src/node_modules/a/b.ts", ".git/b.ts", ".idse/b.ts"]) {
      write(join(repo, path), line);
    }
    write(join(repo, "data/binary.ts"), `${line}\u0000`);
    write(join(repo, "data/large.ts"), `${line}${"x".repeat(2 * 1024 * 1024)}`);
    write(join(repo, "data/latin.ts"), Buffer.concat([Buffer.from([0xe4, 0x0a]), Buffer.from(line)]));
    write(join(repo, ".config/a.ts"), line);
    const outside = traced();
    write(join(outside, "a.ts"), line);
    write(join(outside, "src/a.ts"), line);
    write(join(repo, "lib/.hidden/a.ts"), line);
    symlinkSync(outside, join(repo, "linked"));
    symlinkSync(join(repo, "src/basket.ts"), join(repo, "data/link.ts"));
    expect(placesIn(repo, "**/*.ts").filter((place) => !place.startsWith("src/"))).toEqual([
      "data/latin.ts:2:1 FR-1",
    ]);
    expect(placesIn(repo, "linked/src/**")).toEqual([]);
    expect(placesIn(repo, "linked/src/a.ts")).toEqual([]);
    expect(placesIn(repo, "linked/*.ts", "node_modules/a/b.ts", ".git/*", ".idse/**")).toEqual([]);
    expect(placesIn(repo, ".config/**", "lib/**/.hidden/*")).toEqual([
      ".config/a.ts:1:1 FR-1",
      "lib/.hidden/a.ts:1:1 FR-1",
    ]);
  });

  it("that is not there or cannot be read is told beside the answer", () => {
    const repo = withCode();
    const none = idse(["trace", "--code", "lib/**"], { cwd: repo });
    expect([none.code, none.stderr]).toEqual([0, "note: No file matches lib/**.\n"]);
    if (process.getuid?.() === 0 || process.platform === "win32") return;
    chmodSync(join(repo, "src/basket.ts"), 0);
    const run = idse(["trace", "--code", "src/**"], { cwd: repo });
    chmodSync(join(repo, "src/basket.ts"), 0o644);
    expect([run.code, run.stderr]).toEqual([0, "note: src/basket.ts could not be read: EACCES\n"]);
  });

  it.each(["/etc/**", "../**", "src/../../x", "", "C:/x"])(
    "outside the repository is not looked for: %j",
    (glob) => {
      const run = idse(["trace", "--code", glob, "--json"], { cwd: traced() });
      expect([run.code, jsonOf(run).error.code]).toEqual([2, "misuse"]);
    },
  );
});

it("changes nothing", () => {
  const repo = traced();
  mkdirSync(join(repo, "src"));
  const before = treeOf(repo);
  for (const format of ["text", "json", "csv", "mermaid"])
    textOf(repo, "trace", "--format", format, "--code", "src/**", "--gaps");
  expect(treeOf(repo)).toEqual(before);
});

it("knows identifiers as the repository begins them", () => {
  const repo = traced({ spec: "- **ANF-1**: a\n- **FR-1**: b\n" });
  write(
    join(repo, ".idse/constitution.json"),
    JSON.stringify({ schema_version: 1, identifiers: { requirement: ["ANF"] } }),
  );
  expect(answerOf(repo, "trace").summary.requirements).toBe(2);
  edit(join(repo, ".idse/constitution.json"), () => "{");
  expect(idse(["trace"], { cwd: repo }).code).toBe(6);
});
