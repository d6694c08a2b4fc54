/** Reports of documents that would like to run something, and of very many. */
import { join } from "node:path";
import { brokenStructure } from "./audit.mjs";
import { canaryOf, open } from "./watch.mjs";

/** A page that does all that a report must not: what sees nothing there sees nothing in a report. */
export const control = async ({ browser, address, claim }) => {
  const control = await open(browser, address("control"));
  const { requests, complaints, dialogs } = control.seen;
  const sees = [requests, complaints, dialogs].every((one) => one.length > 0);
  claim("control: what must not happen would be seen", sees && (await canaryOf(control.page)) === 1);
  await control.close();
};

/** Whatever can be tried is tried: events, clicks, print. */
export const hostile = async ({ browser, address, claim, quiet, shot, out }) => {
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
};

/** Five hundred sessions. */
export const many = async ({ browser, address, claim, quiet, shot }) => {
  const started = performance.now();
  const big = await open(browser, address("many"), { colorScheme: "light" });
  const loaded = Math.round(performance.now() - started);
  const search = performance.now();
  await big.page.locator("#find").fill("feature 499");
  await big.page.waitForFunction(() => document.getElementById("told").textContent.startsWith("1 of "));
  console.log(`     many: open after ${loaded} ms, searched in ${Math.round(performance.now() - search)} ms`);
  claim("many: five hundred sessions open, and a search finds the one", true);
  await big.page.locator("#find").fill("");
  await big.page.waitForFunction(() => document.getElementById("told").textContent === "500 sessions");
  await shot(big.page, "many");
  await big.page.locator("#graph").evaluate((node) => node.scrollIntoView());
  await shot(big.page, "many-graph");
  await quiet("many", big);
  await big.close();
};
