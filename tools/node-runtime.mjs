/**
 * Which Node the repository's own tools run under. npm may be driven by Node 20; everything else needs
 * 22.19, so a pinned Node is a dev dependency and is preferred over the one that was started.
 * This file and the two that bootstrap with it must run under Node 20 without node_modules.
 */
import { spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const isEnough = (version) => {
  const [major, minor] = version.replace(/^v/, "").split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

const versionOf = (node) => {
  const { status, stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

const runs = (node) => {
  const version = versionOf(node);
  return version !== undefined && isEnough(version);
};

const pinned = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");

/** The Node that started npm; `npm run` itself puts the pinned one first on the path. */
export const callersNode = () => process.env.npm_node_execpath ?? process.execPath;

/**
 * The path of a Node that is new enough, or undefined. `IDSE_TEST_NODE=system` asks for the caller's,
 * so that a test matrix tests the versions it names.
 */
export const modernNode = () => {
  if (process.env.IDSE_TEST_NODE === "system") return runs(callersNode()) ? callersNode() : undefined;
  return [pinned, callersNode()].find(runs);
};

export const noModernNode =
  process.env.IDSE_TEST_NODE === "system"
    ? "IDSE_TEST_NODE=system asks for the Node that runs npm, and that is older than 22.19."
    : "No Node 22.19 or newer: node_modules/node has no binary that runs, most likely because install\n" +
      "scripts are off. Run: npm rebuild node   (or start this with a newer Node)";

/** The environment of everything started under `node`: that Node and the local binaries come first. */
export const environmentFor = (node) => {
  const bins = join(root, "node_modules", ".bin");
  const first = node === pinned ? [bins] : [dirname(node), bins];
  // Windows spells it Path; a second spelling beside it would win or lose by chance.
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { ...process.env, [key]: [...first, process.env[key] ?? ""].join(delimiter) };
};

/** How a person types the command that runs `idse` from this clone, under the Node they have. */
export const idseCommand = () => {
  const quoted = (path) => (/\s/.test(path) ? `"${path}"` : path);
  const bin = quoted(join(root, "apps", "cli", "bin", "idse.js"));
  return runs(callersNode()) ? `node ${bin}` : `${quoted(modernNode() ?? "node")} ${bin}`;
};
