/** Twenty processes of a kind, and a hundred of all kinds, at once on one project: what was acknowledged is there, once, and whole. */
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

/** Every session that was made is there, nothing else is, and the pointer names one of them. */
const expectSessions = (repo: string, made: ReadonlyArray<string>): void => {
  const all = [...made, "__blueprint__"].sort();
  expect(listed(repo)).toEqual(all);
  expect(all).toContain(read(join(repo, ".idse/projects/demo/CURRENT_SESSION")).trim());
};

const count = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index);

/** What processes of one kind do, and what has to be true when they are done. */
interface Kind {
  readonly commands: (repo: string, processes: number) => ReadonlyArray<ReadonlyArray<string>>;
  /** Answers with the sessions that were made. */
  readonly check: (repo: string, runs: ReadonlyArray<Run>) => ReadonlyArray<string>;
}

const signing = (repo: string, processes: number): ReadonlyArray<readonly [string, string]> => {
  const sessions = count(Math.ceil(processes / 7)).map((index) => `feature-${index}`);
  for (const session of sessions) {
    textOf(repo, "spawn", session);
    fillIn(repo, session);
  }
  return count(processes).map(
    (index) => [sessions[Math.floor(index / 7)] ?? "", stageNames[index % 7] ?? ""] as const,
  );
};

const kinds = {
  "make sessions: named, unnamed and spawned, all of them and none twice": {
    commands: (_repo, processes) =>
      count(processes).map((index) => {
        if (index % 3 === 0) return ["session", "create", `created-${index}`];
        return index % 3 === 1 ? ["session", "create"] : ["spawn", `spawned-${index}`];
      }),
    check: (repo, runs) => {
      expect(succeeded(runs)).toHaveLength(runs.length);
      const acknowledged = runs.map((run) => jsonOf(run).session as string);
      expect(new Set(acknowledged).size).toBe(runs.length);
      for (const session of acknowledged)
        for (const path of Object.values(stageFiles))
          expect(read(join(sessionFolder(repo, session), path))).toMatch(/^# /);
      return acknowledged;
    },
  },
  "ask for one name: one gets it, the others are told": {
    commands: (_repo, processes) =>
      count(processes).map((index) => [
        ...(index % 2 === 0 ? ["spawn"] : ["session", "create"]),
        "wanted",
        "--owner",
        `p${index}`,
      ]),
    check: (repo, runs) => {
      expect(runs.map((run) => run.code).sort()).toEqual([0, ...count(runs.length - 1).map(() => 4)]);
      const winner = runs.findIndex((run) => run.code === 0);
      expect(answerOf(repo, "session-info", "wanted").owner).toBe(`p${winner}`);
      return ["wanted"];
    },
  },
  "tag one session: each acknowledged tag is there, once": {
    commands: (_repo, processes) =>
      count(processes).map((index) => ["session", "tag", "__blueprint__", `tag-${index}`]),
    check: (repo, runs) => {
      expect(succeeded(runs)).toHaveLength(runs.length);
      const tags = answerOf(repo, "session-info", "__blueprint__").tags as ReadonlyArray<string>;
      expect([...tags].sort()).toEqual(
        count(runs.length)
          .map((index) => `tag-${index}`)
          .sort(),
      );
      return [];
    },
  },
  "sign off different stages of different sessions: every sign-off stands": {
    commands: (repo, processes) =>
      signing(repo, processes).map(([session, stage]) => [
        "session",
        "set-stage",
        session,
        "--stage",
        stage,
        "--status",
        "completed",
      ]),
    check: (repo, runs) => {
      expect(succeeded(runs)).toHaveLength(runs.length);
      const sessions = count(Math.ceil(runs.length / 7)).map((index) => `feature-${index}`);
      for (const index of runs.keys()) {
        const session = sessions[Math.floor(index / 7)] ?? "";
        const state = JSON.parse(read(join(sessionFolder(repo, session), "metadata/state.json")));
        expect(state.stages[stageNames[index % 7] ?? ""].sign_off).toMatchObject({ by: "ada" });
      }
      return sessions;
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

describe("twenty processes", () => {
  it.each(Object.entries(kinds))("%s", async (_name, kind: Kind) => {
    const repo = workspace({ filled: true });
    const runs = await together(repo, kind.commands(repo, 20));
    expectHonest(runs);
    expectSessions(repo, kind.check(repo, runs));
    expectWhole(repo);
  });
});

it("a hundred processes do all of that at once", async () => {
  const repo = workspace({ filled: true });
  const each: ReadonlyArray<Kind> = Object.values(kinds);
  const commands = each.map((kind) => kind.commands(repo, 25));
  // One of each kind after the other, so that no kind has the project to itself.
  const shuffled = count(25).flatMap((index) => commands.map((own) => own[index] ?? []));
  const runs = await together(repo, shuffled);
  expectHonest(runs);
  const checked = each.map((kind, index) =>
    kind.check(
      repo,
      runs.filter((_, at) => at % each.length === index),
    ),
  );
  expectSessions(repo, checked.flat());
  expectWhole(repo);
});
