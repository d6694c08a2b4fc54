/** `idse sync` as scripts meet it: exit codes, what is written and what is not, when the remote or the clone misbehaves. */
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DesignStoreService, makeMemory, newOperation, Unavailable } from "@idse/design-store";
import { openTo, type RunningServer, serveHttp } from "@idse/mcp-server";
import type { DocumentRef } from "@idse/pipeline-artifacts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import * as Effect from "effect/Effect";
import {
  askIdse,
  edit,
  git,
  type Run,
  read,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  trackedTreeOf,
  workspace,
  write,
} from "../../../cli/test/support.ts";

let store: DesignStoreService;
/** Takes part in every call to the store behind the server. */
let meddle: (method: "get" | "heads" | "commit") => Effect.Effect<void, Unavailable>;
let server: RunningServer;
let repo: string;

const env = { IDSE_ARTIFACT_CORE_TOKEN: "none" };
const idse = (args: ReadonlyArray<string>, cwd = repo): Promise<Run> => askIdse(args, { cwd, env });
const sync = (...args: ReadonlyArray<string>): Promise<Run> => idse(["sync", ...args]);

const answer = async (...args: ReadonlyArray<string>) => {
  const run = await sync(...args, "--json");
  return { code: run.code, ...JSON.parse(run.stdout) };
};

const serve = (port?: number): Promise<RunningServer> =>
  Effect.runPromise(
    serveHttp({
      access: openTo("shop"),
      storeOf: () =>
        Effect.succeed({
          capabilities: store.capabilities,
          get: (refs) => Effect.andThen(meddle("get"), store.get(refs)),
          heads: (scope, since) => Effect.andThen(meddle("heads"), store.heads(scope, since)),
          commit: (changes, operation) => Effect.andThen(meddle("commit"), store.commit(changes, operation)),
        }),
      ...(port === undefined ? {} : { port }),
    }),
  );

const spec: DocumentRef = { project: "demo", session: "__blueprint__", kind: "spec" };
const specPath = (folder = repo): string => join(sessionFolder(folder), stageFiles.spec);
const stateFolder = (folder = repo): string => join(folder, ".git/idse/sync/team");

/** Somebody writes at the remote. */
const writeThere = async (ref: DocumentRef, content: string): Promise<void> => {
  const [found] = await Effect.runPromise(store.get([ref]));
  const expect = found?._tag === "StoredDocument" ? { revision: found.revision } : ("absent" as const);
  await Effect.runPromise(store.commit([{ _tag: "Put", ref, content, expect }], newOperation()));
};

const textThere = async (ref: DocumentRef): Promise<string | null> => {
  const [found] = await Effect.runPromise(store.get([ref]));
  return found?._tag === "StoredDocument" ? found.content : null;
};

beforeEach(async () => {
  store = await Effect.runPromise(makeMemory);
  meddle = () => Effect.void;
  server = await serve();
  repo = workspace({ git: true, filled: true });
  const set = await sync("setup", "team", "--kind", "artifact-core", "--url", server.url);
  expect([set.code, set.stderr]).toEqual([0, ""]);
});
afterEach(() => Effect.runPromise(server.stop));

/** Without the view of one clone, which a sync renews. */
const documentsOf = (folder: string) => {
  const { ".idse/projects/demo/session_state.json": _view, ...rest } = trackedTreeOf(folder);
  return rest;
};

const pushed = async (): Promise<void> => {
  expect((await sync("push", "--all")).code).toBe(0);
};

describe("sync setup", () => {
  it("writes no remote that cannot be used, and says what to do", async () => {
    const before = read(join(repo, ".idse/config.json"));
    const run = await sync(
      "setup",
      "other",
      "--kind",
      "artifact-core",
      "--url",
      "http://127.0.0.1:1/mcp",
      "--json",
    );
    expect(run.code).toBe(5);
    expect(JSON.parse(run.stdout).error).toMatchObject({ code: "store-not-ready", hint: expect.any(String) });
    expect(read(join(repo, ".idse/config.json"))).toBe(before);
    const unchecked = [
      "setup",
      "other",
      "--kind",
      "artifact-core",
      "--url",
      "http://127.0.0.1:1/mcp",
      "--no-check",
    ];
    expect((await sync(...unchecked)).code).toBe(0);
    expect((await sync("push")).code).toBe(2);
    expect((await sync("test", "--remote", "other")).code).toBe(5);
    expect((await sync("setup", "other", "--remove")).code).toBe(0);
    expect(read(join(repo, ".idse/config.json"))).toBe(before);
  });

  it.each([
    [[], "Say what the remote is"],
    [["--kind", "carrier-pigeon"], "not a kind"],
    [["--kind", "notion"], "needs --data-source"],
    [["--kind", "notion", "--url", "https://x"], "another kind"],
    [["--kind", "artifact-core", "--url", "http://example.com/mcp"], "--url"],
    [
      ["--kind", "artifact-core", "--url", "https://x", "--token-env", "A", "--token-command", "b"],
      "one secret",
    ],
  ])("%j is misuse", async (flags, says) => {
    const run = await sync("setup", "x", ...flags);
    expect([run.code, run.stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  it("never uses what is known of one home for another", async () => {
    await pushed();
    expect(
      (
        await sync(
          "setup",
          "team",
          "--kind",
          "artifact-core",
          "--url",
          "http://127.0.0.1:1/mcp",
          "--no-check",
        )
      ).code,
    ).toBe(2);
    edit(join(repo, ".idse/config.json"), (text) =>
      text.replace(server.url, server.url.replace("127.0.0.1", "localhost")),
    );
    const run = await sync("push");
    expect([run.code, run.stderr]).toEqual([4, expect.stringContaining("another folder")]);
  });
});

describe("a push", () => {
  it("writes nothing as a dry run, and then does what it showed", async () => {
    const before = documentsOf(repo);
    const plan = await answer("push", "--all", "--dry-run");
    expect(plan).toMatchObject({
      code: 0,
      kind: "sync-plan",
      lastSync: null,
      guarantees: { cas: "native", missing: [] },
    });
    expect(await textThere(spec)).toBeNull();
    expect(existsSync(stateFolder())).toBe(false);
    const result = await answer("push", "--all");
    expect(result).toMatchObject({ code: 0, kind: "sync-result", earned: true });
    const named = (items: ReadonlyArray<Record<string, unknown>>) =>
      items.map((one) => [one.ref, one.case, one.action]);
    expect(named(result.items)).toEqual(named(plan.items));
    expect(documentsOf(repo)).toEqual(before);
    expect(await answer("push", "--all")).toMatchObject({ items: [], inSync: result.items.length });
  });

  it("tells programs how far it is, and nobody else without a terminal", async () => {
    const silent = await sync("push", "--all", "--dry-run");
    expect(silent.stderr).toBe("");
    const told = await sync("push", "--all", "--progress", "json");
    const lines = told.stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((one) => one.step)).toEqual(["looking", "planned", "written"]);
    expect(lines.at(-1)).toMatchObject({ schemaVersion: 1, kind: "sync-progress", written: 11, of: 11 });
  });

  it("fails with 5 where the remote does, and takes up what it left", async () => {
    await pushed();
    const { lastSync } = await answer("status");
    edit(specPath(), (text) => `${text}\nMore.\n`);
    meddle = (method) =>
      method === "commit"
        ? Effect.fail(new Unavailable({ store: "memory", operation: "commit", message: "The disk burns." }))
        : Effect.void;
    const failed = await answer("push");
    expect(failed).toMatchObject({ code: 5, earned: false, lastSync });
    expect(failed.items[0].outcome).toMatch(/^(?:failed|unknown)$/);
    meddle = () => Effect.void;
    expect(await answer("push")).toMatchObject({ code: 0, earned: true });
    expect(await textThere(spec)).toContain("More.");
    await Effect.runPromise(server.stop);
    const gone = await sync("push", "--json");
    expect([gone.code, JSON.parse(gone.stdout).error]).toMatchObject([
      5,
      { code: "remote-unavailable", hint: "idse sync test --remote team" },
    ]);
  });

  it("stops before a plan that looks like an accident, until it is forced", async () => {
    textOf(repo, "spawn", "scratch");
    textOf(repo, "spawn", "more");
    await pushed();
    for (const session of ["scratch", "more"]) rmSync(sessionFolder(repo, session), { recursive: true });
    const args = ["push", "--all", "--removed", "scratch/", "--removed", "more/"];
    expect(await answer(...args, "--dry-run")).toMatchObject({
      code: 0,
      guards: [{ name: "many-removals" }],
    });
    const stopped = await answer(...args);
    expect(stopped).toMatchObject({ code: 1, error: { code: "sync-guarded" } });
    const scratch = { project: "demo", session: "scratch", kind: "spec" } as const;
    expect(await textThere(scratch)).not.toBeNull();
    expect(await answer(...args, "--force")).toMatchObject({ code: 0, earned: true });
    expect(await textThere(scratch)).toBeNull();
    expect((await answer("trash")).kept.length).toBeGreaterThan(10);
  });

  it("by two processes at once is done by both, once", async () => {
    const runs = await Promise.all([sync("push", "--all", "--json"), sync("push", "--all", "--json")]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const log = await answer("log");
    expect(log.entries.length).toBeGreaterThan(0);
    expect(await answer("status", "--all")).toMatchObject({ items: [], unanswered: [] });
  });
});

describe("a pull", () => {
  it("brings a project or a session that only the remote has, and says so where it has none", async () => {
    textOf(repo, "spawn", "checkout");
    await pushed();
    const other = temporaryFolder("other");
    git(other, "init", "--quiet");
    textOf(other, "init");
    cpSync(join(repo, ".idse/config.json"), join(other, ".idse/config.json"));
    expect((await idse(["sync", "pull", "--project", "nothing"], other)).code).toBe(3);
    expect((await idse(["sync", "pull", "--project", "demo", "--all"], other)).code).toBe(0);
    expect(read(specPath(other))).toBe(read(specPath()));
    rmSync(sessionFolder(other, "checkout"), { recursive: true });
    const pull = ["sync", "pull", "--project", "demo", "--session"];
    expect((await idse([...pull, "nothing"], other)).code).toBe(3);
    const missing = await idse([...pull, "checkout", "--json"], other);
    expect(JSON.parse(missing.stdout).items[0]).toMatchObject({ case: "local-missing", outcome: "left" });
    expect((await idse([...pull, "checkout", "--restore", "checkout/"], other)).code).toBe(0);
    expect(existsSync(join(sessionFolder(other, "checkout"), stageFiles.tasks))).toBe(true);
  });

  it("gives back the line ends that stood here", async () => {
    await pushed();
    edit(specPath(), (text) => text.replaceAll("\n", "\r\n"));
    expect(await answer("push")).toMatchObject({ items: [] });
    await writeThere(spec, `${await textThere(spec)}\nMore.\n`);
    expect((await sync("pull")).code).toBe(0);
    expect(read(specPath())).toMatch(/\r\n\r\nMore\.\r\n$/);
    expect(read(specPath())).not.toMatch(/[^\r]\n/);
  });

  it("touches nothing of another project with the same name", async () => {
    await pushed();
    const other = workspace({ git: true });
    cpSync(join(repo, ".idse/config.json"), join(other, ".idse/config.json"));
    const before = documentsOf(other);
    const run = await idse(["sync", "pull", "--all", "--json"], other);
    expect(run.code).toBe(4);
    const { items } = JSON.parse(run.stdout);
    expect(new Set(items.map((one: { case: string }) => one.case))).toEqual(new Set(["collision"]));
    expect(documentsOf(other)).toEqual(before);
    expect(await textThere(spec)).toBe(read(specPath()));
  });

  it("writes down when it was earned, and only then", async () => {
    await pushed();
    textOf(repo, "session", "switch", "__blueprint__");
    await writeThere(spec, `${await textThere(spec)}\nMore.\n`);
    const pulled = await answer("pull");
    const view = () => JSON.parse(read(join(repo, ".idse/projects/demo/session_state.json")));
    expect(view().last_sync).toBe(pulled.lastSync);
    edit(specPath(), (text) => text.replace("More.", "Mine."));
    await writeThere(spec, (await textThere(spec))?.replace("More.", "Theirs.") ?? "");
    expect(await answer("pull")).toMatchObject({ code: 4, lastSync: pulled.lastSync });
    textOf(repo, "session", "set-status", "__blueprint__", "--status", "in_progress");
    expect(view().last_sync).toBe(pulled.lastSync);
  });
});

describe("a damaged or foreign state of the clone", () => {
  it("is a clear failure that says which file, and syncing without it loses nothing", async () => {
    await pushed();
    edit(specPath(), (text) => `${text}\nMore.\n`);
    const state = join(stateFolder(), "state.json");
    write(state, "{ torn");
    const run = await answer("push");
    expect(run).toMatchObject({ code: 6, error: { code: "sync-state-damaged", details: { path: state } } });
    const status = await idse(["status"]);
    expect([status.code, status.stderr]).toEqual([0, expect.stringContaining("remote team cannot be read")]);
    rmSync(state);
    expect(await answer("push")).toMatchObject({
      code: 4,
      summary: { adopt: 8, conflict: 1, push: 0, pull: 0 },
    });
    expect((await sync("resolve", "spec", "--ours")).code).toBe(0);
    expect(await answer("push")).toMatchObject({ code: 0 });
    expect(await textThere(spec)).toContain("More.");
  });
});

describe("files that are no documents", () => {
  it("are named, and views of the clone are not", async () => {
    const stray = join(sessionFolder(repo), "notes/idea.txt");
    write(stray, "An idea.\n");
    textOf(repo, "session", "switch", "__blueprint__");
    expect((await answer("status", "--all")).notSynced).toEqual([
      ".idse/projects/demo/sessions/__blueprint__/notes/idea.txt",
    ]);
  });
});

describe("a workspace below the root of its repository", () => {
  it("keeps what it knows apart from the one above, under the same name of a remote", async () => {
    await pushed();
    const nested = join(repo, "tools/team");
    cpSync(join(workspace({ filled: true }), ".idse"), join(nested, ".idse"), { recursive: true });
    cpSync(join(repo, ".idse/config.json"), join(nested, ".idse/config.json"));
    expect((await idse(["sync", "push", "--all"], nested)).code).toBe(4);
    expect(existsSync(join(repo, ".git/idse/sync/@tools%2Fteam/team/state.json"))).toBe(true);
    expect(await answer("status", "--all")).toMatchObject({ items: [] });
  });
});

describe("what a clone keeps", () => {
  it("stands in the git folder, and no secret in it", async () => {
    await pushed();
    expect(readdirSync(stateFolder())).toEqual(expect.arrayContaining(["history", "objects", "state.json"]));
    expect(git(repo, "status", "--porcelain", "--ignored", ".idse/.clone")).toBe("");
    expect(read(join(stateFolder(), "state.json"))).not.toContain(env.IDSE_ARTIFACT_CORE_TOKEN.repeat(2));
  });
});
