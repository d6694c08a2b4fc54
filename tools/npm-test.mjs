/**
 * What `npm test` runs, on a machine that may have Node 20 and nothing installed: installs, then hands
 * over to test-steps.mjs under the pinned Node.
 *
 *     npm test                          every step
 *     npm test -- packages/stage-state  Jest alone, with these arguments
 *     npm run check                     every step but Jest
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled } from "./ensure-install.mjs";
import { environmentFor, modernNode, noModernNode, root } from "./node-runtime.mjs";

const refuse = (message) => {
  console.error(message);
  console.log("0 passed, 1 failed");
  process.exit(1);
};

if (!ensureInstalled()) refuse("The installation failed; its own message is above.");
const node = modernNode();
if (!node) refuse(noModernNode);
const { status } = spawnSync(node, [join(root, "tools", "test-steps.mjs"), ...process.argv.slice(2)], {
  cwd: root,
  env: environmentFor(node),
  stdio: "inherit",
});
process.exitCode = status ?? 1;
