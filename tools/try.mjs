/**
 * Tries this clone on a folder: installs and builds what is needed, runs `idse init` there, and says how
 * to go on.
 *
 *     npm run try -- FOLDER [arguments of idse init]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureInstalled } from "./ensure-install.mjs";
import { environmentFor, idseCommand, modernNode, noModernNode, root } from "./node-runtime.mjs";

const fail = (message, code) => {
  console.error(message);
  process.exit(code);
};

const [folder, ...initArguments] = process.argv.slice(2);
if (!folder || folder.startsWith("-")) fail("Usage: npm run try -- FOLDER [arguments of idse init]", 2);
if (!ensureInstalled()) fail("The installation failed; its own message is above.", 6);
const node = modernNode();
if (!node) fail(noModernNode, 6);

const run = (args, cwd) => {
  const { status } = spawnSync(node, args, { cwd, env: environmentFor(node), stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 70);
};

run([join(root, "tools", "build-cli.mjs")], root);
// npm runs scripts at the root of the repository; INIT_CWD is where the person stands.
const place = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
mkdirSync(place, { recursive: true });
run([join(root, "apps", "cli", "bin", "idse.js"), "init", ...initArguments], place);
console.log(`\nFrom ${place} run this clone's idse as:\n  ${idseCommand()}`);
