/**
 * The agents' own programs, in pinned versions from npm, against a workspace of the built command line. Slow, large
 * (about 2 GB), and apart from `npm test`.
 *
 *     npm run test:agents
 *     npm run test:agents -- --agents claude,codex     those alone, without what other programs read back
 *     npm run test:agents -- --markdown                the table as docs/agents.md has it
 *     npm run test:agents -- --record FOLDER           what the programs sent to their hooks, for the guard's tests
 *     npm run test:agents -- --keep                    the temporary folders stay
 *     IDSE_AGENTS_CACHE=FOLDER npm run test:agents     where the packages are kept, if not in .agents-cache
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled } from "./ensure-install.mjs";
import { environmentFor, modernNode, noModernNode, root } from "./node-runtime.mjs";

const refuse = (message) => {
  console.error(message);
  process.exit(1);
};

if (process.platform === "win32")
  refuse("This runs on Linux and macOS only: the agents find idse by a shell script.");
if (!ensureInstalled()) refuse("The installation failed; its own message is above.");
const node = modernNode();
if (!node) refuse(noModernNode);

const run = (...args) =>
  spawnSync(node, args, { cwd: root, env: environmentFor(node), stdio: "inherit" }).status ?? 1;

const cache = process.env.IDSE_AGENTS_CACHE ?? join(root, ".agents-cache");
const flags = ["--conditions=@idse/source", "--disable-warning=ExperimentalWarning"];
const lane = join("apps", "acceptance", "agents", "lane.ts");
process.exitCode =
  run(join("tools", "build-cli.mjs")) || run(...flags, lane, "--cache", cache, ...process.argv.slice(2));
