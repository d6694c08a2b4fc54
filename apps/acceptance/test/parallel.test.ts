/** Twenty and a hundred processes at once on one project: what was acknowledged is there, once, and whole. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  answerOf,
  fillIn,
  jsonOf,
  type Run,
  read,
  sessionFolder,
  stageFiles,
  stageNames,
  startIdse,
  textOf,
  treeOf,
  workspace,
} from "../../cli/test/support.ts";

const together = (
  repo: string,
  commands: ReadonlyArray<ReadonlyArray<string>>,
): Promise<ReadonlyArray<Run>> =>
  Promise.all(commands.map((args) => startIdse([...args, "--json"], { cwd: repo })));

const succeeded = (runs: ReadonlyArray<Run>): ReadonlyArray<Run> => runs.filter((run) => run.code === 0);

/** A run that did not succeed says so: a conflict, and an error as JSON. */
const expectHonest = (runs: ReadonlyArray<Run>): void => {
  for (const run of runs) {
    if (run.code === 0) continue;
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 4, stderr: "" });
    expect(jsonOf(run).error.code).toMatch(/^(session-exists|revision-conflict|lock-busy)$/);
  }
};

/** No file is torn and nothing unfinished lies where git looks. */
const expectWhole = (repo: string): void => {
  for (const [path, content] of Object.entries(treeOf(join(repo, ".idse")))) {
    if (path.startsWith(".local/")) continue;
    expect(path).not.toMatch(/\.tmp|~$/);
    if (path.endsWith(".json")) JSON.parse(content);
  }
  expect(readdirSync(repo).sort()).toEqual([".idse", "AGENTS.md", "CLAUDE.md"]);
};

const listed = (repo: string): Array<string> =>
  answerOf(repo, "sessions")
    .sessions.map((one: { id: string }) => one.id)
    .sort();

const count = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index);

describe.each([20, 100])("%i processes", (processes) => {
  it("make sessions: named, unnamed and spawned, all of them and none twice", async () => {
    const repo = workspace();
    const runs = await together(
      repo,
      count(processes).map((index) => {
        if (index % 3 === 0) return ["session", "create", `created-${index}`];
        return index % 3 === 1 ? ["session", "create"] : ["spawn", `spawned-${index}`];
      }),
    );
    expect(succeeded(runs)).toHaveLength(processes);
    const acknowledged = runs.map((run) => jsonOf(run).session as string);
    expect(new Set(acknowledged).size).toBe(processes);
    expect(listed(repo)).toEqual([...acknowledged, "__blueprint__"].sort());
    expectWhole(repo);
    for (const session of acknowledged)
      for (const path of Object.values(stageFiles))
        expect(read(join(sessionFolder(repo, session), path))).toMatch(/^# /);
    const pointer = read(join(repo, ".idse/projects/demo/CURRENT_SESSION")).trim();
    expect(acknowledged).toContain(pointer);
  });

  it("ask for one name: one gets it, the others are told", async () => {
    const repo = workspace();
    const runs = await together(
      repo,
      count(processes).map((index) => [
        ...(index % 2 === 0 ? ["spawn"] : ["session", "create"]),
        "wanted",
        "--owner",
        `p${index}`,
      ]),
    );
    expect(runs.map((run) => run.code).sort()).toEqual([0, ...count(processes - 1).map(() => 4)]);
    expectHonest(runs);
    expect(listed(repo)).toEqual(["__blueprint__", "wanted"]);
    const winner = runs.findIndex((run) => run.code === 0);
    expect(answerOf(repo, "session-info", "wanted").owner).toBe(`p${winner}`);
    expectWhole(repo);
  });

  it("tag one session: each acknowledged tag is there, once", async () => {
    const repo = workspace();
    const runs = await together(
      repo,
      count(processes).map((index) => ["session", "tag", "__blueprint__", `tag-${index}`]),
    );
    expectHonest(runs);
    expect(succeeded(runs)).toHaveLength(processes);
    const tags = answerOf(repo, "session-info", "__blueprint__").tags as ReadonlyArray<string>;
    expect([...tags].sort()).toEqual(
      count(processes)
        .map((index) => `tag-${index}`)
        .sort(),
    );
    expectWhole(repo);
  });

  it("sign off different stages of different sessions: every sign-off stands", async () => {
    const repo = workspace({ filled: true });
    const sessions = count(Math.ceil(processes / 7)).map((index) => `feature-${index}`);
    for (const session of sessions) {
      textOf(repo, "spawn", session);
      fillIn(repo, session);
    }
    const wanted = count(processes).map(
      (index) => [sessions[Math.floor(index / 7)] ?? "", stageNames[index % 7] ?? ""] as const,
    );
    const runs = await together(
      repo,
      wanted.map(([session, stage]) => [
        "session",
        "set-stage",
        session,
        "--stage",
        stage,
        "--status",
        "completed",
      ]),
    );
    expectHonest(runs);
    expect(succeeded(runs)).toHaveLength(processes);
    for (const [session, stage] of wanted) {
      const state = JSON.parse(read(join(sessionFolder(repo, session), "metadata/state.json")));
      expect(state.stages[stage].sign_off).toMatchObject({ by: "ada" });
    }
    expectWhole(repo);
  });
});
