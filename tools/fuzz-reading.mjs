/**
 * Whether reading a document stays quick, right and alive on hostile texts: hard texts at full size, then
 * random ones until the time is over, with both engines. Exits 1 where a text takes more than two seconds,
 * crashes, or gets a place that does not fit.
 *
 *     node tools/fuzz-reading.mjs [--seconds 60] [--engine satteri] [--size N] [--only WORDS] [--seed N]
 */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cases } from "./fuzz-reading-cases.mjs";
import { environmentFor, modernNode, noModernNode } from "./node-runtime.mjs";

const sizes = { satteri: 5_000_000, micromark: 1_000_000 };
const slow = 2_000;
const givenUp = 15_000;

const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : process.argv[at + 1];
};

/** In the child: reads one text whole and answers how long it took and what is wrong with its places. */
const work = async () => {
  const source = new URL("../packages/pipeline-artifacts/", import.meta.url);
  const load = (path) => import(new URL(path, source).href);
  const { satteriEngine } = await load("src/engines/satteri.ts");
  const { micromarkEngine } = await load("src/engines/micromark.ts");
  const { readWhole, wrongPlaces } = await load("test/reading.ts");
  const { markdown } = await load("test/markdown.ts");
  const { default: fc } = await import("fast-check");
  const engines = { satteri: satteriEngine, micromark: micromarkEngine };
  for (const engine of Object.values(engines)) readWhole(cases.get('"- a\\n" over and over')(5_000), engine);
  process.on("message", ({ name, size, engine, seed }) => {
    const text = name === null ? fc.sample(markdown, { numRuns: 1, seed })[0] : cases.get(name)(size);
    const start = performance.now();
    const answers = readWhole(text, engines[engine]);
    const took = performance.now() - start;
    const wrong =
      text.length > 200_000 && answers.problem !== null ? [] : wrongPlaces(text, engines[engine], answers);
    process.send({ took, length: text.length, problem: answers.problem, wrong });
  });
  process.send("ready");
};

const startWorker = (node) =>
  new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), ["--worker"], {
      execPath: node,
      execArgv: ["--disable-warning=ExperimentalWarning"],
      env: environmentFor(node),
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    });
    child.stderr.resume();
    child.once("message", () => resolve(child));
  });

/** What the child answered, or why it did not. */
const ask = (child, question) =>
  new Promise((resolve) => {
    const end = (answer) => {
      clearTimeout(timer);
      child.removeAllListeners("message");
      child.removeAllListeners("exit");
      resolve(answer);
    };
    const timer = setTimeout(() => end({ failed: `more than ${givenUp / 1_000} s` }), givenUp);
    child.once("message", end);
    child.once("exit", (code, signal) => end({ failed: `crashed (${signal ?? code})` }));
    child.send(question);
  });

const main = async () => {
  const node = modernNode();
  if (!node) {
    console.error(noModernNode);
    return 1;
  }
  const seconds = Number(option("--seconds", "60"));
  const only = option("--only", "");
  const firstSeed = Number(option("--seed", String(Date.now() % 2 ** 31)));
  const results = [];
  let child = await startWorker(node);
  const run = async (question) => {
    const answer = await ask(child, question);
    results.push({ ...question, ...answer });
    if (answer.failed === undefined) return;
    child.kill("SIGKILL");
    child = await startWorker(node);
  };
  const engines = Object.keys(sizes).filter((engine) => engine === option("--engine", engine));
  for (const engine of engines) {
    for (const name of cases.keys()) {
      if (name.includes(only)) await run({ name, engine, size: Number(option("--size", sizes[engine])) });
    }
  }
  const end = Date.now() + seconds * 1_000;
  for (let seed = firstSeed; Date.now() < end; seed++) {
    for (const engine of engines) await run({ name: null, engine, seed });
  }
  child.kill();

  const time = ({ took }) => took ?? Infinity;
  const title = ({ name, seed }) => name ?? `random, --seed ${seed}`;
  const isBad = (result) => result.failed !== undefined || result.took > slow || result.wrong.length > 0;
  const bad = results.filter(isBad);
  const slowest = results.toSorted((a, b) => time(b) - time(a)).slice(0, 20);
  for (const result of new Set([...bad, ...slowest])) {
    const said = result.failed ?? `${result.took.toFixed(0)} ms`;
    const note = [result.problem ? "refused" : "", ...(result.wrong ?? []).slice(0, 3)]
      .filter(Boolean)
      .join("; ");
    const size = result.length ?? result.size ?? "?";
    console.log(
      `${isBad(result) ? "BAD " : "    "}${result.engine.padEnd(10)}${said.padStart(16)}  ${size}  ${title(result)}  ${note}`,
    );
  }
  const refused = results.filter((result) => result.problem).length;
  console.log(`${results.length} texts, ${refused} refused as unreadable, ${bad.length} bad`);
  return bad.length === 0 ? 0 : 1;
};

if (process.argv.includes("--worker")) await work();
else process.exitCode = await main();
