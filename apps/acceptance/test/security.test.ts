/** What SECURITY.md promises: no socket unless asked to sync or serve, and no file outside of .idse but those it lists. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { agentFilePaths, agents } from "@idse/agent-files";
import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  bin,
  edit,
  fillIn,
  runScript,
  sessionFolder,
  stageFiles,
  temporaryFolder,
  textOf,
  workspace,
  write,
} from "../../cli/test/support.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const helper = (name: string): string => fileURLToPath(new URL(`security/${name}`, import.meta.url));

/** Every command but those that are asked to reach somebody; `[exit code, words]`. */
const commands: ReadonlyArray<readonly [number, string]> = [
  [0, ""],
  [0, "init other --dry-run"],
  [0, "status --all"],
  [0, "next"],
  [0, "context --stage plan"],
  [0, "prime"],
  [0, "doctor --verbose"],
  [0, "session create made --title Made"],
  [0, "session switch made"],
  [0, "session set-owner made --owner Bo"],
  [0, "session add-collaborator made --name Cy"],
  [0, "session remove-collaborator made --name Cy"],
  [0, "session tag made urgent"],
  [0, "session set-status made --status review"],
  [0, "session set-stage __blueprint__ --stage intent --status completed"],
  [0, "session set-stage __blueprint__ --stage context --status completed"],
  [0, "artifact write --stage intent --session __blueprint__ --file named/intent.md"],
  [0, "artifact show --stage intent"],
  [0, "stage ack context --of intent --session __blueprint__ --reason Read."],
  [0, "diff context --session __blueprint__"],
  [0, "spawn spawned"],
  [0, "sessions"],
  [0, "session-info checkout --lineage"],
  [1, "validate --all --format sarif=named/report.sarif --format text"],
  [0, "validate --all --baseline named/baseline.json --update-baseline"],
  [0, "trace"],
  [0, "overlap"],
  [0, "constitution list"],
  [0, "constitution show III"],
  [0, "constitution check"],
  [0, "blueprint merge proposing"],
  [0, "docs install"],
  [0, "completion zsh"],
  [0, "guard --staged"],
  [0, "agents list"],
  [0, "agents show gpt-codex"],
  [0, "agents route spec"],
  [0, "agents add helper --stages feedback"],
  [0, "agents set-mode helper implementation"],
  [0, "agents set-role helper helper"],
  [0, "agents set-stages helper plan"],
  [0, "agents remove helper"],
  [0, "agents install-hooks --agents all"],
  [0, "generate-agent-files --agents all"],
  ...["claude", "copilot", "codex", "opencode"].map(
    (target) => [0, `compile agent-spec --session checkout --target ${target}`] as const,
  ),
  [0, "compile agent-spec --session checkout --out named/profiles"],
  [0, "query sessions"],
  [0, "export --all"],
  [0, "export --all --format html --out named/report.html"],
  [0, "migrate"],
  [1, "blueprint promote --claim What+was+named --classification invariant --source checkout:spec"],
  [0, "blueprint declare --claim What+was+named --classification invariant --source __blueprint__:intent"],
  [3, "blueprint reinforce --claim-id C-00000000 --source checkout:spec"],
  [3, "blueprint demote --claim-id C-00000000 --reason wrong"],
  [0, "blueprint claims"],
  [0, "blueprint extract-candidates"],
  [0, "blueprint verify"],
  [0, "blueprint report --write"],
  [0, "mcp token add ada --tenant ada --directory server"],
  [0, "mcp token list --directory server"],
  [0, "mcp token remove ada --directory server"],
];

/** They are run apart, because they take standard input to its end. */
const apart: ReadonlyArray<readonly [string, string]> = [
  ["hook claude", JSON.stringify({ tool_name: "Bash", tool_input: { command: "ls" } })],
  ["mcp", ""],
];

const asked = /^(?:sync |store |mcp serve$)/;

/** As a shell would take them apart; a plus is a space inside a word. */
const wordsOf = (line: string): ReadonlyArray<string> =>
  line
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => word.replaceAll("+", " "));

let above = "";
let repo = "";
let sockets = "";

const watched = (script: string, args: ReadonlyArray<string>, input = "", env = {}) =>
  runScript(script, args, {
    cwd: repo,
    input,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: join(above, "home"),
      TMPDIR: join(above, "tmp"),
      TMP: join(above, "tmp"),
      // With it a remote could be reached.
      IDSE_ARTIFACT_CORE_TOKEN: "a-token",
      SOCKETS: sockets,
      NODE_OPTIONS: `--import=${pathToFileURL(helper("watch-sockets.mjs")).href} --disable-warning=MaxListenersExceededWarning`,
      ...env,
    },
  });

const seen = (): string => (existsSync(sockets) ? readFileSync(sockets, "utf8") : "");

/** A repository in use, with a remote that is somewhere in the network. */
beforeAll(() => {
  repo = workspace({ git: true, filled: true });
  above = dirname(repo);
  sockets = join(temporaryFolder(), "sockets.txt");
  for (const name of ["home", "tmp"]) write(join(above, name, ".keep"), "");
  write(join(repo, "named/intent.md"), "# Intent\n\nWhat was named.\n");
  write(join(repo, "server/.keep"), "");
  edit(join(repo, ".idse/config.json"), (text) =>
    JSON.stringify({
      ...JSON.parse(text),
      remotes: { team: { kind: "artifact-core", url: "https://idse.invalid/mcp" } },
    }),
  );
  textOf(repo, "spawn", "checkout");
  fillIn(repo, "checkout");
  edit(join(sessionFolder(repo, "checkout"), stageFiles.spec), (text) =>
    text.replace('description: ""', 'description: "Takes the money."'),
  );
  textOf(repo, "spawn", "proposing");
  edit(
    join(sessionFolder(repo, "proposing"), stageFiles.spec),
    (text) => `${text}\n## Blueprint: Overview\n\nNew.\n`,
  );
  spawnSync("git", ["add", "-A"], { cwd: repo });
});

describe("every command that is not asked to sync or serve", () => {
  it("is among those that are tried", () => {
    const reference = readFileSync(join(root, "docs/reference.md"), "utf8");
    const known = [...reference.matchAll(/^### `idse (.*)`$/gm)].map(([, name = ""]) => name);
    const tried = [...commands.map(([, words]) => words), ...apart.map(([words]) => words)];
    const untried = known.filter(
      (name) => !asked.test(name) && !tried.some((words) => `${words} `.startsWith(`${name} `)),
    );
    expect(known.length).toBeGreaterThan(40);
    expect(untried).toEqual([]);
  });

  it("opens no socket and asks for no name, though a remote is configured", () => {
    const codes = join(above, "codes.json");
    const run = watched(helper("run-each.mjs"), [], "", {
      BUNDLE: join(dirname(bin), "../dist/bin.mjs"),
      CODES: codes,
      COMMANDS: JSON.stringify(commands.map(([, words]) => wordsOf(words))),
    });
    expect({ code: run.code, sockets: seen() }).toEqual({ code: 0, sockets: "" });
    const ended = JSON.parse(readFileSync(codes, "utf8"));
    expect(commands.map(([, words], index) => [ended[index], words])).toEqual(commands);
    for (const [words, input] of apart) watched(bin, words.split(" "), input);
    // One as it is started, for what Node writes.
    expect(watched(bin, ["status"]).code).toBe(0);
    expect(seen()).toBe("");
  });
});

const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));

const table = (): ReadonlyArray<string> =>
  [...readFileSync(join(root, "SECURITY.md"), "utf8").matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(
    ([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path),
  );

describe("what the commands wrote outside of .idse", () => {
  it("is what SECURITY.md lists, and all of that", () => {
    const mine = ["named/intent.md", "server/.keep"];
    const written = [
      ...filesBelow(repo)
        .filter((path) => !path.startsWith(".idse/") && !mine.includes(path))
        .filter((path) => !path.startsWith(".git/") || path.startsWith(".git/idse/")),
      ...filesBelow(join(above, "tmp"))
        .filter((path) => path !== ".keep")
        .map((path) => `/tmp/${path}`),
    ];
    const patterns = table();
    const unlisted = written.filter((path) => !patterns.some((pattern) => matchesGlob(path, pattern)));
    expect(unlisted).toEqual([]);
    expect(patterns.filter((pattern) => !written.some((path) => matchesGlob(path, pattern)))).toEqual([]);
    expect(filesBelow(join(above, "home"))).toEqual([".keep"]);
  });

  it("is listed for every agent, also where one has other files", () => {
    const paths = agentFilePaths({ agents: [...agents], parts: ["instructions", "skills", "mcp", "hooks"] });
    const patterns = table();
    // Looked at, and never written.
    const only = [".cursorrules", "AGENTS.override.md"];
    expect(paths.filter((path) => !patterns.some((pattern) => matchesGlob(path, pattern)))).toEqual(only);
  });
});

describe("the watch", () => {
  it.each([
    ["sync status --remote team", /^(?:dns lookup|connect) by sync status/],
    ["mcp serve --http 127.0.0.1:0 --directory server", /^listen by mcp serve/],
  ])("sees what idse %s does when it is asked to", (words, expected) => {
    const before = seen();
    textOf(repo, "mcp", "token", "list", "--directory", "server");
    expect(watched(bin, words.split(" ")).code).toBe(99);
    expect(seen().slice(before.length)).toMatch(expected);
  });
});
