/** A page with everything written down that it must not do: run what a document says, ask the network, complain. */
import { createServer } from "node:http";

/** Serves texts on this machine alone, and remembers what was asked for. */
export const serve = async (texts) => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const text = texts[request.url];
    response.writeHead(text === undefined ? 404 : 200, { "content-type": "text/html; charset=utf-8" });
    response.end(text ?? "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};

/** Opens an address in a page of its own. `seen` fills as long as the page is open. */
export const open = async (browser, address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], complaints: [], dialogs: [], pages: 0 };
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith(`${address}#`)) seen.requests.push(url.slice(0, 200));
  });
  page.on("console", (message) => {
    if (message.type() !== "log" && message.type() !== "info") seen.complaints.push(message.text());
  });
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    seen.dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  context.on("page", () => {
    seen.pages++;
  });
  await page.goto(address, { waitUntil: "load" });
  // Where scripts are off, no timer of a page goes off either.
  if (options.javaScriptEnabled !== false)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  return { page, seen, close: () => context.close() };
};

/** What ran although nothing may, whichever way it was started. */
export const canaryOf = (page) => page.evaluate(() => globalThis.canary ?? null);
