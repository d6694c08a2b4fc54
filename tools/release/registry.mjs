/**
 * A registry of one's own, on loopback: verdaccio, fetched into a folder of its own when it is first needed.
 * It is no dependency of the repository: 321 packages and 65 MB would come with every `npm ci`. It runs no
 * install script, and asks the real registry for what is not ours.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { root } from "../node-runtime.mjs";

const version = "6.10.4";
const modules = join(root, ".release-cache", `verdaccio-${version}`);
const server = fileURLToPath(new URL("serve-registry.mjs", import.meta.url));

/** Its dependency `node-fetch@cjs` is a tag, which not every mirror has; the version is what the tag means. */
const manifest = {
  private: true,
  dependencies: { verdaccio: version },
  overrides: { "node-fetch": "2.6.7" },
};

const onWindows = process.platform === "win32";

export const fetchRegistry = (env) => {
  if (existsSync(join(modules, "node_modules", ".package-lock.json"))) return;
  mkdirSync(modules, { recursive: true });
  writeFileSync(join(modules, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status } = spawnSync("npm", args, { cwd: modules, env, stdio: "inherit", shell: onWindows });
  if (status !== 0) throw new Error("verdaccio could not be installed; npm's own message is above.");
};

const upstreamOf = (env) =>
  spawnSync("npm", ["config", "get", "registry"], {
    cwd: root,
    env,
    encoding: "utf8",
    shell: onWindows,
  }).stdout.trim();

/** Starts it with nothing in it; `folder` is where it keeps what is published. */
export const startRegistry = async (node, folder, env) => {
  const child = spawn(node, [server, modules, folder, upstreamOf(env)], {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const url = /^listening (\S+)$/.exec(line)?.[1];
    if (url === undefined) {
      console.log(line);
      continue;
    }
    child.stdout.resume();
    return { url, stop: () => child.kill() };
  }
  throw new Error("verdaccio ended before it listened.");
};
