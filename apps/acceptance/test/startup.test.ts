/** What a command loads where every reading is kept: no parser of markdown, no schema of a check, no library that few need. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  bin,
  edit,
  fillIn,
  idse,
  sessionFolder,
  temporaryFolder,
  textOf,
  workspace,
} from "../../cli/test/support.ts";

const dist = join(dirname(bin), "../dist");

/** Words that stand in the code of each in the bundle, and in no other. */
const heavy = {
  satteri: "restorePhantomSpaces",
  micromark: "resolveAllAttention",
  diff: "structuredPatch",
  "node-diff3": "diff3MergeRegions",
  picomatch: "POSIX_REGEX_SOURCE",
  "the schemas of checks": "Something stands below the headings.",
  "the store in Supabase": "idse_commit",
  "the store in Firestore": "documents:batchGet",
  "the store in Notion": "IDSE Pending",
  "Notion's client": "signWebhookPayload",
  "the store in Artifact Core": "Artifact Core speaks of a conflict",
  "the client of MCP": "StreamableHTTPClientTransport",
  "the server of MCP": "StdioServerTransport",
  "the tools of an agent": "Makes a session with its seven documents",
  jose: "ERR_JOSE_GENERIC",
  "the report": "This file loads nothing and sends nothing.",
  "the sync engine": "A name from elsewhere never becomes a path.",
} as const;

const hook = `data:text/javascript,${encodeURIComponent(`
  const { appendFileSync } = process.getBuiltinModule("node:fs");
  process.getBuiltinModule("node:module").registerHooks({
    load: (url, context, next) => {
      appendFileSync(process.env.LOADED, url + "\\n");
      return next(url, context);
    },
  });
`)}`;

/** The files that a command loads, after it ran once and so has kept what it read. */
const loadedBy = (repo: string, args: ReadonlyArray<string>, input = ""): ReadonlyArray<string> => {
  const list = join(temporaryFolder(), "loaded.txt");
  idse(args, { cwd: repo, input });
  idse(args, { cwd: repo, input, env: { LOADED: list, NODE_OPTIONS: `--import=${hook}` } });
  return [...new Set(readFileSync(list, "utf8").split("\n"))]
    .filter((url) => url.startsWith("file:"))
    .map((url) => fileURLToPath(url));
};

const heavyIn = (files: ReadonlyArray<string>): ReadonlyArray<string> => {
  const texts = files.map((file) => readFileSync(file, "utf8"));
  return Object.entries(heavy).flatMap(([name, word]) =>
    texts.some((text) => text.includes(word)) ? [name] : [],
  );
};

/** A blueprint in work, edited since a stage of it was signed and a feature was spawned from it. */
const inUse = (): string => {
  const repo = workspace({ git: true, filled: true });
  textOf(repo, "spawn", "checkout");
  fillIn(repo, "checkout");
  textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "intent", "--status", "completed");
  textOf(repo, "session", "set-stage", "__blueprint__", "--stage", "context", "--status", "completed");
  edit(join(sessionFolder(repo), "intents/intent.md"), (text) => `${text}\nMore.\n`);
  return repo;
};

describe("a command whose readings are kept", () => {
  let repo = "";
  beforeAll(() => {
    repo = inUse();
  });

  it("would show here what it loads", () => {
    const bundled = readdirSync(dist).map((name) => join(dist, name));
    expect(heavyIn(bundled)).toEqual(Object.keys(heavy));
    expect(heavyIn(loadedBy(repo, ["diff", "context"]))).toEqual(expect.arrayContaining(["satteri", "diff"]));
  });

  it.each([
    [[]],
    [["status"]],
    [["status", "--json"]],
    [["status", "--session", "checkout"]],
    [["status", "--all"]],
    [["sessions"]],
    [["overlap"]],
    [["query", "stage-status", "--format", "csv"]],
    [["prime"]],
    [["prime", "--agent", "claude-code", "--hook-json"]],
    [["validate"]],
    [["validate", "--all", "--json"]],
  ])("loads none of them: idse %j", (args) => {
    const loaded = loadedBy(repo, args);
    expect(loaded.length).toBeGreaterThan(3);
    expect(heavyIn(loaded)).toEqual([]);
  });
});

describe("a command in a workspace with a remote", () => {
  it("knows what waits without loading the remote, or what merges", () => {
    const repo = inUse();
    edit(join(repo, ".idse/config.json"), (text) =>
      JSON.stringify({
        ...JSON.parse(text),
        remotes: { team: { kind: "artifact-core", url: "https://example.com/mcp" } },
      }),
    );
    for (const args of [["status"], ["validate"]])
      expect([args, heavyIn(loadedBy(repo, args))]).toEqual([args, ["the sync engine"]]);
  });
});

describe("idse mcp", () => {
  const message = (id: number, method: string, params: object = {}): string =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
  const handshake = message(1, "initialize", {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  });

  it("loads what a call needs with the first call, and not for the handshake", () => {
    const repo = workspace();
    expect(heavyIn(loadedBy(repo, ["mcp"], handshake))).toEqual(["the server of MCP"]);
    expect(heavyIn(loadedBy(repo, ["mcp"], `${handshake}${message(2, "tools/list")}`))).toContain(
      "the tools of an agent",
    );
  });
});
