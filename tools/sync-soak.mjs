/**
 * Sync at length: the model of the engine with 1 000 000 programs in memory and 2 000 on disk, and 100 kills of
 * real processes, other ones in each run. Ends with the counts, or with the smallest program that breaks it.
 *
 *     npm run test:sync-soak
 *     IDSE_SYNC_RUNS=50000 IDSE_SYNC_DISK_RUNS=100 IDSE_SYNC_KILLS=10 IDSE_SEED=7 npm run test:sync-soak     shorter, or a run again
 */
import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentFor, modernNode, noModernNode, root } from "./node-runtime.mjs";

const node = modernNode();
if (!node) {
  console.error(noModernNode);
  process.exit(1);
}
const {
  IDSE_SYNC_RUNS: runs = "1000000",
  IDSE_SYNC_DISK_RUNS: diskRuns = "2000",
  IDSE_SYNC_KILLS: kills = "100",
  IDSE_SEED: firstSeed = String(Date.now() % 2 ** 30),
} = process.env;
/** One process runs so many and begins afresh, so that none grows without end. */
const inMemory = 5_000;
const onDisk = 200;
const killed = 20;

const placeOf = (script) =>
  script.includes("kills") ? "killed" : script.includes("onDisk") ? "on disk" : "in memory";

const jobsOf = (total, size, script, ...args) =>
  Array.from({ length: Math.ceil(total / size) }, (_, index) => ({
    place: placeOf(script),
    args: [script, ...args, String(Math.min(size, total - index * size)), String(Number(firstSeed) + index)],
  }));

const acceptance = join("apps", "acceptance", "test", "sync");
const jobs = [
  ...jobsOf(Number(kills), killed, join(acceptance, "kills.ts")),
  ...jobsOf(Number(diskRuns), onDisk, join(acceptance, "onDisk.ts")),
  ...jobsOf(Number(runs), inMemory, join("packages", "sync-engine", "test", "model", "run.ts"), "model"),
];
const totals = { killed: {}, "on disk": {}, "in memory": {} };
const start = performance.now();

const run = async ({ place, args }) => {
  const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];
  const options = { cwd: root, env: environmentFor(node), maxBuffer: 2 ** 26 };
  const { stdout } = await promisify(execFile)(node, [...flags, ...args], options);
  for (const [name, count] of Object.entries(JSON.parse(stdout)))
    totals[place][name] = (totals[place][name] ?? 0) + count;
};

const work = async () => {
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await run(job);
};

try {
  console.log(`seed ${firstSeed}`);
  await Promise.all(Array.from({ length: availableParallelism() }, work));
} catch (error) {
  jobs.length = 0;
  console.error(error.stderr ?? error);
  process.exitCode = 1;
}
for (const [place, total] of Object.entries(totals)) console.log(`${place}: ${JSON.stringify(total)}`);
console.log(`in ${Math.round((performance.now() - start) / 1000)} s`);
