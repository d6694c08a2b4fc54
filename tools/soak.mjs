/**
 * The tests that gain by running long: 200 killed processes, at other moments in each run.
 *
 *     npm run soak
 *     IDSE_KILLS=1000 IDSE_SEED=7 npm run soak     longer, or a run again
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { environmentFor, modernNode, noModernNode, root } from "./node-runtime.mjs";

const node = modernNode();
if (!node) {
  console.error(noModernNode);
  process.exit(1);
}
const { IDSE_KILLS: kills = "200", IDSE_SEED: seed = String(Date.now() % 2 ** 31) } = process.env;
const env = { ...environmentFor(node), IDSE_KILLS: kills, IDSE_SEED: seed };
const run = (...args) => spawnSync(node, args, { cwd: root, env, stdio: "inherit" }).status ?? 1;

const jest = join("node_modules", "jest", "bin", "jest.js");
process.exitCode =
  run(join("tools", "build-cli.mjs")) ||
  run(
    "--experimental-vm-modules",
    "--disable-warning=ExperimentalWarning",
    jest,
    "apps/acceptance/test/kill",
  );
