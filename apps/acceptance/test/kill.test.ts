/**
 * Commands that write, killed at random moments: every file is whole, and the next command works at once.
 * IDSE_KILLS says how often, IDSE_SEED repeats a run.
 */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import {
  bin,
  cleanEnvironment,
  filled,
  fillIn,
  read,
  sessionFolder,
  stageFiles,
  stageNames,
  temporaryFolder,
  textOf,
  treeOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const kills = Number(process.env.IDSE_KILLS ?? 25);
const seed = Number(process.env.IDSE_SEED ?? 20_261_124);

/** mulberry32: small, seeded, good enough to choose moments. */
const randomFrom = (start: number) => {
  let state = start;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** Runs a command and kills it after so many milliseconds, unless it has ended before. */
const killedAfter = (cwd: string, args: ReadonlyArray<string>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: cleanEnvironment(), stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("error", reject);
    child.on("exit", (_code, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });

const known = [
  /^(?:docs|governance)\/[\w-]+\.md$/,
  /^(?:config\.json|\.gitignore)$/,
  /^projects\/demo\/(?:project\.json|agent_registry\.json|CURRENT_SESSION|session_state\.json)$/,
  /^projects\/demo\/build\/agents\/[\w.-]+\.profile\.yaml$/,
  /^projects\/demo\/sessions\/[\w.-]+\/metadata\/(?:session|state)\.json$/,
  new RegExp(`^projects/demo/sessions/[\\w.-]+/(?:${Object.values(stageFiles).join("|")})$`),
];

const filesOf = (repo: string): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(treeOf(join(repo, ".idse"))).filter(
      ([path]) => !path.startsWith(".local/") && !path.startsWith(".clone/") && !path.endsWith("/"),
    ),
  );

/** What may stand in a file after a kill: what stood there, or what the command was to write. */
const expectWhole = (repo: string, before: ReadonlyMap<string, string>, written: string): void => {
  const after = filesOf(repo);
  const sessions = new Map<string, number>();
  for (const [path, content] of after) {
    if (!known.some((pattern) => pattern.test(path))) throw new Error(`${path} was left behind`);
    const session = /^projects\/demo\/sessions\/([^/]+)\//.exec(path)?.[1];
    if (session !== undefined) sessions.set(session, (sessions.get(session) ?? 0) + 1);
    if (path.endsWith(".json")) JSON.parse(content);
    else if (
      before.has(path) &&
      before.get(path) !== content &&
      !/CURRENT_SESSION|profile\.yaml/.test(path)
    ) {
      expect({ path, content }).toEqual({ path, content: written });
    }
  }
  for (const path of before.keys()) expect(after.has(path)).toBe(true);
  for (const [session, files] of sessions) expect({ session, files }).toEqual({ session, files: 9 });
};

/** A command that must work at once: no lock to remove, no file to mend. */
const workAtOnce = (repo: string, args: ReadonlyArray<string>): string => {
  const run = spawnSync(process.execPath, [bin, ...args], {
    cwd: repo,
    env: cleanEnvironment(),
    encoding: "utf8",
    timeout: 10_000,
  });
  expect({ args, code: run.status, stderr: run.stderr }).toEqual({ args, code: 0, stderr: "" });
  return run.stdout;
};

it(
  `keeps every file whole through ${kills} kills (seed ${seed})`,
  async () => {
    const random = randomFrom(seed);
    const pick = <A>(list: ReadonlyArray<A>): A => list[Math.floor(random() * list.length)] as A;
    const repo = workspace({ filled: true });
    textOf(repo, "spawn", "one");
    fillIn(repo, "one");
    const draft = join(temporaryFolder(), "draft.md");
    const original = filled("plan", read(join(sessionFolder(repo), stageFiles.plan)));
    const tags: Array<string> = [];

    const start = performance.now();
    textOf(repo, "session", "tag", "one", "measured");
    const usual = performance.now() - start;

    let hit = 0;
    for (let index = 0; index < kills; index++) {
      const session = pick(["one", "__blueprint__"]);
      const text = `${original}\n<!-- ${index} -->\n`;
      write(draft, text);
      const command = pick([
        ["session", "create"],
        ["spawn", `spawned-${index}`],
        ["session", "tag", session, `tag-${index}`],
        ["session", "set-owner", session, "--owner", `owner-${index}`],
        ["session", "switch", session],
        [
          "session",
          "set-stage",
          session,
          "--stage",
          pick(stageNames),
          "--status",
          pick(["completed", "in_progress"]),
        ],
        ["artifact", "write", "--session", session, "--stage", "plan", "--file", draft],
        ["agents", "set-role", "gpt-codex", `role-${index}`],
        ["compile", "agent-spec", "--session", session],
        ["validate", "--record", "--claimed"],
      ]);
      const before = filesOf(repo);
      // Before a third of its time a command only starts.
      if (await killedAfter(repo, command, usual * (0.3 + 0.9 * random()))) hit += 1;
      expectWhole(repo, before, text);
      workAtOnce(repo, ["session", "tag", "one", `after-${index}`]);
      tags.push(`after-${index}`);
      expectWhole(repo, filesOf(repo), text);
    }
    const one = JSON.parse(workAtOnce(repo, ["session-info", "one", "--json"]));
    for (const tag of tags) expect(one.tags).toContain(tag);
    expect(JSON.parse(workAtOnce(repo, ["sessions", "--json"])).statistics.withoutMetadata).toBe(0);
    expect(hit).toBeGreaterThan(0);
  },
  60_000 + kills * 5_000,
);
