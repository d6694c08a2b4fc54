/**
 * Makes node_modules match package-lock.json: `npm ci` where it is absent or was installed from another
 * lock, nothing otherwise. Runs under Node 20 without node_modules.
 *
 *     node tools/ensure-install.mjs
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { callersNode, root } from "./node-runtime.mjs";

const modules = join(root, "node_modules");
const stamp = join(modules, ".idse-lock-stamp");

const sha256 = (data) => createHash("sha256").update(data).digest("hex");
const lockDigest = () => sha256(readFileSync(join(root, "package-lock.json")));

const isInstalled = () =>
  existsSync(join(modules, ".package-lock.json")) &&
  existsSync(stamp) &&
  readFileSync(stamp, "utf8").trim() === lockDigest();

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Runs `work` alone per clone. The claim lies outside node_modules, which `npm ci` deletes. */
const alone = (work) => {
  const claim = join(tmpdir(), `idse-install-${sha256(root).slice(0, 16)}`);
  for (;;) {
    try {
      writeFileSync(claim, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    let holder = "";
    try {
      holder = readFileSync(claim, "utf8");
    } catch {} // released between the two calls
    if (holder !== "" && !isAlive(Number(holder))) rmSync(claim, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    return work();
  } finally {
    rmSync(claim, { force: true });
  }
};

const npmCi = () => {
  // Engine warnings about the Node that drives npm are many and say nothing: the tools run under another.
  const args = ["ci", "--loglevel=error"];
  const options = { cwd: root, stdio: "inherit" };
  const cli = process.env.npm_execpath;
  if (cli && basename(cli) === "npm-cli.js") return spawnSync(callersNode(), [cli, ...args], options).status;
  if (process.platform === "win32") return spawnSync("npm.cmd", args, { ...options, shell: true }).status;
  return spawnSync("npm", args, options).status;
};

/** True when node_modules matches the lock, after installing where it did not. */
export const ensureInstalled = () =>
  isInstalled() ||
  alone(() => {
    if (isInstalled()) return true;
    if (process.platform === "win32" && process.execPath.startsWith(modules + sep)) {
      console.error("The dependencies changed and a running node.exe cannot replace itself. Run: npm ci");
      return false;
    }
    const digest = lockDigest();
    console.log("Installing what package-lock.json names (npm ci)");
    if (npmCi() !== 0) return false;
    writeFileSync(stamp, `${digest}\n`);
    return true;
  });

if (process.argv[1] === fileURLToPath(import.meta.url) && !ensureInstalled()) {
  console.error("npm ci failed; its own message is above.");
  process.exitCode = 1;
}
