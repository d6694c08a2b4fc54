/**
 * The browser lane: opens what `idse export --format html` writes in Chromium, and looks. A lane of its own, for it
 * needs a browser: CHROME names one, or it is found on PATH.
 *
 *     node tools/test-browser.mjs [--install] [--out FOLDER]
 *
 * Exit 0 where all claims hold, 1 where one does not, 2 where the lane could not run. Pictures are written to the folder.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { findChromium, installChromium } from "./browser/chromium.mjs";
import { narrow, still, themes, use } from "./browser/own.mjs";
import { control, hostile, many } from "./browser/strangers.mjs";
import { canaryOf, open, serve } from "./browser/watch.mjs";
import { hostileWorkspace, idse, largeWorkspace, root } from "./browser/workspaces.mjs";

const { values } = parseArgs({ options: { install: { type: "boolean" }, out: { type: "string" } } });

const cannotRun = (why) => {
  console.error(`The browser lane did not run: ${why}`);
  process.exit(2);
};

if (values.install && findChromium() === undefined && !installChromium())
  cannotRun("apt-get could not install chromium.");
const executablePath = findChromium();
if (executablePath === undefined)
  cannotRun(
    "there is no Chromium. Name one with CHROME, put one on PATH, or run with --install as root under Debian.",
  );
const { chromium } = await import("playwright-core").catch(() =>
  cannotRun("playwright-core is not installed. Run: npm ci"),
);

const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), "idse-browser-out-")));
mkdirSync(out, { recursive: true });

let passed = 0;
let failed = 0;
const claim = (name, holds, found = "") => {
  if (holds) passed++;
  else failed++;
  console.log(
    `${holds ? "ok  " : "FAIL"} ${name}${holds || found === "" ? "" : `: ${JSON.stringify(found)}`}`,
  );
};

const folders = { hostile: hostileWorkspace(), many: largeWorkspace() };
const files = { own: root, ...folders };
const texts = {};
for (const [name, folder] of Object.entries(files)) {
  const file = join(out, `${name}.html`);
  const started = performance.now();
  idse(folder, "export", "--all", "--format", "html", "--out", file);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`     ${name}: ${Math.round(statSync(file).size / 1000)} kB, written in ${seconds} s`);
  texts[`/${name}.html`] = readFileSync(file, "utf8");
}
for (const folder of Object.values(folders)) rmSync(dirname(folder), { recursive: true, force: true });

texts["/control.html"] =
  `<!doctype html><script>globalThis.canary = 1; console.error("x"); alert(1)</script><img src="/picture.png">`;

// Chromium refuses to start for root otherwise.
const isRoot = process.getuid?.() === 0;
const server = await serve(texts);
const browser = await chromium.launch({ executablePath, args: isRoot ? ["--no-sandbox"] : [] });
const address = (name) => `${server.origin}/${name}.html`;
const shot = (page, name, options = {}) => page.screenshot({ path: join(out, `${name}.png`), ...options });

const quiet = async (name, { page, seen }) => {
  claim(`${name}: nothing of a document has run`, (await canaryOf(page)) === null, await canaryOf(page));
  claim(`${name}: the console is silent`, seen.complaints.length === 0, seen.complaints);
  claim(`${name}: nothing was asked of the network`, seen.requests.length === 0, seen.requests);
  claim(`${name}: no dialog and no other page`, seen.dialogs.length + seen.pages === 0, seen);
};

const lane = { browser, address, claim, quiet, shot, out };

try {
  await control(lane);
  server.asked.length = 0;
  await themes(lane);
  await use(lane);
  await narrow(lane);
  await still(lane);
  await hostile(lane);
  await many(lane);
  const stray = server.asked.filter((url) => texts[url] === undefined);
  claim("the server was asked for the reports alone, and for no icon", stray.length === 0, stray);
  {
    const file = pathToFileURL(join(out, "own.html")).href;
    const local = await open(browser, file);
    await quiet("own, as a file", local);
    await local.close();
  }
} finally {
  await browser.close();
  await server.close();
}
writeFileSync(join(out, "result.txt"), `${passed} passed, ${failed} failed\n`);
console.log(`Pictures and pages: ${out}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
