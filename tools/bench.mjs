/**
 * `npm run bench`: the built command line beside what it is to be measured against, in one run, as ratios.
 * Start-up against `node -e 0`; whole projects against git, a bare walk and ripgrep on the same tree.
 *
 *     node tools/bench.mjs [--sessions 1000,10000] [--rounds 11] [--bulk-rounds 3]
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { rgPath } from "@vscode/ripgrep";
import { root } from "./node-runtime.mjs";

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};
const sizes = option("--sessions", "1000,10000").split(",").map(Number);
const rounds = Number(option("--rounds", "11"));
const bulkRounds = Number(option("--bulk-rounds", "3"));

const cli = join(root, "apps/cli/bin/idse.js");
const node = process.execPath;
const idse = (...args) => [node, cli, ...args];

/** What an agent hands its hook before it writes. */
const payload = JSON.stringify({
  hook_event_name: "PreToolUse",
  tool_name: "Bash",
  tool_input: { command: "cd src && npx tsc --noEmit && echo done > ../out.txt" },
});

/** Wall milliseconds of one run. A command that cannot start is a fault of the bench. */
const time = (command, cwd) => {
  const [program, ...args] = command;
  const start = process.hrtime.bigint();
  const { error } = spawnSync(program, args, { cwd, input: payload, stdio: "pipe", maxBuffer: 1 << 30 });
  if (error) throw error;
  return Number(process.hrtime.bigint() - start) / 1e6;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The cases in turn, round by round, so that a drift of the machine meets all of them alike. */
const measure = (cases, cwd, count) => {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (const name of Object.keys(cases)) time(cases[name], cwd);
  for (let round = 0; round < count; round++) {
    for (const name of Object.keys(cases)) times[name].push(time(cases[name], cwd));
  }
  return times;
};

const print = (title, times, base) => {
  const floor = median(times[base]);
  console.log(`\n${title}`);
  for (const [name, values] of Object.entries(times)) {
    const at = median(values);
    const spread = `${Math.min(...values).toFixed(0)}-${Math.max(...values).toFixed(0)}`;
    console.log(
      `  ${name.padEnd(34)} ${at.toFixed(0).padStart(7)} ms  ${(at / floor).toFixed(2).padStart(7)} x  (${spread})`,
    );
  }
};

/** Every marker of a session answered, and some 4 kB of prose in each document, as real ones have. */
const prose = "The service keeps what it was told and says so when it cannot. ".repeat(45);
const fill = (text) =>
  `${text.replace(/\[REQUIRES INPUT[^\]]*\]/g, "It is decided.")}\n## Notes\n\n${prose}\n`;

const grow = (folder, count) => {
  spawnSync("git", ["init", "-q"], { cwd: folder });
  spawnSync(...[node, [cli, "init", "bench", "--agents", "claude-code"]], { cwd: folder });
  spawnSync(...[node, [cli, "spawn", "seed"]], { cwd: folder });
  const sessions = join(folder, ".idse/projects/bench/sessions");
  const seed = join(sessions, "seed");
  for (const stage of readdirSync(seed)) {
    for (const file of readdirSync(join(seed, stage))) {
      if (!file.endsWith(".md")) continue;
      const path = join(seed, stage, file);
      const report = file === "README.md" ? "\n- **Store** (`src/store.ts`): made\n" : "";
      writeFileSync(path, fill(readFileSync(path, "utf8")).replace("## Notes", `${report}\n## Notes`));
    }
  }
  const metadata = readFileSync(join(seed, "metadata/session.json"), "utf8");
  for (let index = 1; index < count; index++) {
    const id = `feature-${index}`;
    cpSync(seed, join(sessions, id), { recursive: true });
    writeFileSync(join(sessions, id, "metadata/session.json"), metadata.replaceAll('"seed"', `"${id}"`));
    // No two documents are quite alike, so that nothing is measured that is known already.
    writeFileSync(
      join(sessions, id, "specs/spec.md"),
      `${readFileSync(join(seed, "specs/spec.md"), "utf8")}\nNumber ${index}.\n`,
    );
  }
  spawnSync("git", ["add", "-A"], { cwd: folder });
  spawnSync(
    "git",
    ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "commit", "-qm", "bench"],
    { cwd: folder },
  );
};

const walk = `const fs=require("fs");const go=(d)=>{for(const e of fs.readdirSync(d,{withFileTypes:true})){const p=d+"/"+e.name;if(e.isDirectory())go(p);else fs.statSync(p)}};go(".idse/projects")`;

/** What a command needs at its height, in MB, as the system counts it. */
const peakMemory = (command, cwd) => {
  const [program, ...args] = command;
  const probe = `process.on("exit",()=>process.stderr.write("PEAK "+process.resourceUsage().maxRSS+"\\n"));`;
  const preload = join(temporary, "peak.cjs");
  writeFileSync(preload, probe);
  const { stderr } = spawnSync(program, ["--require", preload, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 30,
    encoding: "utf8",
  });
  return Math.round(Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024);
};

const load = () =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(" ");
console.log(
  `node ${process.version}, ${availableParallelism()} cores, load ${load()} at the start; medians, ratios to the first row, (min-max)`,
);

const temporary = mkdtempSync(join(tmpdir(), "idse-bench-"));
try {
  const small = join(temporary, "small");
  mkdirSync(small);
  grow(small, 1);
  const start = {
    "node -e 0": [node, "-e", "0"],
    "idse --version": idse("--version"),
    "idse hook claude": idse("hook", "claude"),
    "idse status": idse("status", "--session", "seed"),
    "idse validate": idse("validate", "--session", "seed"),
  };
  print(`Start-up, ${rounds} rounds`, measure(start, small, rounds), "node -e 0");
  for (const count of sizes) {
    const tree = join(temporary, `tree-${count}`);
    mkdirSync(tree);
    grow(tree, count);
    const cache = join(tree, ".idse/.local/cache");
    const all = idse("validate", "--all", "--json");
    // First runs, each without what an earlier one kept; files are in the system's cache by then.
    const first = { "rg -l": [], "validate --all, first run": [] };
    for (let round = 0; round <= bulkRounds; round++) {
      rmSync(cache, { recursive: true, force: true });
      const found = time([rgPath, "-lF", "--hidden", "[REQUIRES INPUT", ".idse/projects"], tree);
      const validated = time(all, tree);
      if (round === 0) continue;
      first["rg -l"].push(found);
      first["validate --all, first run"].push(validated);
    }
    print(`${count} sessions x 7 documents, nothing kept, ${bulkRounds} rounds`, first, "rg -l");
    rmSync(cache, { recursive: true, force: true });
    const atFirst = peakMemory(all, tree);
    const spec = join(tree, ".idse/projects/bench/sessions/feature-1/specs/spec.md");
    const text = readFileSync(spec, "utf8");
    const cases = {
      "walk + stat": [node, "-e", walk],
      "git status": ["git", "status", "--porcelain"],
      "validate --all --json": all,
      "status --all --json": idse("status", "--all", "--json"),
      "sessions --json": idse("sessions", "--json"),
      "overlap --json": idse("overlap", "--json"),
      "validate of one session": idse("validate", "--session", "feature-2", "--json"),
      "node -e 0": [node, "-e", "0"],
    };
    print(
      `${count} sessions x 7 documents, unchanged, ${bulkRounds} rounds`,
      measure(cases, tree, bulkRounds),
      "walk + stat",
    );
    const changed = { unchanged: [], "one document changed": [] };
    for (let round = 0; round < bulkRounds; round++) {
      changed.unchanged.push(time(all, tree));
      writeFileSync(spec, `${text}\nRound ${round}.\n`);
      changed["one document changed"].push(time(all, tree));
      time(all, tree);
    }
    print(`${count} sessions, one document changed before each run`, changed, "unchanged");
    console.log(
      `\npeak memory of validate --all: ${atFirst} MB at first, ${peakMemory(all, tree)} MB unchanged`,
    );
    rmSync(tree, { recursive: true, force: true });
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`\nload ${load()} at the end`);
