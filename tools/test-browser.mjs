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
import { brokenStructure, lowContrast, overflow } from "./browser/audit.mjs";
import { findChromium, installChromium } from "./browser/chromium.mjs";
import { canaryOf, open, serve } from "./browser/watch.mjs";
import { hostile, idse, many, root } from "./browser/workspaces.mjs";

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

const folders = { hostile: hostile(), many: many() };
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

/** A page that does all that a report must not: what sees nothing here sees nothing there. */
texts["/control.html"] =
  `<!doctype html><script>globalThis.canary = 1; console.error("x"); alert(1)</script><img src="/picture.png">`;

const server = await serve(texts);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const address = (name) => `${server.origin}/${name}.html`;
const shot = (page, name, options = {}) => page.screenshot({ path: join(out, `${name}.png`), ...options });

const quiet = async (name, { page, seen }) => {
  claim(`${name}: nothing of a document has run`, (await canaryOf(page)) === null, await canaryOf(page));
  claim(`${name}: the console is silent`, seen.complaints.length === 0, seen.complaints);
  claim(`${name}: nothing was asked of the network`, seen.requests.length === 0, seen.requests);
  claim(`${name}: no dialog and no other page`, seen.dialogs.length + seen.pages === 0, seen);
};

try {
  {
    const control = await open(browser, address("control"));
    const { requests, complaints, dialogs } = control.seen;
    const sees = [requests, complaints, dialogs].every((one) => one.length > 0);
    claim("control: what must not happen would be seen", sees && (await canaryOf(control.page)) === 1);
    await control.close();
    server.asked.length = 0;
  }
  for (const colorScheme of ["light", "dark"]) {
    const own = await open(browser, address("own"), { colorScheme });
    const ground = await own.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const bright = Number(/\d+/.exec(ground)?.[0]) > 128;
    claim(`own: ${colorScheme} where the reader's system is`, bright === (colorScheme === "light"), ground);
    await shot(own.page, `own-${colorScheme}`);
    await own.page.locator("#findings").scrollIntoViewIfNeeded();
    await own.page.evaluate(() => document.querySelector("details.session").setAttribute("open", ""));
    await own.page.evaluate(() => {
      for (const one of document.querySelectorAll("details.session:nth-of-type(-n + 3) details"))
        one.open = true;
    });
    await own.page.locator("#documents").evaluate((node) => node.scrollIntoView());
    await shot(own.page, `own-${colorScheme}-document`);
    const low = await own.page.evaluate(lowContrast);
    claim(`own: every text has contrast, ${colorScheme}`, low.length === 0, low);
    await quiet(`own, ${colorScheme}`, own);
    await own.close();
  }
  {
    const own = await open(browser, address("own"), { colorScheme: "light" });
    const { page } = own;
    const broken = await page.evaluate(brokenStructure);
    claim("own: names are unique, links lead somewhere, headings skip no rank", broken.length === 0, broken);
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        return at.id || at.className || at.textContent;
      });
    await page.keyboard.press("Tab");
    claim(
      "own: the keyboard's first stop is the way past the top",
      (await focused()) === "skip",
      await focused(),
    );
    const outlined = await page.evaluate(
      () => getComputedStyle(document.activeElement).outlineStyle !== "none",
    );
    claim("own: what has the keyboard is outlined", outlined);
    await page.keyboard.press("/");
    claim("own: a slash goes to the search", (await focused()) === "find", await focused());
    await page.keyboard.type("postgres");
    await page.waitForFunction(() => document.getElementById("told").textContent.includes(" of "));
    const told = await page.locator("#told").textContent();
    const hits = await page.locator("[data-hit]").count();
    claim(
      "own: a search leaves those sessions that have the words",
      /^[1-5] of 6 /.test(told) && hits > 0,
      told,
    );
    await shot(page, "own-search");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.getElementById("told").textContent === "6 sessions");
    claim("own: escape shows all again", (await page.locator("tr[data-session][hidden]").count()) === 0);
    await page.locator(".heat tbody a").first().focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
    const place = await page.evaluate(() => document.activeElement.getAttribute("href"));
    claim("own: arrows go from tile to tile", place?.endsWith("/spec") === true, place);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash !== "");
    const shown = await page.evaluate(() => {
      const block = document.getElementById(location.hash.slice(1));
      const { top } = block.getBoundingClientRect();
      return block.open && block.closest(".session").open && top >= 0 && top < innerHeight;
    });
    claim("own: a tile opens its document and shows it", shown);
    await page.locator("#theme").click();
    claim("own: the theme can be turned", (await page.locator("html").getAttribute("data-theme")) === "dark");
    await page.locator("#standing").selectOption("complete");
    const complete = await page.locator("tr[data-session]:not([hidden])").count();
    claim("own: sessions can be chosen by where they stand", complete > 0 && complete < 6, complete);
    await page.locator("#standing").selectOption("");
    await page.evaluate(() => {
      globalThis.folded = null;
      addEventListener("beforeprint", () => {
        globalThis.folded = document.querySelectorAll("details:not([open])").length;
      });
    });
    const pdf = await page.pdf({ path: join(out, "own.pdf"), format: "A4" });
    const folded = await page.evaluate(() => globalThis.folded);
    claim(
      "own: it prints, with nothing folded",
      pdf.subarray(0, 5).toString() === "%PDF-" && folded === 0,
      folded,
    );
    await quiet("own, used", own);
    await own.close();
  }
  {
    const narrow = await open(browser, address("own"), {
      viewport: { width: 360, height: 780 },
      colorScheme: "light",
    });
    claim("own: a telephone scrolls in one direction", (await narrow.page.evaluate(overflow)) <= 0);
    await shot(narrow.page, "own-narrow");
    await narrow.page.locator("details.session summary").first().click();
    await narrow.page.locator("details.session[open] .stage-block summary").first().click();
    claim("own: also with a document open", (await narrow.page.evaluate(overflow)) <= 0);
    await narrow.page.locator("#documents").evaluate((node) => node.scrollIntoView());
    await shot(narrow.page, "own-narrow-document");
    await narrow.close();
  }
  {
    const still = await open(browser, address("own"), { javaScriptEnabled: false });
    claim(
      "own: without scripts the documents are there",
      (await still.page.locator(".document").count()) > 30,
    );
    claim("own: and no tool that would not work", !(await still.page.locator("#tools").isVisible()));
    await still.close();
  }
  {
    const bad = await open(browser, address("hostile"), { colorScheme: "light" });
    const { page } = bad;
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll(".document *"))
        for (const type of ["click", "mouseover", "focus", "load", "error", "toggle", "animationstart"])
          if (type !== "click" || one.closest("a") === null)
            one.dispatchEvent(new Event(type, { bubbles: true }));
    });
    const schemes = await page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll("a")].map(
          (one) => new URL(one.href.baseVal ?? one.href, location).protocol,
        ),
      ),
    ]);
    claim(
      "hostile: links lead to the web and to mail only",
      schemes.every((one) => /^(?:https?|mailto):$/.test(one)),
      schemes,
    );
    const inner = await page.evaluate(() => {
      const links = [...document.querySelectorAll(".document a:not(.out)")];
      for (const link of links) link.click();
      return links.length;
    });
    claim(
      "hostile: links inside the page can be clicked",
      inner > 0 && page.url().startsWith(address("hostile")),
    );
    const scripts = await page.locator("script").count();
    const strange = await page.evaluate(
      () =>
        document.querySelectorAll("img, iframe, object, embed, form, base, style ~ style, video, audio, math")
          .length,
    );
    claim("hostile: one script, and no element that loads", scripts === 1 && strange === 0, {
      scripts,
      strange,
    });
    const title = await page.title();
    claim("hostile: the title is the page's own", title === "hostile: design report", title);
    // Before a picture is taken: that gives the search a style of its own for a moment.
    const broken = await page.evaluate(brokenStructure);
    claim("hostile: names are unique, links lead somewhere", broken.length === 0, broken);
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, "hostile");
    await page
      .locator(".stage-block")
      .nth(8)
      .evaluate((node) => node.scrollIntoView());
    await shot(page, "hostile-document");
    await page.pdf({ path: join(out, "hostile.pdf") });
    await quiet("hostile", bad);
    await bad.close();
  }
  {
    const started = performance.now();
    const big = await open(browser, address("many"), { colorScheme: "light" });
    const loaded = Math.round(performance.now() - started);
    const search = performance.now();
    await big.page.locator("#find").fill("feature 499");
    await big.page.waitForFunction(() => document.getElementById("told").textContent.startsWith("1 of "));
    console.log(
      `     many: open after ${loaded} ms, searched in ${Math.round(performance.now() - search)} ms`,
    );
    claim("many: five hundred sessions open, and a search finds the one", true);
    await big.page.locator("#find").fill("");
    await big.page.waitForFunction(() => document.getElementById("told").textContent === "500 sessions");
    await shot(big.page, "many");
    await big.page.locator("#graph").evaluate((node) => node.scrollIntoView());
    await shot(big.page, "many-graph");
    await quiet("many", big);
    await big.close();
  }
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
