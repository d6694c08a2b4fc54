/**
 * `idse` as the agents find it on their path: what a hook is asked and answers is written down on its way, with
 * which of the model's steps it belongs to.
 *
 *     node tap.ts FOLDER BIN hook claude …
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder = "", bin = "", ...words] = process.argv.slice(2);
const payload = readFileSync(0, "utf8");
const run = spawnSync(process.execPath, [bin, ...words], { input: payload, encoding: "utf8" });
if (run.error !== undefined) throw run.error;
const { status, stdout, stderr } = run;
const name = `${String(process.hrtime.bigint()).padStart(20, "0")}.json`;
const step = Number(readFileSync(join(folder, "step"), "utf8"));
writeFileSync(join(folder, name), JSON.stringify({ step, words, payload, status, stdout, stderr }));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status ?? 1;
