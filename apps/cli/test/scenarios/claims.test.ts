/** Claims as files: what verify finds, and two clones merged by git. The rest is tried in packages/orchestrator. */
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
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
  temporaryFolder,
  textOf,
  tryGit,
  workspace,
  write,
} from "../support.ts";

const files = "The files are the truth";
const offline = "No command needs a network";

const say = (repo: string, session: string, stage: StageName, text: string): void =>
  edit(join(sessionFolder(repo, session), stageFiles[stage]), (before) => `${before}\n${text}\n`);

/** Signs, and dates the sign-off as if it had been given then. */
const sign = (repo: string, session: string, stage: StageName, at: string): void => {
  textOf(repo, "session", "set-stage", session, "--stage", stage, "--status", "completed");
  edit(join(sessionFolder(repo, session), "metadata/state.json"), (text) => {
    const state = JSON.parse(text);
    state.stages[stage].sign_off.at = at;
    return `${JSON.stringify(state, null, 2)}\n`;
  });
};

const promotion = (claim: string, ...more: ReadonlyArray<string>) => [
  ...["blueprint", "promote", "--claim", claim, "--classification", "invariant"],
  ...["--source", "checkout:spec", "--source", "voucher:feedback", ...more],
];

let original = "";

/** Two sessions that came to the same, nine days apart; two claims can be promoted. */
const prepared = (): string => {
  const copy = temporaryFolder();
  cpSync(original, copy, { recursive: true });
  return copy;
};

beforeAll(() => {
  original = workspace({ git: true, filled: true });
  for (const session of ["checkout", "voucher"]) {
    textOf(original, "spawn", session);
    fillIn(original, session);
  }
  say(original, "checkout", "spec", `Here *the files are\nthe truth*. ${offline}.`);
  say(original, "voucher", "feedback", `It held: the files are the truth, and no command needs a network.`);
  sign(original, "checkout", "spec", "2026-11-01T09:00:00.000Z");
  sign(original, "voucher", "feedback", "2026-11-10T09:00:00.000Z");
  git(original, "add", "--all");
  git(original, "commit", "--quiet", "--message", "two sessions");
});

const blueprintFile = (repo: string): string => join(sessionFolder(repo), "metadata/blueprint.md");
const claimsFolder = (repo: string): string => join(sessionFolder(repo), "metadata/claims");

describe("verify", () => {
  it("tells an edit of the ledger, of the block and of a document apart, and a damaged ledger takes no event", () => {
    const repo = prepared();
    textOf(repo, ...promotion(files));
    textOf(repo, ...promotion(offline));
    const kinds = (): ReadonlyArray<string> => {
      const run = idse(["blueprint", "verify", "--json"], { cwd: repo });
      expect(run.code).toBe(1);
      return jsonOf(run).findings.map((one: { kind: string; code: string }) => `${one.kind}/${one.code}`);
    };
    edit(blueprintFile(repo), (text) => text.replace(offline, "Every command needs a network"));
    expect(kinds()).toEqual(["block/block-differs"]);
    edit(join(sessionFolder(repo, "checkout"), stageFiles.spec), (text) =>
      text.replace(offline, "Some need one"),
    );
    expect(kinds()).toEqual(["block/block-differs", "drift/source-changed"]);
    // The one that the other builds on; both may be of one second.
    const events = readdirSync(claimsFolder(repo)).map((name) => ({
      name,
      text: read(join(claimsFolder(repo), name)),
    }));
    const [first] = events.filter(({ name }) =>
      events.some(({ text }) => text.includes(name.replace(/\.json$/, ""))),
    );
    const path = join(claimsFolder(repo), first?.name ?? "");
    const text = read(path);
    write(path, text.replace("invariant", "boundary"));
    expect(kinds()[0]).toBe("ledger/edited-event");
    const run = idse(["blueprint", "demote", "--claim-id", "C-", "--reason", "x"], { cwd: repo });
    expect(run).toMatchObject({ code: 6, stderr: expect.stringContaining("bring these back") });
    rmSync(path);
    expect(kinds().slice(0, 1)).toEqual(["ledger/missing-event"]);
    write(path, text);
    expect(kinds()).toEqual(["block/block-differs", "drift/source-changed"]);
  });
});

describe("two clones", () => {
  it("promote apart; git merges the ledger, and the block is written anew", () => {
    const origin = prepared();
    write(blueprintFile(origin), "# Blueprint\n\nOurs.\n");
    git(origin, "add", "--all");
    git(origin, "commit", "--quiet", "--message", "scope");
    const [one = "", two = ""] = [0, 1].map(() => {
      const folder = temporaryFolder();
      git(folder, "clone", "--quiet", origin, ".");
      return folder;
    });
    textOf(one, ...promotion(files, "--by", "Ada"));
    textOf(two, ...promotion("the *files* are the truth.", "--by", "Bo"));
    textOf(two, ...promotion(offline, "--by", "Bo"));
    for (const clone of [one, two]) {
      git(clone, "add", "--all");
      git(clone, "commit", "--quiet", "--message", "claims");
    }
    git(one, "fetch", "--quiet", two, "main");
    tryGit(one, "merge", "--no-edit", "FETCH_HEAD");
    const conflicts = git(one, "diff", "--name-only", "--diff-filter=U").trim().split("\n");
    expect(conflicts.filter((path) => !path.endsWith("metadata/blueprint.md"))).toEqual([]);

    expect(answerOf(one, "blueprint", "report", "--write").blueprint).toMatchObject({ outcome: "written" });
    expect(read(blueprintFile(one)).startsWith("# Blueprint\n\nOurs.\n")).toBe(true);
    expect(read(blueprintFile(one))).not.toMatch(/^[<=>]{7}/m);
    const { claims } = answerOf(one, "blueprint", "claims");
    expect(
      claims.map((claim: { text: string; events: ReadonlyArray<{ by: string }> }) => [
        claim.text.replaceAll("*", "").toLowerCase().replace(".", ""),
        claim.events.map(({ by }) => by).sort(),
      ]),
    ).toEqual([
      [files.toLowerCase(), ["Ada", "Bo"]],
      [offline.toLowerCase(), ["Bo"]],
    ]);
    expect(answerOf(one, "blueprint", "verify")).toMatchObject({
      valid: true,
      summary: { claims: 2, events: 3 },
    });
  });
});

describe("extract-candidates", () => {
  const sentence = "When idse validate fails, the shop's `<order>` stays as it is.";

  /** As a shell would take them apart. */
  const wordsOf = (line: string): ReadonlyArray<string> =>
    [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
      word.replace(/'([^']*)'|\\(.)/g, "$1$2"),
    );

  it("writes nothing, and what it prints goes through the gate as it is typed", () => {
    const repo = prepared();
    say(repo, "checkout", "spec", sentence);
    say(repo, "voucher", "feedback", `- ${sentence.toUpperCase()}`);
    for (const [session, stage, day] of [
      ["checkout", "spec", "01"],
      ["voucher", "feedback", "10"],
    ] as const)
      sign(repo, session, stage, `2026-11-${day}T09:00:00.000Z`);
    git(repo, "add", "--all");
    const before = git(repo, "status", "--porcelain");
    const { candidates } = answerOf(repo, "blueprint", "extract-candidates");
    expect(candidates).toMatchObject([{ sessions: 2, gate: { allowed: true } }]);
    const env = { npm_command: "exec" };
    const text = idse(["blueprint", "extract-candidates"], { cwd: repo, env }).stdout;
    const line = /^ {2}npx (idse blueprint promote .*)$/m.exec(text)?.[1] ?? "";
    expect(line).toBe(candidates[0].next);
    expect(text).toContain("The gate would let it through.");
    expect(git(repo, "status", "--porcelain")).toBe(before);

    const words = wordsOf(line.replace("CLASS", "invariant")).slice(1);
    expect(answerOf(repo, ...words)).toMatchObject({ allowed: true, claim: { id: candidates[0].id } });
    const again = textOf(repo, "blueprint", "extract-candidates");
    expect(again).toBe(
      "No sentence stands in at least 2 sessions and 2 stages that is not a claim in force (21 documents of 3 sessions read).\n",
    );
  });
});
