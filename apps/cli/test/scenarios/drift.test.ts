/** What a stage is built on changes: it is told, shown, and accepted or not; in one session and across two. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  fillIn,
  git,
  idse,
  jsonOf,
  read,
  type StageName,
  sessionFolder,
  stageFiles,
  textOf,
  treeOf,
  workspace,
  write,
} from "../support.ts";

const withGit = { PATH: process.env.PATH ?? "" };

const pathOf = (repo: string, stage: StageName, session = "__blueprint__"): string =>
  join(sessionFolder(repo, session), stageFiles[stage]);

const signOff = (repo: string, stages: ReadonlyArray<StageName>, session = "__blueprint__"): void => {
  for (const stage of stages)
    answerOf(repo, "session", "set-stage", session, "--stage", stage, "--status", "completed");
};

/** Says something else in the section with this title. */
const editSection = (repo: string, stage: StageName, title: string, words: string, session?: string): void =>
  edit(pathOf(repo, stage, session), (text) => {
    const from = text.indexOf(`## ${title}`);
    if (from < 0) throw new Error(`no section ${title}`);
    return text.slice(0, from) + text.slice(from).replace("Written.", words);
  });

const staleIn = (repo: string, session = "__blueprint__") =>
  answerOf(repo, "status", "--session", session)
    .stages.filter((one: { state: string }) => one.state === "stale")
    .map((one: { stage: string; staleBecause: ReadonlyArray<{ stage: string; sections: unknown }> }) => [
      one.stage,
      one.staleBecause.map(({ stage, sections }) => ({ stage, sections })),
    ]);

const commitAll = (repo: string, message: string): void => {
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", message);
};

const overviewChanged = [["plan", [{ stage: "spec", sections: ["Overview"] }]]];
const patch = expect.stringMatching(/^@@.*\n(?: .*\n)*-Written\.\n\+Rewritten\.\n$/);

describe("a plan whose spec changes", () => {
  const signed = (options: { readonly git?: boolean } = {}): string => {
    const repo = workspace({ ...options, filled: true });
    signOff(repo, ["intent", "context", "spec", "plan", "tasks"]);
    if (options.git === true) commitAll(repo, "signed");
    return repo;
  };

  it("goes stale, is shown what changed, and stands again when that was read; what is built on it never moved", () => {
    const repo = signed();
    expect(staleIn(repo)).toEqual([]);
    editSection(repo, "spec", "Overview", "Rewritten.");
    expect(staleIn(repo)).toEqual(overviewChanged);
    expect(textOf(repo, "status")).toContain('spec changed in "Overview"');

    const before = treeOf(repo);
    const diff = answerOf(repo, "diff", "plan");
    expect(diff).toMatchObject({
      kind: "stage-diff",
      stage: "plan",
      signedOff: { by: "ada", kind: "human" },
      of: [
        {
          of: "spec",
          found: "kept",
          why: null,
          sections: [{ section: "Overview", change: "changed", patch }],
        },
        { of: "context", found: null, sections: [] },
      ],
    });
    expect(diff.of[0].sections[0].before.replace("Written.", "Rewritten.")).toBe(
      diff.of[0].sections[0].after,
    );
    expect(textOf(repo, "diff", "plan")).toContain(
      "\n-Written.\n+Rewritten.\n\nRead it? idse stage ack plan --of spec --session __blueprint__\n",
    );
    expect(treeOf(repo)).toEqual(before);

    expect(
      answerOf(repo, "stage", "ack", "plan", "--of", "spec", "--reason", "wording only", "--by", "ben"),
    ).toMatchObject({
      kind: "acknowledgement",
      stage: "plan",
      of: "spec",
      parent: null,
      sections: ["Overview"],
      by: { name: "ben", kind: "human" },
      reason: "wording only",
      unchanged: false,
    });
    expect(staleIn(repo)).toEqual([]);
    const record = JSON.parse(read(join(sessionFolder(repo), "metadata/state.json"))).stages.plan;
    expect(record.acknowledged).toEqual([
      {
        of: "spec",
        by: "ben",
        kind: "human",
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        reason: "wording only",
        sections: ["Overview"],
      },
    ]);
    expect(record.sign_off.by).toBe("ada");
    expect(answerOf(repo, "diff", "plan").of[0].sections).toEqual([]);

    const after = treeOf(repo);
    const again = idse(["stage", "ack", "plan", "--of", "spec"], { cwd: repo });
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(
      "__blueprint__: nothing changed in the spec that the plan is not built on already.\n",
    );
    expect(answerOf(repo, "stage", "ack", "plan", "--of", "spec").unchanged).toBe(true);
    expect(treeOf(repo)).toEqual(after);

    editSection(repo, "spec", "Non-Functional Requirements", "Rewritten.");
    expect(staleIn(repo)).toEqual([["plan", [{ stage: "spec", sections: ["Non-Functional Requirements"] }]]]);
  });

  it("is told of it by validate too, until it is acknowledged", () => {
    const repo = signed();
    const rules = () =>
      jsonOf(
        idse(["validate", "--json", "--rule", "article-7/built-on-current"], { cwd: repo }),
      ).findings.map((one: { stage: string }) => one.stage);
    editSection(repo, "spec", "Overview", "Rewritten.");
    expect(rules()).toEqual(["plan"]);
    textOf(repo, "stage", "ack", "plan", "--of", "spec");
    expect(rules()).toEqual([]);
  });

  it("is not what an unrelated commit, other line ends, or a change further up are", () => {
    const repo = signed({ git: true });
    write(join(repo, "src/cart.ts"), "export const cart = 1;\n");
    edit(pathOf(repo, "feedback"), (text) => `${text}\nMore.\n`);
    edit(pathOf(repo, "spec"), (text) => text.replaceAll("\n", "\r\n"));
    commitAll(repo, "unrelated");
    expect(staleIn(repo)).toEqual([]);
    editSection(repo, "intent", "Problem", "Rewritten.");
    expect(staleIn(repo).map(([stage]: [string]) => stage)).toEqual(["context", "spec"]);
  });

  it("finds the old text in git where the clone did not keep it, and says so where nobody has it", () => {
    const repo = signed({ git: true });
    rmSync(join(repo, ".git/idse"), { recursive: true });
    editSection(repo, "spec", "Overview", "Rewritten.");
    commitAll(repo, "later");
    const cwd = join(repo, ".idse");
    const [spec] = jsonOf(idse(["diff", "plan", "--of", "spec", "--json"], { cwd, env: withGit })).of;
    expect(spec).toMatchObject({ found: "git", why: null, sections: [{ section: "Overview", patch }] });

    const without = idse(["diff", "plan"], { cwd });
    expect(without.code).toBe(0);
    expect(without.stdout).toContain(
      'The text of before is not here for "Overview": this clone did not keep it. Git is not installed here.',
    );
    expect(without.stdout).toContain("idse artifact show --stage spec --session __blueprint__");
    rmSync(join(repo, ".git"), { recursive: true });
    expect(idse(["diff", "plan"], { cwd, env: withGit }).stdout).toContain("There is no git history here.");
  });

  it("finds the old text on another branch too, and where the workspace is a folder of the repository", () => {
    const repo = workspace({ filled: true });
    const top = join(repo, "..");
    git(top, "init", "--quiet", "--initial-branch=main");
    git(top, "commit", "--quiet", "--allow-empty", "--message", "empty");
    git(top, "switch", "--quiet", "--create", "work");
    signOff(repo, ["intent", "context", "spec", "plan"]);
    commitAll(repo, "signed");
    editSection(repo, "spec", "Overview", "Rewritten.");
    commitAll(repo, "edited");
    git(top, "switch", "--quiet", "--create", "squashed", "main");
    git(top, "merge", "--quiet", "--squash", "work");
    commitAll(repo, "both at once");
    expect(answerOf(repo, "diff", "plan", "--of", "spec").of[0].found).toBe("kept");
    rmSync(join(top, ".git/idse"), { recursive: true });
    const [spec] = jsonOf(idse(["diff", "plan", "--of", "spec", "--json"], { cwd: repo, env: withGit })).of;
    expect(spec).toMatchObject({ found: "git", sections: [{ section: "Overview", patch }] });
  });

  it("cannot be acknowledged where nobody signed, and the next command is named", () => {
    const repo = workspace({ filled: true });
    const before = treeOf(repo);
    const run = idse(["stage", "ack", "plan", "--of", "spec"], { cwd: repo });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /\n {2}idse session set-stage __blueprint__ --stage plan --status completed\n$/,
    );
    expect(textOf(repo, "diff", "plan")).toContain("Nobody signed off the plan of __blueprint__");
    expect(treeOf(repo)).toEqual(before);
  });
});

it("is not said to be unsigned, or without a parent, where the records of a session cannot be read", () => {
  const repo = workspace({ filled: true });
  textOf(repo, "spawn", "checkout");
  const folder = join(sessionFolder(repo, "checkout"), "metadata");
  const answers = () =>
    [
      ["diff", "plan", "--session", "checkout"],
      ["blueprint", "merge", "checkout"],
    ].map((args) => {
      const { code, stderr } = idse(args, { cwd: repo });
      return [code, /metadata\/\w+\.json:\d+:\d+/.exec(stderr)?.[0]];
    });
  edit(join(folder, "state.json"), (text) => `<<<<<<< HEAD\n${text}`);
  const state = [6, "metadata/state.json:1:1"];
  expect(answers()).toEqual([state, state]);
  edit(join(folder, "state.json"), (text) => text.replace("<<<<<<< HEAD\n", ""));
  write(join(folder, "session.json"), "[]");
  const metadata = [6, "metadata/session.json:1:1"];
  expect(answers()).toEqual([metadata, metadata]);
});

describe("a feature and the blueprint it was spawned from", () => {
  const spawned = (options: { readonly git?: boolean } = {}): string => {
    const repo = workspace({ ...options, filled: true });
    textOf(repo, "spawn", "checkout");
    fillIn(repo, "checkout");
    if (options.git === true) commitAll(repo, "spawned");
    return repo;
  };
  const told = (repo: string, session = "checkout") =>
    jsonOf(
      idse(["validate", "--json", "--session", session, "--rule", "article-11/built-on-current-blueprint"], {
        cwd: repo,
      }),
    ).findings.map((one: { stage: string; message: string }) => [one.stage, one.message]);

  it("is told what changed there, shown it, and told no more when it was read, signed off or not", () => {
    const repo = spawned();
    expect(told(repo)).toEqual([]);
    editSection(repo, "spec", "Overview", "Rewritten.");
    expect(told(repo)).toEqual([["spec", expect.stringContaining('"Overview"')]]);
    expect(answerOf(repo, "diff", "spec", "--of", "parent", "--session", "checkout").of).toEqual([
      expect.objectContaining({
        of: "parent",
        session: "__blueprint__",
        found: "kept",
        sections: [expect.objectContaining({ section: "Overview", patch })],
      }),
    ]);
    const ack = ["stage", "ack", "spec", "--of", "parent", "--session", "checkout"];
    expect(answerOf(repo, ...ack)).toMatchObject({
      of: "parent",
      parent: "__blueprint__",
      sections: ["Overview"],
      unchanged: false,
    });
    expect(told(repo)).toEqual([]);
    expect(answerOf(repo, ...ack).unchanged).toBe(true);
    expect(answerOf(repo, "status", "--session", "checkout").stages[2].signedOff).toBeNull();
  });

  it("is built on the blueprint of the day it was signed off", () => {
    const repo = spawned();
    editSection(repo, "spec", "Overview", "Rewritten.");
    signOff(repo, ["spec"], "checkout");
    expect(told(repo)).toEqual([]);
    const { built_on: base } = JSON.parse(read(join(sessionFolder(repo, "checkout"), "metadata/state.json")))
      .stages.spec.sign_off;
    expect(base.map((one: { stage: string; session?: string }) => [one.stage, one.session])).toEqual([
      ["intent", undefined],
      ["context", undefined],
      ["spec", "__blueprint__"],
    ]);
    for (const one of base) expect(one.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    editSection(repo, "spec", "Non-Functional Requirements", "Rewritten.");
    expect(told(repo)).toEqual([["spec", expect.stringContaining('"Non-Functional Requirements"')]]);
    textOf(repo, "stage", "ack", "spec", "--of", "parent", "--session", "checkout");
    expect(told(repo)).toEqual([]);
    expect(staleIn(repo, "checkout")).toEqual([]);
  });

  it("says where a session has no parent, or a stage is not built on what is named", () => {
    const repo = spawned();
    for (const args of [
      ["stage", "ack", "spec", "--of", "parent"],
      ["diff", "spec", "--of", "parent"],
      ["stage", "ack", "plan", "--of", "intent"],
      ["diff", "plan", "--of", "tasks"],
    ]) {
      expect({ args, code: idse(args, { cwd: repo }).code }).toEqual({ args, code: 2 });
    }
  });

  it("writes what it proposes into the blueprint, and has no drift by that", () => {
    const repo = spawned({ git: true });
    edit(pathOf(repo, "spec"), (text) => `\ufeff${text.replaceAll("\n", "\r\n")}`);
    edit(
      pathOf(repo, "spec", "checkout"),
      (text) =>
        `${text}\n## Blueprint: Non-functional requirements\n\nFast.\n\n## Blueprint: Limits\n\nNone.\n`,
    );
    const blueprint = read(pathOf(repo, "spec"));
    const merge = ["blueprint", "merge", "checkout"];
    const dry = answerOf(repo, ...merge, "--dry-run");
    expect(dry).toMatchObject({
      kind: "blueprint-merge",
      parent: "__blueprint__",
      dryRun: true,
      unchanged: false,
    });
    expect(read(pathOf(repo, "spec"))).toBe(blueprint);

    const done = answerOf(repo, ...merge, "--by", "ben");
    expect(done.sections).toEqual(dry.sections);
    expect(
      done.sections.map((one: { section: string; outcome: string }) => [one.section, one.outcome]),
    ).toEqual([
      ["Non-functional requirements", "replaced"],
      ["Limits", "appended"],
    ]);
    const from = blueprint.indexOf("## Non-Functional Requirements");
    const to = blueprint.indexOf("## Acceptance Criteria");
    expect(read(pathOf(repo, "spec"))).toBe(
      `${blueprint.slice(0, from)}## Non-Functional Requirements\r\n\r\nFast.\r\n\r\n${blueprint.slice(to)}\r\n## Limits\r\n\r\nNone.\r\n`,
    );
    expect(told(repo)).toEqual([]);

    const after = treeOf(repo);
    expect(answerOf(repo, ...merge)).toMatchObject({ unchanged: true });
    expect(treeOf(repo)).toEqual(after);
  });

  it("keeps its drift of the other sections when it writes one", () => {
    const repo = spawned();
    edit(
      pathOf(repo, "spec", "checkout"),
      (text) => `${text}\n## Blueprint: Non-Functional Requirements\n\nFast.\n`,
    );
    editSection(repo, "spec", "Overview", "Rewritten.");
    textOf(repo, "blueprint", "merge", "checkout");
    expect(told(repo)).toEqual([["spec", expect.stringContaining('"Overview"')]]);
    const [parent] = answerOf(repo, "diff", "spec", "--of", "parent", "--session", "checkout").of;
    expect(parent).toMatchObject({ found: "kept", sections: [{ section: "Overview", patch }] });
  });

  it("proposes nothing, or what cannot stand there: nothing is written", () => {
    const repo = spawned();
    const before = treeOf(repo);
    const none = idse(["blueprint", "merge", "checkout"], { cwd: repo });
    expect(none.code).toBe(1);
    expect(none.stderr).toContain("## Blueprint: <title>");
    expect(treeOf(repo)).toEqual(before);
    edit(
      pathOf(repo, "spec", "checkout"),
      (text) => `${text}\n## Blueprint: Overview\n\n\`\`\`\nnever closed\n`,
    );
    const prepared = treeOf(repo);
    const spills = idse(["blueprint", "merge", "checkout"], { cwd: repo });
    expect(spills.code).toBe(1);
    expect(spills.stderr).toContain("would change other sections");
    expect(treeOf(repo)).toEqual(prepared);
  });
});
