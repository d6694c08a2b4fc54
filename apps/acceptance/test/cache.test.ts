/**
 * What is kept in `.idse/.local` changes no answer: every overview is the same to the byte with a cache that
 * is absent, warm, old, cut off, foreign or impossible, and readers write nowhere else.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import {
  answerOf,
  edit,
  fillIn,
  git,
  idse,
  type Run,
  read,
  type StageName,
  sessionFolder,
  stageFiles,
  stageNames,
  startIdse,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const overviews = [
  ["validate", "--all", "--json"],
  ["status", "--all", "--json"],
  ["sessions", "--json"],
  ["overlap", "--json"],
] as const;

const cacheOf = (repo: string): string => join(repo, ".idse/.local/cache");
const readingsOf = (repo: string): string => join(cacheOf(repo), "readings/demo");

/** Half of them, where it is one reading that both are made of. */
const telling = [overviews[0], overviews[2]] as const;

/** Overviews, each begun with a cache that was put there for it. */
const answersWith = (
  repo: string,
  prepare: (cache: string) => void,
  asked: ReadonlyArray<ReadonlyArray<string>> = overviews,
): ReadonlyArray<Run> =>
  asked.map((args) => {
    prepare(cacheOf(repo));
    return idse(args, { cwd: repo });
  });

const drop = (cache: string): void => rmSync(cache, { recursive: true, force: true });
const cold = (repo: string): ReadonlyArray<Run> => answersWith(repo, drop);

/** Puts this copy of a cache back. */
const restore =
  (kept: string) =>
  (cache: string): void => {
    drop(cache);
    cpSync(kept, cache, { recursive: true });
  };

/** Three sessions of every kind of trouble: open and signed stages, a proposal, a waiver, links, old metadata. */
const makeRepo = (): string => {
  const repo = workspace({ git: true, filled: true });
  const at = (session: string, stage: StageName): string =>
    join(sessionFolder(repo, session), stageFiles[stage]);
  for (const session of ["checkout", "search"]) {
    textOf(repo, "spawn", session);
    fillIn(repo, session, ["intent", "context"]);
    edit(at(session, "spec"), (text) => `${text}\n## Blueprint: Overview\n\nOf ${session}.\n`);
  }
  edit(at("checkout", "plan"), (text) => `${text}\n<!-- idse-waive article-3/requires-input: gone -->\nx\n`);
  edit(at("search", "context"), (text) => `${text}\n[there](nowhere.md) demo/checkout#FR-1\n`);
  for (const stage of ["intent", "context", "spec"])
    textOf(repo, "session", "set-stage", "__blueprint__", "--stage", stage, "--status", "completed");
  write(join(sessionFolder(repo, "old"), "intents/intent.md"), "# Intent\n\nNo metadata.\n");
  write(join(sessionFolder(repo, "broken"), "metadata/session.json"), "{ nonsense");
  git(repo, "add", "--all");
  git(repo, "commit", "--quiet", "--message", "all");
  return repo;
};

let original = "";
let kept = "";
let expected: ReadonlyArray<Run> = [];
let repo = "";

/** The repository again as it was, below the same path, since answers name places. */
const reset = (): void => {
  rmSync(repo, { recursive: true, force: true });
  cpSync(original, repo, { recursive: true });
};

beforeAll(() => {
  original = makeRepo();
  repo = join(temporaryFolder("above"), "demo");
  reset();
  expected = cold(repo);
  // Cold and then at once, as a person would: what is kept is what one of them left.
  drop(cacheOf(repo));
  for (const args of overviews) idse(args, { cwd: repo });
  kept = join(temporaryFolder("kept"), "cache");
  cpSync(cacheOf(repo), kept, { recursive: true });
}, 60_000);

afterEach(reset);

it("the answers are worth comparing, and something is kept", () => {
  expect(expected.map((one) => one.code)).toEqual([1, 0, 0, 0]);
  const rules = new Set(
    JSON.parse(expected[0]?.stdout ?? "").findings.map((one: { rule: string }) => one.rule),
  );
  for (const rule of ["article-3/requires-input", "article-10/link-target", "article-12/waiver-unused"])
    expect(rules).toContain(rule);
  expect(readdirSync(join(kept, "readings/demo")).length).toBeGreaterThan(1);
});

describe("the same answers come", () => {
  const withEach = (change: (file: string) => void) => (cache: string) => {
    restore(kept)(cache);
    for (const name of readdirSync(join(cache, "readings/demo"))) change(join(cache, "readings/demo", name));
  };
  const rewritten = (change: (text: string) => string) => withEach((file) => edit(file, change));
  const cutAt = (length: (size: number) => number) =>
    withEach((file) => truncateSync(file, length(readFileSync(file).length)));

  it.each<readonly [string, (cache: string) => void]>([
    ["cut to nothing", cutAt(() => 0)],
    ["cut within the first line", cutAt(() => 20)],
    [
      "cut behind the first line",
      withEach((file) => edit(file, (text) => text.slice(0, text.indexOf("\n") + 1))),
    ],
    ["cut within a key", withEach((file) => edit(file, (text) => text.slice(0, text.indexOf("\n") + 30)))],
    ["cut within a reading", cutAt((size) => Math.floor(size * 0.7))],
    ["cut before the last line end", cutAt((size) => size - 1)],
    ["with a hole", rewritten((text) => text.slice(0, 150) + text.slice(300))],
    ["with a damaged key", rewritten((text) => text.replace(/\n\["/, "\n[x"))],
    [
      "of another build",
      rewritten((text) => text.replace(/^\["idse-readings","[^"]*"/, '["idse-readings","9.9.9+x"')),
    ],
    ["of another law", rewritten((text) => text.replace(/null\]\n/, '"{}"]\n'))],
    [
      "with readings under keys of other texts",
      rewritten((text) => text.replaceAll(/(intent:)[0-9a-f]{24}/g, `$1${"0".repeat(24)}`)),
    ],
    ["of garbage", rewritten(() => "\u0000\ufffd\t\n\t\n{}\n")],
    [
      "of bytes that are no text",
      withEach((file) => writeFileSync(file, Uint8Array.of(0xff, 0xfe, 10, 9, 0xff))),
    ],
    [
      "that cannot be written, for a file is in its place",
      (cache) => {
        drop(cache);
        mkdirSync(join(cache, ".."), { recursive: true });
        writeFileSync(cache, "");
      },
    ],
    [
      "that cannot be read, for folders are in its place",
      (cache) => {
        restore(kept)(cache);
        for (const name of readdirSync(join(cache, "readings/demo"))) {
          rmSync(join(cache, "readings/demo", name));
          mkdirSync(join(cache, "readings/demo", name));
        }
      },
    ],
  ])("with a cache %s", (_name, prepare) => {
    expect(answersWith(repo, prepare, telling)).toEqual([expected[0], expected[2]]);
  });

  it("in every overview, from a cache that is warm", () => {
    expect(answersWith(repo, restore(kept))).toEqual(expected);
  });

  it("from many processes at once, with no cache and with one", async () => {
    for (const prepare of [drop, restore(kept)]) {
      prepare(cacheOf(repo));
      const runs = await Promise.all(
        [...overviews, ...overviews].map((args) => startIdse(args, { cwd: repo })),
      );
      expect(runs).toEqual([...expected, ...expected]);
    }
    expect(idse(overviews[0], { cwd: repo })).toEqual(expected[0]);
  });
});

/** What `validate` and `sessions` say with the cache of before, which is what they say without any. */
const answersAfter = (change: () => void, asked: ReadonlyArray<ReadonlyArray<string>> = telling) => {
  change();
  const old = answersWith(repo, restore(kept), asked);
  expect(old).toEqual(answersWith(repo, drop, asked));
  return { validate: old[0], sessions: old[1], all: old };
};
const unchanged = () => [expected[0], expected[2]];

describe("an old cache gives the answers of today", () => {
  const path = (stage: StageName): string => join(sessionFolder(repo, "checkout"), stageFiles[stage]);

  it.each(stageNames)("after the %s was edited", (stage) => {
    const answers = answersAfter(() => edit(path(stage), (text) => `${text}\n[REQUIRES INPUT: More.]\n`));
    expect(answers.validate).not.toEqual(expected[0]);
  });

  it("after the metadata was edited, and the sign-offs", () => {
    const metadata = join(sessionFolder(repo, "checkout"), "metadata/session.json");
    const owned = answersAfter(() =>
      edit(metadata, (text) => JSON.stringify({ ...JSON.parse(text), owner: "Bo" })),
    );
    expect(owned.sessions).not.toEqual(expected[2]);
    reset();
    const signed = answersAfter(() => {
      answerOf(repo, "session", "set-stage", "checkout", "--stage", "intent", "--status", "completed");
    });
    expect(signed.validate).not.toEqual(expected[0]);
  });

  it("after line ends changed alone, which is no change", () => {
    const answers = answersAfter(() => {
      for (const stage of stageNames) edit(path(stage), (text) => text.replaceAll("\n", "\r\n"));
    });
    expect(answers.all).toEqual(unchanged());
  });

  it("after the parent was edited, which is said of the child", () => {
    const answers = answersAfter(() =>
      edit(join(sessionFolder(repo), stageFiles.spec), (text) => text.replace("Written.", "Rewritten.")),
    );
    expect(answers.validate).not.toEqual(expected[0]);
  });

  it("after a session came, went, or was renamed", () => {
    const came = answersAfter(() =>
      cpSync(sessionFolder(repo, "checkout"), sessionFolder(repo, "cart"), { recursive: true }),
    );
    expect(came.sessions?.stdout).toContain('"cart"');
    reset();
    const went = answersAfter(
      () => rmSync(sessionFolder(repo, "search"), { recursive: true }),
      [overviews[1], overviews[3]],
    );
    expect(went.all[1]?.stdout).not.toContain("search");
    reset();
    const renamed = answersAfter(() =>
      renameSync(sessionFolder(repo, "search"), sessionFolder(repo, "find")),
    );
    expect(renamed.sessions?.stdout).toContain('"find"');
    expect(renamed.sessions?.stdout).not.toContain('"id":"search"');
  });

  it("after sessions changed places, so that every text is known under another name", () => {
    const [one, other, aside] = ["checkout", "search", "aside"].map((name) => sessionFolder(repo, name));
    const answers = answersAfter(() => {
      renameSync(one ?? "", aside ?? "");
      renameSync(other ?? "", one ?? "");
      renameSync(aside ?? "", other ?? "");
    });
    expect(answers.validate).not.toEqual(expected[0]);
  });

  it("after a branch was switched, and back", () => {
    git(repo, "switch", "--quiet", "--create", "other");
    edit(path("tasks"), (text) => `${text}\n[REQUIRES INPUT: Other.]\n`);
    rmSync(sessionFolder(repo, "search"), { recursive: true });
    git(repo, "commit", "--quiet", "--all", "--message", "other");
    expect(answersAfter(() => undefined).validate).not.toEqual(expected[0]);
    expect(answersAfter(() => git(repo, "switch", "--quiet", "main")).all).toEqual(unchanged());
  });

  it("after the law changed, and changed back", () => {
    const file = join(repo, ".idse/constitution.json");
    const law = (more: object): void => write(file, JSON.stringify({ schema_version: 1, ...more }));
    const changed = answersAfter(() => law({ severities: { "article-10/link-target": "error" } }));
    expect(changed.validate).not.toEqual(expected[0]);
    const again = answersAfter(() => law({ section_aliases: { Goal: ["Ziel"] } }));
    expect(again.validate).not.toEqual(changed.validate);
    expect(answersAfter(() => rmSync(file)).all).toEqual(unchanged());
  });

  it("after a waiver ran out, which no text tells", () => {
    const answers = answersAfter(() =>
      edit(path("plan"), (text) =>
        text.replace("requires-input: gone", "requires-input until=2020-01-01: gone"),
      ),
    );
    expect(answers.validate?.stdout).toContain("waiver-expired");
  });
});

it("an edit is kept for the next run, in the file of its session alone", () => {
  restore(kept)(cacheOf(repo));
  const files = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      readdirSync(readingsOf(repo)).map((name) => [name, read(join(readingsOf(repo), name))]),
    );
  const before = files();
  idse(["status", "--json"], { cwd: repo });
  expect(files()).toEqual(before);
  edit(join(sessionFolder(repo, "checkout"), stageFiles.plan), (text) => `${text}\nMore.\n`);
  idse(["status", "--all"], { cwd: repo });
  const after = files();
  expect(Object.keys(after).filter((name) => after[name] !== before[name])).toHaveLength(1);
});

it("readers write nothing outside of .idse/.local, whatever the cache is like", () => {
  const statusOf = (): string => git(repo, "status", "--porcelain", "--ignored", "--untracked-files=all");
  const others = (): string => statusOf().replaceAll(/^.. \.idse\/\.local\/.*\n/gm, "");
  const [tree, status] = [trackedTreeOf(repo), others()];
  for (const prepare of [drop, restore(kept)]) answersWith(repo, prepare);
  expect(existsSync(readingsOf(repo))).toBe(true);
  expect(trackedTreeOf(repo)).toEqual(tree);
  expect(others()).toBe(status);
  expect(git(repo, "status", "--porcelain")).toBe("");
});
