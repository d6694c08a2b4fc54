/**
 * What is kept between runs changes no answer: whatever stands in `.idse/.local`, or does not, every reader
 * prints the same bytes, and touches nothing that git would see.
 */
import { chmodSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  edit,
  fillIn,
  git,
  idse,
  read,
  sessionFolder,
  stageFiles,
  startIdse,
  textOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const questions: ReadonlyArray<ReadonlyArray<string>> = [
  ["validate", "--all", "--json"],
  ["status", "--all", "--json"],
  ["sessions", "--json"],
  ["overlap", "--json"],
  ["status", "--session", "checkout", "--json"],
];

let repo = "";
// One repository for all: what is compared is always what it says at that moment.
beforeAll(() => {
  repo = workspace({ git: true, filled: true });
  for (const name of ["checkout", "search"]) textOf(repo, "spawn", name);
  fillIn(repo, "checkout");
  git(repo, "add", "-A");
  git(repo, "commit", "-qm", "written");
});

const answers = (): ReadonlyArray<string> =>
  questions.map((args) => {
    const run = idse(args, { cwd: repo });
    expect(run.stderr).toBe("");
    return `${run.code} ${run.stdout}`;
  });

const local = (): string => join(repo, ".idse/.local");
const cold = (): ReadonlyArray<string> => {
  rmSync(local(), { recursive: true, force: true });
  return answers();
};

/** The files that readings are kept in. */
const kept = (): ReadonlyArray<string> => {
  const folder = join(local(), "cache/readings/demo");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

it("prints the same with nothing kept, with all kept, and leaves git's view alone", () => {
  const first = cold();
  expect(kept().length).toBeGreaterThan(0);
  expect(answers()).toEqual(first);
  expect(git(repo, "status", "--porcelain")).toBe("");
});

describe("what stands in the place of a reading", () => {
  const head = (text: string): string => text.slice(0, text.indexOf("\n") + 1);
  it.each<readonly [string, (text: string) => string | Uint8Array]>([
    ["nothing", () => ""],
    ["half a line", (text) => text.slice(0, head(text).length + 40)],
    ["a line without its end", (text) => text.slice(0, -1)],
    ["half a file", (text) => text.slice(0, text.length / 2)],
    ["another build's", (text) => text.replace('"idse-readings","', '"idse-readings","x')],
    ["another law's", (text) => text.replace(/,null\]\n/, ',"{}"]\n')],
    ["JSON of another shape", (text) => text.replaceAll(/\t.*\n/g, "\t[]\n")],
    ["a number", (text) => text.replaceAll(/\t.*\n/g, "\t1\n")],
    ["bytes", () => Uint8Array.from([0, 255, 10, 9, 34, 254])],
  ])("is not believed: %s", (_, spoil) => {
    const first = cold();
    for (const file of kept()) write(file, spoil(read(file)));
    expect(answers()).toEqual(first);
  });

  it("is not needed where it cannot be written", () => {
    const first = cold();
    for (const file of kept()) {
      rmSync(file);
      chmodSync(join(file, ".."), 0o500);
    }
    expect(answers()).toEqual(first);
    chmodSync(join(local(), "cache/readings/demo"), 0o700);
    rmSync(local(), { recursive: true });
    write(local(), "a file where the folder was");
    expect(answers()).toEqual(first);
    rmSync(local());
  });
});

describe("a change", () => {
  const place = (file: string): string => join(sessionFolder(repo, "checkout"), file);

  it.each(Object.values(stageFiles))("is seen in %s", (file) => {
    answers();
    edit(place(file), (text) => `${text}\n[REQUIRES INPUT]\n`);
    const warm = answers();
    expect(cold()).toEqual(warm);
  });

  it("is seen in the records of a session", () => {
    answers();
    edit(place("metadata/session.json"), (text) => text.replace(/"owner": "[^"]*"/, '"owner": "somebody"'));
    const owned = answers();
    expect(owned[2]).toContain("somebody");
    expect(cold()).toEqual(owned);
    textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed");
    const signed = answers();
    expect(cold()).toEqual(signed);
  });

  it("of line ends alone is seen, since places in the text have moved", () => {
    answers();
    edit(place("specs/spec.md"), (text) => `${text}\n[requires input]\n`);
    answers();
    edit(place("specs/spec.md"), (text) => text.replaceAll("\n", "\r\n"));
    const warm = answers();
    expect(warm[0]).toContain('"edits":[{');
    expect(cold()).toEqual(warm);
  });

  it("of a session's name, and a session that is gone, are seen", () => {
    answers();
    renameSync(sessionFolder(repo, "search"), sessionFolder(repo, "finding"));
    const renamed = answers();
    expect(cold()).toEqual(renamed);
    rmSync(sessionFolder(repo, "finding"), { recursive: true });
    const gone = answers();
    expect(gone[2]).not.toContain("finding");
    expect(cold()).toEqual(gone);
  });

  it("of the law and of the branch is seen", () => {
    answers();
    const own = { schema_version: 1, severities: { "article-9/tasks-settled": "error" } };
    write(join(repo, ".idse/constitution.json"), JSON.stringify(own));
    const lawful = answers();
    expect(cold()).toEqual(lawful);
    git(repo, "add", "-A");
    git(repo, "commit", "-qm", "law");
    git(repo, "checkout", "-q", "-b", "other", "HEAD~1");
    const other = answers();
    expect(other[0]).not.toBe(lawful[0]);
    expect(cold()).toEqual(other);
  });
});

it("stays whole under several readers at once", async () => {
  const first = cold();
  rmSync(local(), { recursive: true });
  const runs = await Promise.all(
    Array.from({ length: 6 }, () => startIdse(["validate", "--all", "--json"], { cwd: repo })),
  );
  for (const run of runs) expect(`${run.code} ${run.stdout}`).toBe(first[0]);
  expect(answers()).toEqual(first);
});
