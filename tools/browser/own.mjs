/** Our own report: as it looks, is used, printed, and read on a telephone or without scripts. */
import { join } from "node:path";
import { brokenStructure, lowContrast, overflow } from "./audit.mjs";
import { open } from "./watch.mjs";

/** In light and in dark, with contrast for every text. */
export const themes = async ({ browser, address, claim, quiet, shot }) => {
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
};

/** From the keyboard, by search and by choice, and on paper. */
export const use = async ({ browser, address, claim, quiet, shot, out }) => {
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
  // Our own documents grow; what a search may leave is told from what the page holds.
  const sessions = await page.locator("tr[data-session]").count();
  await page.keyboard.type("postgres");
  await page.waitForFunction(() => document.getElementById("told").textContent.includes(" of "));
  const told = await page.locator("#told").textContent();
  const hits = await page.locator("[data-hit]").count();
  claim(
    "own: a search leaves those sessions that have the words",
    told.endsWith(` of ${sessions} sessions`) && Number.parseInt(told, 10) < sessions && hits > 0,
    told,
  );
  await shot(page, "own-search");
  await page.keyboard.press("Escape");
  await page.waitForFunction(
    (all) => document.getElementById("told").textContent === `${all} sessions`,
    sessions,
  );
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
  const finished = await page.locator("tr[data-session]", { hasText: "7/7" }).count();
  await page.locator("#standing").selectOption("complete");
  const complete = await page.locator("tr[data-session]:not([hidden])").count();
  claim("own: sessions can be chosen by where they stand", complete > 0 && complete === finished, complete);
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
};

/** On a telephone. */
export const narrow = async ({ browser, address, claim, shot }) => {
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
};

/** Where scripts are off. */
export const still = async ({ browser, address, claim }) => {
  const still = await open(browser, address("own"), { javaScriptEnabled: false });
  claim("own: without scripts the documents are there", (await still.page.locator(".document").count()) > 30);
  claim("own: and no tool that would not work", !(await still.page.locator("#tools").isVisible()));
  await still.close();
};
