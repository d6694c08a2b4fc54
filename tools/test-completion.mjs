/**
 * The scripts of `idse completion`, put to bash, zsh and fish where they are there, with one table of cases.
 *
 *     npm run test:completion
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cases, hostileName } from "./completion/cases.mjs";
import { isThere, shells } from "./completion/shells.mjs";
import { modernNode, noModernNode, root } from "./node-runtime.mjs";
import { claim, claims, mustRun } from "./release/steps.mjs";

const node = modernNode();
if (!node) {
  console.error(noModernNode);
  process.exit(1);
}
const repo = mkdtempSync(join(tmpdir(), "idse-completion-"));
const idse = (...args) =>
  mustRun(node, [join(root, "apps", "cli", "bin", "idse.js"), ...args], { cwd: repo, env: process.env });
const absent = [];
try {
  idse("init", "shop");
  idse("spawn", "checkout");
  mkdirSync(join(repo, ".idse", "projects", "shop", "sessions", hostileName));
  writeFileSync(join(repo, "notes.md"), "");
  for (const [shell, offersOf] of Object.entries(shells)) {
    if (!isThere(shell)) {
      absent.push(shell);
      continue;
    }
    const script = idse("completion", shell);
    const answers = offersOf(
      script,
      cases.map(({ typed }) => typed),
      repo,
    );
    cases.forEach(({ typed, offers }, index) => {
      const offered = [...new Set(answers[index])].sort();
      claim(`${shell}: ${typed}`, offered.join() === [...offers].sort().join(), offered.join(" "));
    });
    claim(`${shell}: a name is never run`, !existsSync(join(repo, "pwned")));
  }
} finally {
  rmSync(repo, { recursive: true, force: true });
}
for (const shell of absent) console.log(`not run: ${shell} is not on the path.`);
console.log(`${claims.held} claims hold, ${claims.broken.length} are broken`);
process.exitCode = claims.broken.length > 0 || absent.length === Object.keys(shells).length ? 1 : 0;
