/**
 * What scripts and agents rely on, in one table: exit codes, streams, and JSON that its schema describes. Of each
 * command one success is a process of its own, and of each exit code one failure; the rest share a thread.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  answerOf,
  bin,
  edit,
  fillIn,
  idse,
  idseProcess,
  jsonOf,
  type Run,
  runScript,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  workspace,
  write,
} from "./support.ts";

interface Row {
  /** What is typed, and what it answers with. */
  readonly success: ReadonlyArray<string>;
  readonly kind: string;
  readonly exit?: number;
  readonly input?: string;
  /** Absent: an option that no command has. */
  readonly misuse?: ReadonlyArray<string>;
  /** Names a session, an agent or a project that is not there. */
  readonly notFound?: ReadonlyArray<string>;
  /** Works where there is no workspace. */
  readonly anywhere?: true;
  /** Goes on until a signal; what it does meanwhile is tried in apps/acceptance/test/serve. */
  readonly lasting?: true;
  /** Speaks to an agent in its own words, and never in JSON of ours. */
  readonly raw?: true;
}

const at =
  (id: string, ...rest: ReadonlyArray<string>) =>
  (verb: string) => ["session", verb, id, ...rest];
const none = "no-such-session";
const invariant = (text: string) => ["--claim", text, "--classification", "invariant"];
/** The id of what the blueprint declared. */
const held = "C-80427d74";

const table: Readonly<Record<string, Row>> = {
  "(bare)": { success: [], kind: "status", notFound: ["--session", none] },
  init: { success: ["init", "other"], kind: "init", misuse: ["init", "Not A Name"], anywhere: true },
  migrate: {
    success: ["migrate"],
    kind: "migration",
    notFound: ["migrate", "--from", "no-such-folder"],
    anywhere: true,
  },
  status: { success: ["status"], kind: "status", notFound: ["status", "--session", none] },
  "status --all": {
    success: ["status", "--all"],
    kind: "project-status",
    misuse: ["status", "--all", "--limit", "0"],
    notFound: ["status", "--all", "--project", "no-such-project"],
  },
  next: {
    success: ["next"],
    kind: "work-packet",
    misuse: ["next", "--stage", "x"],
    notFound: ["next", "--session", none],
  },
  "next --agent": {
    success: ["next", "--agent", "gpt-codex"],
    kind: "work-packet",
    misuse: ["next", "--agent", "gpt-codex", "--stage", "plan"],
    notFound: ["next", "--agent", "nobody"],
  },
  "next --format prompt": {
    success: ["next", "--stage", "plan", "--format", "prompt"],
    kind: "work-packet",
    misuse: ["next", "--format", "x"],
    notFound: ["next", "--format", "prompt", "--session", none],
  },
  context: {
    success: ["context", "--stage", "plan"],
    kind: "context",
    misuse: ["context", "--budget", "0"],
    notFound: ["context", "--session", none],
  },
  "context, and the budget is too small": {
    success: ["context", "--stage", "plan", "--budget", "1"],
    kind: "context",
    exit: 1,
    misuse: ["context", "--stage", "x"],
  },
  prime: {
    success: ["prime"],
    kind: "prime",
    misuse: ["prime", "x"],
    notFound: ["prime", "--agent", "nobody"],
    anywhere: true,
  },
  "prime --hook-json": {
    success: ["prime", "--agent", "claude-code", "--hook-json"],
    kind: "prime",
    misuse: ["prime", "--hook-json", "x"],
    notFound: ["prime", "--hook-json", "--session", none],
    anywhere: true,
  },
  "session create": {
    success: ["session", "create", "new"],
    kind: "session-change",
    misuse: ["session", "create", "Not a name"],
    notFound: ["session", "create", "new", "--from", none],
  },
  "session switch": {
    success: at("checkout")("switch"),
    kind: "session-change",
    misuse: ["session", "switch"],
    notFound: at(none)("switch"),
  },
  "session set-stage": {
    success: at("__blueprint__", "--stage", "intent", "--status", "completed")("set-stage"),
    kind: "session-change",
    misuse: at("__blueprint__", "--stage", "intent", "--status", "x")("set-stage"),
    notFound: at(none, "--stage", "intent", "--status", "completed")("set-stage"),
  },
  "session set-status": {
    success: at("__blueprint__", "--status", "review")("set-status"),
    kind: "session-change",
    misuse: at("__blueprint__", "--status", "x")("set-status"),
    notFound: at(none, "--status", "review")("set-status"),
  },
  "session set-owner": {
    success: at("checkout", "--owner", "Bo")("set-owner"),
    kind: "session-change",
    misuse: at("checkout")("set-owner"),
    notFound: at(none, "--owner", "Bo")("set-owner"),
  },
  "session add-collaborator": {
    success: at("checkout", "--name", "Bo")("add-collaborator"),
    kind: "session-change",
    misuse: at("checkout", "--name", "Bo", "--role", "x")("add-collaborator"),
    notFound: at(none, "--name", "Bo")("add-collaborator"),
  },
  "session remove-collaborator": {
    success: at("checkout", "--name", "Cy")("remove-collaborator"),
    kind: "session-change",
    misuse: at("checkout")("remove-collaborator"),
    notFound: at("checkout", "--name", "Nobody")("remove-collaborator"),
  },
  "session tag": {
    success: at("checkout", "urgent")("tag"),
    kind: "session-change",
    misuse: at("checkout")("tag"),
    notFound: at(none, "urgent")("tag"),
  },
  spawn: {
    success: ["spawn", "new"],
    kind: "session-change",
    misuse: ["spawn"],
    notFound: ["spawn", "new", "--from", none],
  },
  sessions: {
    success: ["sessions"],
    kind: "session-list",
    misuse: ["sessions", "--type", "x"],
    notFound: ["sessions", "--project", "no-such-project"],
  },
  "session-info": {
    success: ["session-info", "checkout", "--lineage"],
    kind: "session",
    misuse: ["session-info"],
    notFound: ["session-info", none],
  },
  "artifact show": {
    success: ["artifact", "show", "--stage", "intent"],
    kind: "artifact",
    misuse: ["artifact", "show", "--stage", "x"],
    notFound: ["artifact", "show", "--stage", "intent", "--session", none],
  },
  "artifact write": {
    success: ["artifact", "write", "--stage", "intent"],
    input: "# Intent\n",
    kind: "artifact-change",
    misuse: ["artifact", "write"],
    notFound: ["artifact", "write", "--stage", "intent", "--session", none],
  },
  "store test": {
    success: ["store", "test"],
    kind: "store-check",
    notFound: ["store", "test", "--project", "no-such-project"],
  },
  "store migrate": { success: ["store", "migrate", "--print"], kind: "store-set-up" },
  "store repair": {
    success: ["store", "repair"],
    kind: "store-repair",
    notFound: ["store", "repair", "--project", "no-such-project"],
  },
  validate: {
    success: ["validate"],
    kind: "validation-report",
    misuse: ["validate", "--rule", "x"],
    notFound: ["validate", "--session", none],
  },
  trace: {
    success: ["trace"],
    kind: "trace",
    misuse: ["trace", "--format", "x"],
    notFound: ["trace", "--session", none],
  },
  "validate --fix": {
    success: ["validate", "--fix", "--session", "proposing"],
    kind: "fix",
    misuse: ["validate", "--apply"],
    notFound: ["validate", "--fix", "--session", none],
  },
  "validate, and the answer is no": { success: ["validate", "--all"], kind: "validation-report", exit: 1 },
  diff: {
    success: ["diff", "plan"],
    kind: "stage-diff",
    misuse: ["diff", "plan", "--of", "tasks"],
    notFound: ["diff", "plan", "--session", none],
  },
  overlap: { success: ["overlap"], kind: "overlap", notFound: ["overlap", "--session", none] },
  query: {
    success: ["query", "stage-status"],
    kind: "query",
    misuse: ["query", "no-such-query"],
    notFound: ["query", "sessions", "--session", none],
  },
  "query text": {
    success: ["query", "text", "## Goal"],
    kind: "query",
    misuse: ["query", "text", "(", "--regex"],
    notFound: ["query", "text", "## Goal", "--session", none],
  },
  export: {
    success: ["export"],
    kind: "export",
    misuse: ["export", "--format", "x"],
    notFound: ["export", "--session", none],
  },
  "export --out": {
    success: ["export", "--all", "--format", "html", "--out", "../report.html"],
    kind: "export-file",
    misuse: ["export", "--all", "--session", "checkout"],
    notFound: ["export", "--out", "../report.html", "--session", none],
  },
  "stage ack": {
    success: ["stage", "ack", "spec", "--of", "parent", "--session", "checkout"],
    kind: "acknowledgement",
    misuse: ["stage", "ack", "spec", "--of", "tasks"],
    notFound: ["stage", "ack", "spec", "--of", "parent", "--session", none],
  },
  "blueprint merge": {
    success: ["blueprint", "merge", "proposing", "--dry-run"],
    kind: "blueprint-merge",
    misuse: ["blueprint", "merge", "proposing", "--stage", "x"],
    notFound: ["blueprint", "merge", none],
  },
  "blueprint declare": {
    success: [
      "blueprint",
      "declare",
      ...invariant("Parcels are insured"),
      "--source",
      "__blueprint__:intent",
    ],
    kind: "claim-change",
    misuse: ["blueprint", "declare", ...invariant("Parcels are insured"), "--source", "__blueprint__"],
    notFound: ["blueprint", "declare", ...invariant("Parcels are insured"), "--source", `${none}:intent`],
  },
  "blueprint promote": {
    success: ["blueprint", "promote", ...invariant("Parcels are insured"), "--source", "checkout:spec"],
    kind: "claim-change",
    exit: 1,
    misuse: ["blueprint", "promote", "--claim", "Parcels are insured", "--classification", "x"],
    notFound: ["blueprint", "promote", ...invariant("Parcels are insured"), "--source", `${none}:spec`],
  },
  "blueprint reinforce": {
    success: ["blueprint", "reinforce", "--claim-id", held, "--source", "checkout:spec"],
    kind: "claim-change",
    exit: 1,
    misuse: ["blueprint", "reinforce", "--claim-id", held],
    notFound: ["blueprint", "reinforce", "--claim-id", "C-00000000", "--source", "checkout:spec"],
  },
  "blueprint demote": {
    success: ["blueprint", "demote", "--claim-id", held, "--reason", "it was not so"],
    kind: "claim-change",
    misuse: ["blueprint", "demote", "--claim-id", held, "--reason", ""],
    notFound: ["blueprint", "demote", "--claim-id", "C-00000000", "--reason", "x"],
  },
  "blueprint claims": {
    success: ["blueprint", "claims"],
    kind: "claim-list",
    misuse: ["blueprint", "claims", "--status", "x"],
    notFound: ["blueprint", "claims", "--project", "no-such-project"],
  },
  "blueprint extract-candidates": {
    success: ["blueprint", "extract-candidates"],
    kind: "claim-candidates",
    misuse: ["blueprint", "extract-candidates", "--min-sessions", "1"],
    notFound: ["blueprint", "extract-candidates", "--project", "no-such-project"],
  },
  "blueprint verify": {
    success: ["blueprint", "verify"],
    kind: "claim-check",
    notFound: ["blueprint", "verify", "--project", "no-such-project"],
  },
  "blueprint report": {
    success: ["blueprint", "report", "--write"],
    kind: "blueprint-report",
    misuse: ["blueprint", "report", "--format", "x"],
    notFound: ["blueprint", "report", "--project", "no-such-project"],
  },
  "status --spine": {
    success: ["status", "--spine"],
    kind: "product-spine",
    misuse: ["status", "--spine", "--all"],
    notFound: ["status", "--spine", "--project", "no-such-project"],
  },
  doctor: {
    success: ["doctor"],
    kind: "doctor",
    notFound: ["doctor", "--project", "no-such-project"],
  },
  "agents list": {
    success: ["agents", "list"],
    kind: "agent-list",
    notFound: ["agents", "list", "--project", "no-such-project"],
  },
  "agents show": {
    success: ["agents", "show", "gpt-codex"],
    kind: "agent",
    misuse: ["agents", "show"],
    notFound: ["agents", "show", "nobody"],
  },
  "agents add": {
    success: ["agents", "add", "cursor", "--stages", "spec,plan"],
    kind: "agent-change",
    misuse: ["agents", "add", "cursor", "--stages", "spec,x"],
    notFound: ["agents", "add", "cursor", "--project", "no-such-project"],
  },
  "agents remove": {
    success: ["agents", "remove", "github-copilot"],
    kind: "agent-change",
    misuse: ["agents", "remove"],
    notFound: ["agents", "remove", "nobody"],
  },
  "agents set-stages": {
    success: ["agents", "set-stages", "github-copilot", "feedback"],
    kind: "agent-change",
    misuse: ["agents", "set-stages", "github-copilot", "x"],
    notFound: ["agents", "set-stages", "nobody", "feedback"],
  },
  "agents set-mode": {
    success: ["agents", "set-mode", "gpt-codex", "by-stage"],
    kind: "agent-change",
    misuse: ["agents", "set-mode", "gpt-codex", "x"],
    notFound: ["agents", "set-mode", "nobody", "planning"],
  },
  "agents set-role": {
    success: ["agents", "set-role", "gpt-codex", "builder"],
    kind: "agent-change",
    misuse: ["agents", "set-role", "gpt-codex"],
    notFound: ["agents", "set-role", "nobody", "builder"],
  },
  "agents route": {
    success: ["agents", "route", "plan"],
    kind: "route",
    misuse: ["agents", "route", "x"],
    notFound: ["agents", "route", "plan", "--project", "no-such-project"],
  },
  "compile agent-spec": {
    success: ["compile", "agent-spec"],
    kind: "agent-profile-spec",
    misuse: ["compile", "agent-spec", "--format", "x"],
    notFound: ["compile", "agent-spec", "--session", none],
  },
  "compile agent-spec --target": {
    success: ["compile", "agent-spec", "--target", "claude", "--session", "checkout"],
    kind: "agent-profile-spec",
    misuse: ["compile", "agent-spec", "--target", "nobody"],
    notFound: ["compile", "agent-spec", "--target", "claude", "--session", none],
  },
  "generate-agent-files": {
    success: ["generate-agent-files"],
    kind: "files",
    notFound: ["generate-agent-files", "--project", "no-such-project"],
  },
  "generate-agent-files --agents": {
    success: ["generate-agent-files", "--agents", "all"],
    kind: "files",
    misuse: ["generate-agent-files", "--agents", "nobody"],
    notFound: ["generate-agent-files", "--agents", "all", "--project", "no-such-project"],
  },
  "generate-agent-files --remove": { success: ["generate-agent-files", "--remove"], kind: "files" },
  "agents install-hooks": {
    success: ["agents", "install-hooks"],
    kind: "files",
    misuse: ["agents", "install-hooks", "--agents", "nobody"],
    notFound: ["agents", "install-hooks", "--project", "no-such-project"],
  },
  "sync setup": {
    success: ["sync", "setup", "pages", "--kind", "notion", "--data-source", "0".repeat(32), "--no-check"],
    kind: "remote-set-up",
    misuse: ["sync", "setup"],
    notFound: ["sync", "setup", "nowhere", "--remove"],
  },
  "sync test": {
    success: ["sync", "test"],
    kind: "remote-check",
    notFound: ["sync", "test", "--remote", "nowhere"],
  },
  "sync status": {
    success: ["sync", "status", "--all"],
    kind: "sync-plan",
    notFound: ["sync", "status", "--session", none],
  },
  "sync diff": {
    success: ["sync", "diff", "--all"],
    kind: "sync-diff",
    misuse: ["sync", "diff", "no-document"],
    notFound: ["sync", "diff", "--session", none],
  },
  "sync push": {
    success: ["sync", "push"],
    kind: "sync-result",
    misuse: ["sync", "push", "--progress", "x"],
    notFound: ["sync", "push", "--session", none],
  },
  "sync push --dry-run": {
    success: ["sync", "push", "--all", "--dry-run"],
    kind: "sync-plan",
    misuse: ["sync", "push", "--removed", "no-document"],
  },
  "sync pull": {
    success: ["sync", "pull"],
    kind: "sync-result",
    notFound: ["sync", "pull", "--session", none],
  },
  "sync pull, and it is in conflict": {
    success: ["sync", "pull", "--session", "proposing"],
    kind: "sync-result",
    exit: 4,
  },
  "sync resolve": {
    success: ["sync", "resolve", "proposing/plan"],
    kind: "sync-conflicts",
    exit: 4,
    misuse: ["sync", "resolve", "--ours"],
    notFound: ["sync", "resolve", "spec", "--session", none],
  },
  "sync resolve --ours": {
    success: ["sync", "resolve", "proposing/plan", "--ours"],
    kind: "sync-resolution",
    misuse: ["sync", "resolve", "proposing/plan", "--ours", "--theirs"],
  },
  "sync log": {
    success: ["sync", "log"],
    kind: "sync-log",
    misuse: ["sync", "log", "--limit", "0"],
    notFound: ["sync", "log", "--remote", "nowhere"],
  },
  "sync trash": {
    success: ["sync", "trash"],
    kind: "sync-trash",
    notFound: ["sync", "trash", "abcdef"],
  },
  "constitution list": { success: ["constitution", "list"], kind: "constitution-list" },
  "constitution show": {
    success: ["constitution", "show", "article-3/one-title"],
    kind: "constitution-entry",
    misuse: ["constitution", "show"],
    notFound: ["constitution", "show", "no-such-rule"],
  },
  "constitution check": { success: ["constitution", "check"], kind: "constitution-check" },
  completion: {
    success: ["completion", "bash"],
    kind: "completion",
    misuse: ["completion", "cmd"],
    anywhere: true,
  },
  hook: { success: ["hook", "claude"], kind: "error", misuse: ["hook", "nobody"], anywhere: true, raw: true },
  guard: {
    success: ["guard", "--staged"],
    kind: "guard-report",
    misuse: ["guard"],
  },
  mcp: { success: ["mcp"], kind: "error", misuse: ["mcp", "x"], anywhere: true, lasting: true },
  "mcp serve": {
    success: ["mcp", "serve", "--http", "127.0.0.1:0"],
    kind: "mcp-server",
    misuse: ["mcp", "serve", "--http", "nowhere"],
    anywhere: true,
    lasting: true,
  },
  "mcp token add": {
    success: ["mcp", "token", "add", "laptop", "--tenant", "shop", "--directory", "../server"],
    kind: "mcp-token",
    misuse: ["mcp", "token", "add", "laptop", "--tenant", "Not A Name"],
    anywhere: true,
  },
  "mcp token list": {
    success: ["mcp", "token", "list", "--tokens", "../tokens"],
    kind: "mcp-token-list",
    misuse: ["mcp", "token", "list", "x"],
    anywhere: true,
  },
  "mcp token remove": {
    success: ["mcp", "token", "remove", "desk", "--tokens", "../tokens"],
    kind: "mcp-token-removal",
    misuse: ["mcp", "token", "remove"],
    notFound: ["mcp", "token", "remove", "nothing", "--tokens", "../tokens"],
    anywhere: true,
  },
  "docs install": { success: ["docs", "install"], kind: "files", misuse: ["docs", "install", "x"] },
};

const rows = Object.entries(table);
const ending = rows.filter(([, row]) => row.lasting !== true && row.raw !== true);
const schemas = fileURLToPath(new URL("../../../docs/schemas", import.meta.url));
const ajv = new Ajv2020({ strict: false });

const schemaOf = (kind: string) => JSON.parse(readFileSync(join(schemas, `${kind}.schema.json`), "utf8"));

/** Characters that could command a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may pass
const commanding = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let original: string | undefined;

/** Another repository as the remote, served by `idse mcp`; both wrote the same line of one document. */
const syncAndDisagree = (repo: string): void => {
  const upstream = temporaryFolder("upstream");
  textOf(upstream, "init");
  edit(join(repo, ".idse/config.json"), (text) => {
    const command = [process.execPath, bin, "mcp", "-C", upstream];
    return JSON.stringify({ ...JSON.parse(text), remotes: { team: { kind: "artifact-core", command } } });
  });
  textOf(repo, "sync", "push", "--all");
  const title = (folder: string, text: string): void =>
    edit(join(sessionFolder(folder, "proposing"), stageFiles.plan), (plan) => plan.replace(/^# .*/, text));
  title(upstream, "# Theirs");
  title(repo, "# Ours");
  const pulled = idse(["sync", "pull", "--session", "proposing"], { cwd: repo });
  if (pulled.code !== 4) throw new Error(`The pull exited with ${pulled.code}: ${pulled.stderr}`);
};

/** A filled blueprint and two features, with a remote, one with a proposal and something to mend; the same at the start of every run. */
const prepared = (): string => {
  if (original === undefined) {
    original = workspace({ filled: true });
    mkdirSync(join(original, "src"));
    edit(
      join(sessionFolder(original), stageFiles.intent),
      (text) => `${text}\nParcels are insured. Parcels are tracked by number.\n`,
    );
    const source = ["--source", "__blueprint__:intent"];
    textOf(original, "blueprint", "declare", ...invariant("Parcels are tracked by number"), ...source);
    textOf(original, "spawn", "checkout");
    edit(join(sessionFolder(original, "checkout"), stageFiles.spec), (text) =>
      text.replace('description: ""', 'description: "Takes the money."'),
    );
    textOf(original, "session", "add-collaborator", "checkout", "--name", "Cy");
    textOf(original, "spawn", "proposing");
    edit(
      join(sessionFolder(original, "proposing"), stageFiles.spec),
      (text) => `${text}\n## Blueprint: Overview\n\nNew.\n`,
    );
    edit(join(sessionFolder(original, "proposing"), stageFiles.intent), (text) =>
      text.replace(/## Stakeholders[\s\S]*?(?=## )/, ""),
    );
    syncAndDisagree(original);
  }
  const copy = temporaryFolder();
  cpSync(original, copy, { recursive: true });
  // Beside the repository and in it, so that it is above the root and above a folder of it.
  const entry = {
    hash: `sha256:${"0".repeat(64)}`,
    tenant: "shop",
    name: "desk",
    createdAt: "2026-11-25T12:00:00.000Z",
  };
  for (const folder of [copy, join(copy, "..")]) write(join(folder, "tokens"), `${JSON.stringify(entry)}\n`);
  return copy;
};

const expectSchema = (kind: string, value: unknown): void => {
  const validate = ajv.getSchema(kind) ?? ajv.addSchema(schemaOf(kind), kind).getSchema(kind);
  if (validate === undefined) throw new Error(`${kind} has no schema`);
  if (!validate(value))
    throw new Error(`${kind} does not fit its schema: ${ajv.errorsText(validate.errors)}`);
};

const expectOneDocument = (run: Run, kind: string): void => {
  expect(run.stdout).toMatch(/^\{[^\n]*\}\n$/);
  const value = jsonOf(run);
  expect(value).toMatchObject({ schemaVersion: 1, kind });
  expectSchema(kind, value);
};

/** What an agent's text would be taken from, for the one command that reads it before it looks at anything else. */
const inputOf = (args: ReadonlyArray<string>) => (args[0] === "artifact" ? { input: "# Intent\n" } : {});

const expectFailure = (
  cwd: string,
  args: ReadonlyArray<string>,
  exit: number,
  start: typeof idse = idse,
): string => {
  const text = idse(args, { cwd, ...inputOf(args) });
  expect({ args, code: text.code, stdout: text.stdout }).toEqual({ args, code: exit, stdout: "" });
  expect(text.stderr).toMatch(/^idse: \S/);
  const json = start([...args, "--json"], { cwd, ...inputOf(args) });
  expect({ args, code: json.code }).toEqual({ args, code: exit });
  expectOneDocument(json, "error");
  return text.stderr;
};

describe("every command", () => {
  let repo = "";
  beforeAll(() => {
    repo = prepared();
  });

  it.each(ending)(
    "%s: succeeds in text, and in JSON from a sub-directory",
    (_name, { success, kind, exit = 0, input }) => {
      const roots = [prepared(), prepared()] as const;
      const text = idse(success, { cwd: roots[0], ...(input === undefined ? {} : { input }) });
      expect({ code: text.code, stderr: text.stderr }).toEqual({ code: exit, stderr: "" });
      expect(text.stdout).toMatch(/\n$/);
      const cwd = join(roots[1], "src");
      const json = idseProcess([...success, "--json"], { cwd, input: input ?? "" });
      expect(json.code).toBe(exit);
      expectOneDocument(json, kind);
      expect(readdirSync(cwd)).toEqual([]);
      for (const out of [text.stdout, json.stdout]) {
        for (const root of roots) expect(out).not.toContain(root);
        expect(out).not.toMatch(commanding);
      }
    },
  );

  it.each(rows)("%s: misuse exits with 2", (_name, { success, misuse, raw }) => {
    const args = misuse ?? [...success, "--no-such-option"];
    if (raw === true)
      expect(idse(args, { cwd: repo })).toEqual({
        code: 2,
        stdout: "",
        stderr: expect.stringMatching(/^idse: /),
      });
    else expectFailure(repo, args, 2);
  });

  it.each(rows.filter(([, row]) => row.notFound !== undefined))(
    "%s: what is not there exits with 3",
    (_name, row) => {
      expectFailure(repo, row.notFound ?? [], 3);
    },
  );

  it.each(rows.filter(([, row]) => row.anywhere !== true))(
    "%s: no workspace exits with 3",
    (_name, { success }) => {
      const cwd = temporaryFolder();
      expect(expectFailure(cwd, success, 3)).toMatch(/\n {2}idse init\n$/);
    },
  );

  it.each([
    [2, ["status", "--no-such-option"]],
    [3, ["status", "--session", none]],
    [4, ["spawn", "checkout"]],
    [6, ["status"]],
  ])("fails with %i as a process of its own, too", (exit, args) => {
    const cwd = exit === 6 ? prepared() : repo;
    if (exit === 6) write(join(cwd, ".idse/config.json"), "{");
    expectFailure(cwd, args, exit, idseProcess);
  });

  it("stands in the table", () => {
    const help = (...words: ReadonlyArray<string>): string =>
      textOf(repo, "help", ...words, ...(words.length === 0 ? ["--all"] : []));
    const namesIn = (text: string): Array<string> =>
      [
        ...text
          .replaceAll(/^(?:Arguments|Options):\n(?: .*\n)*/gm, "")
          .matchAll(/^ {2}([a-z][a-z-]*)(?=[ \n])/gm),
      ].flatMap(([, name]) => (name === undefined || name === "help" ? [] : [name]));
    const leavesOf = (...words: ReadonlyArray<string>): ReadonlyArray<string> => {
      const below = namesIn(help(...words)).flatMap((name) => leavesOf(...words, name));
      return below.length === 0 ? [words.join(" ")] : below;
    };
    const leaves = leavesOf();
    expect(leaves.length).toBeGreaterThan(20);
    for (const leaf of leaves) expect(Object.keys(table)).toContain(leaf);
  });

  it("has a published schema, and each schema of a command's answer is used", () => {
    const kinds = new Set([...rows.map(([, row]) => row.kind), "error"]);
    const published = readdirSync(schemas).map((name) => name.replace(/\.schema\.json$/, ""));
    for (const kind of kinds) expect(published).toContain(kind);
    const answers = published.filter((name) => {
      const { properties } = schemaOf(name);
      return properties?.kind !== undefined && properties?.schemaVersion !== undefined;
    });
    expect([...kinds].sort()).toEqual(answers.sort());
  });
});

describe("words that idse does not know", () => {
  it.each([
    [["statsu"]],
    [["session", "statsu"]],
    [["session"]],
    [["agents"]],
    [["compile", "x"]],
    [["--nonsense"]],
    [["status", "x"]],
  ])("%j is misuse", (args) => {
    expectFailure(temporaryFolder(), args, 2);
  });

  it("come with the nearest word it knows", () => {
    expect(idse(["statsu"], { cwd: temporaryFolder() }).stderr).toContain("status");
  });

  it("are still JSON wherever --json stands", () => {
    for (const args of [
      ["--json", "statsu"],
      ["statsu", "--json"],
      ["status", "--json", "--limit", "x"],
    ]) {
      const run = idse(args, { cwd: temporaryFolder() });
      expect(run.code).toBe(2);
      expectOneDocument(run, "error");
    }
  });
});

describe("help and version", () => {
  it.each([
    ["help"],
    ["--help"],
    ["-h"],
    ["status --help"],
    ["help session"],
    ["session --help"],
    ["session create --help"],
  ])("idse %s prints to stdout", (line) => {
    const run = idse(line.split(" "), { cwd: temporaryFolder() });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(/^Usage: idse /);
  });

  it("groups the commands", () => {
    const help = textOf(temporaryFolder(), "--help");
    for (const group of ["Start:", "Write:", "Check:", "Agents:", "Sync:"])
      expect(help).toContain(`\n${group}\n`);
    expect(textOf(temporaryFolder(), "help")).toBe(help);
  });

  it("lists what programs type only where all is asked for", () => {
    const cwd = temporaryFolder();
    for (const line of ["help", "--help"]) {
      expect(textOf(cwd, line)).not.toMatch(/^Plumbing:|^ {2}mcp /m);
      expect(textOf(cwd, line, "--all")).toMatch(/\nPlumbing:\n(?: .*\n)* {2}mcp /);
    }
    expect(textOf(cwd, "help", "mcp")).toContain("serve");
    expect(idse(["mpc"], { cwd }).stderr).toContain("mcp");
  });

  it.each(["--version", "-V"])("%s prints the version and nothing else", (option) => {
    const { version } = JSON.parse(readFileSync(join(bin, "../../package.json"), "utf8"));
    expect(idse([option], { cwd: temporaryFolder() })).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
    expect(idse([option, "--json"], { cwd: temporaryFolder() })).toMatchObject({ code: 0 });
  });
});

describe("the environment", () => {
  let repo = "";
  beforeAll(() => {
    repo = prepared();
  });

  const statusIn = (env: Record<string, string>, ...args: ReadonlyArray<string>) =>
    idse(["status", ...args], { cwd: repo, env });

  it("colours only where it is asked to, and never in JSON", () => {
    const colour = "\u001b[";
    expect(statusIn({}).stdout).not.toContain(colour);
    expect(statusIn({ FORCE_COLOR: "1" }).stdout).toContain(colour);
    expect(statusIn({ NO_COLOR: "1" }).stdout).not.toContain(colour);
    expect(statusIn({ FORCE_COLOR: "1" }, "--json").stdout).not.toContain(colour);
  });

  it("prints hints as the reader can type them", () => {
    const cwd = temporaryFolder();
    expect(idse(["status"], { cwd }).stderr).toMatch(/\n {2}idse init\n$/);
    expect(idse(["status"], { cwd, env: { npm_command: "exec" } }).stderr).toMatch(/\n {2}npx idse init\n$/);
    expect(jsonOf(idse(["status", "--json"], { cwd, env: { npm_command: "exec" } })).error.hint).toBe(
      "npx idse init",
    );
    const next = idse(["next"], { cwd: workspace(), env: { npm_command: "exec" } }).stdout;
    expect(next).toContain("  npx idse validate --session __blueprint__ --through intent\n");
    expect(next).not.toMatch(/(?<!npx )idse validate/);
  });

  it("IDSE_SESSION and --session choose the session, the flag first", () => {
    expect(jsonOf(statusIn({ IDSE_SESSION: "checkout" }, "--json"))).toMatchObject({
      session: { id: "checkout" },
      resolvedBy: "environment",
    });
    expect(
      jsonOf(statusIn({ IDSE_SESSION: "checkout" }, "--session", "__blueprint__", "--json")),
    ).toMatchObject({
      session: { id: "__blueprint__" },
      resolvedBy: "flag",
    });
    expect(statusIn({ IDSE_SESSION: none }).code).toBe(3);
    expect(statusIn({ IDSE_SESSION: none }).stderr).toContain("IDSE_SESSION");
    expect(statusIn({ IDSE_SESSION: "" }).code).toBe(0);
  });

  it("two projects need a choice, by flag, environment, CURRENT_PROJECT or config", () => {
    const both = workspace();
    textOf(both, "init", "second");
    const run = idse(["status", "--json"], { cwd: both });
    expect(run.code).toBe(3);
    expect(jsonOf(run).error).toMatchObject({
      code: "project-ambiguous",
      details: { projects: ["demo", "second"] },
    });
    const projectIn = (env: Record<string, string>, ...args: ReadonlyArray<string>) =>
      jsonOf(idse(["status", "--json", ...args], { cwd: both, env })).project;
    expect(projectIn({}, "--project", "second")).toBe("second");
    expect(projectIn({ IDSE_PROJECT: "second" })).toBe("second");
    expect(projectIn({ IDSE_PROJECT: "second" }, "--project", "demo")).toBe("demo");
    edit(join(both, ".idse/config.json"), (text) => text.replace("{", '{ "default_project": "second",'));
    expect(projectIn({})).toBe("second");
    write(join(both, ".idse/projects/CURRENT_PROJECT"), "demo\n");
    expect(projectIn({})).toBe("demo");
    expect(idse(["status"], { cwd: both, env: { IDSE_PROJECT: "third" } }).code).toBe(3);
  });

  it("-C and any sub-directory find the same workspace", () => {
    const deep = join(repo, "src/a/b");
    mkdirSync(deep, { recursive: true });
    const expected = answerOf(repo, "status");
    expect(answerOf(deep, "status")).toEqual(expected);
    expect(answerOf(join(repo, ".idse/projects/demo"), "status")).toEqual(expected);
    expect(answerOf(temporaryFolder(), "-C", repo, "status")).toEqual(expected);
    expect(answerOf(repo, "status", "--dir", "src/a")).toEqual(expected);
    expect(idse(["status", "-C", join(repo, "no/such/folder/../../..")], { cwd: deep }).code).toBe(0);
  });
});

describe("text from documents", () => {
  const evil = "\u001b]0;owned\u0007\u001b[31mred\u202e\u009b2J";

  it("cannot command a terminal", () => {
    const repo = workspace();
    const folder = sessionFolder(repo);
    write(join(folder, stageFiles.intent), `# ${evil}\n\n## Goal ${evil}\n\n[REQUIRES INPUT: ${evil}]\n`);
    fillIn(repo, "__blueprint__", ["context"]);
    edit(join(folder, stageFiles.spec), (text) =>
      text.replace('name: "demo"', () => `name: ${JSON.stringify(evil)}`),
    );
    edit(join(folder, "metadata/session.json"), (text) => {
      const metadata = { ...JSON.parse(text), owner: evil, tags: [evil], description: evil, name: evil };
      return JSON.stringify(metadata);
    });
    edit(join(repo, ".idse/projects/demo/agent_registry.json"), (text) => {
      const registry = JSON.parse(text);
      registry.agents[0].role = evil;
      return JSON.stringify(registry);
    });
    write(join(sessionFolder(repo, "broken"), "metadata/session.json"), `{ "${evil}`);
    write(join(repo, ".idse/projects/demo/CURRENT_SESSION"), `${evil}\n`);
    const commands = [
      [],
      ["status"],
      ["status", "--all"],
      ["next"],
      ["sessions"],
      ["session-info", "__blueprint__"],
      ["validate", "--verbose"],
      ["validate", "--all"],
      ["agents", "list"],
      ["agents", "route", "intent"],
      ["compile", "agent-spec", "--dry-run"],
      ["session", "set-owner", "__blueprint__", "--owner", `${evil}2`],
      ["session", "switch", evil],
      ["session", "tag", "broken", evil],
      [evil],
      ["--project", evil],
    ];
    for (const args of commands) {
      const run = idse(args, { cwd: repo });
      expect({ args, out: `${run.stdout}${run.stderr}` }).toEqual({
        args,
        out: expect.not.stringMatching(commanding),
      });
      expect([0, 1, 2, 3, 6]).toContain(run.code);
    }
  });
});

describe("the process", () => {
  it("says which Node it needs where this one is too old", () => {
    const pretend =
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}});Object.defineProperty(process,'version',{value:'v20.20.2'})";
    const run = runScript(bin, ["status"], {
      cwd: temporaryFolder(),
      env: { NODE_OPTIONS: `--import=${pretend}` },
    });
    expect(run).toEqual({
      code: 6,
      stdout: "",
      stderr: "idse needs Node 22.19 or newer; this is v20.20.2.\n",
    });
  });
});
