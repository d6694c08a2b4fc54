/**
 * One file to look at: the sessions drawn, their stages as tiles, what was found, and the documents. It loads
 * nothing, sends nothing, and runs only the one script that it holds, whatever the documents say.
 */
import { hash } from "node:crypto";
import { countOf, type Exported } from "./Exported.ts";
import { findingList } from "./FindingList.ts";
import { assets } from "./generated/assets.ts";
import { heatMap } from "./HeatMap.ts";
import { Href } from "./Href.ts";
import { type Child, element, type Markup, verbatim } from "./Markup.ts";
import { sessionDocuments } from "./SessionDocuments.ts";
import { sessionDrawing } from "./SessionDrawing.ts";
import { standings } from "./Standing.ts";

const style = assets["report.css"] ?? "";
const script = assets["report.js"] ?? "";

const digest = (text: string): string => `'sha256-${hash("sha256", text, "base64")}'`;

/** Only these very texts of style and script; pictures only from the page itself, such as the icon that is none. */
export const contentPolicy = [
  "default-src 'none'",
  `style-src ${digest(style)}`,
  `script-src ${digest(script)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const figure = (value: Child, name: string, tone = ""): Markup =>
  element(
    "div",
    { class: tone === "" ? "figure" : `figure ${tone}` },
    element("strong", {}, value),
    element("span", {}, name),
  );

const progressBar = ({ summary }: Exported): Markup => {
  const { completed, total } = summary.stages;
  const width = total === 0 ? 0 : Math.round((1000 * completed) / total) / 10;
  return element(
    "svg",
    {
      class: "bar",
      viewBox: "0 0 100 1",
      preserveAspectRatio: "none",
      width: 100,
      height: 4,
      "aria-hidden": "true",
      focusable: "false",
    },
    element("rect", { class: "track", x: 0, y: 0, width: 100, height: 1 }),
    element("rect", { class: "done", x: 0, y: 0, width, height: 1 }),
  );
};

const header = (value: Exported): Markup => {
  const { project, session, branch, ruleSet, summary } = value;
  const { completed, total } = summary.stages;
  return element(
    "header",
    { class: "top" },
    element("p", { class: "kicker" }, "Design report"),
    element(
      "h1",
      {},
      element("bdi", {}, project),
      session === null ? null : [" / ", element("bdi", {}, session)],
    ),
    element(
      "p",
      { class: "note" },
      branch === null ? null : ["Branch ", element("bdi", {}, branch), ". "],
      `Held against ${ruleSet.name} ${ruleSet.version}.`,
    ),
    element(
      "div",
      { class: "figures" },
      figure(summary.sessions, summary.sessions === 1 ? "session" : "sessions"),
      figure([String(completed), element("small", {}, ` of ${total}`)], "stages completed"),
      figure(summary.stale, "stale", summary.stale > 0 ? "warn" : ""),
      figure(summary.errors, summary.errors === 1 ? "error" : "errors", summary.errors > 0 ? "bad" : ""),
      figure(summary.warnings, summary.warnings === 1 ? "warning" : "warnings"),
    ),
    progressBar(value),
  );
};

const place = (id: string, name: string): Markup => element("a", { href: Href.to(id) }, name);

/** Of no use without the script, which shows it. */
const tools = ({ summary }: Exported): Markup =>
  element(
    "div",
    { id: "tools", hidden: true, role: "search" },
    element("label", { class: "unseen", for: "find" }, "Search sessions, findings and documents"),
    element("input", {
      id: "find",
      type: "search",
      placeholder: "Search  /",
      autocomplete: "off",
      spellcheck: "false",
    }),
    element("label", { class: "unseen", for: "standing" }, "Show sessions"),
    element(
      "select",
      { id: "standing" },
      element("option", { value: "" }, "all sessions"),
      Object.entries(standings).map(([value, name]) => element("option", { value }, name)),
    ),
    element("button", { id: "theme", type: "button", title: "Turn light to dark, or back" }, "Theme"),
    element("p", { id: "told", role: "status", "aria-live": "polite" }, countOf(summary.sessions, "session")),
  );

const navigation = (value: Exported): Markup =>
  element(
    "nav",
    { "aria-label": "Report" },
    element(
      "div",
      { class: "places" },
      place("stages", "Stages"),
      place("graph", "Sessions"),
      place("findings", "Findings"),
      place("documents", "Documents"),
    ),
    tools(value),
  );

const head = ({ project }: Exported): Markup =>
  element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: contentPolicy }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("link", { rel: "icon", href: Href.emptyIcon }),
    element("title", {}, `${project}: design report`),
    verbatim("style", style),
  );

export const reportHtml = (value: Exported): string => `<!doctype html>\n${page(value).html}\n`;

const page = (value: Exported): Markup =>
  element(
    "html",
    { lang: "en" },
    head(value),
    element(
      "body",
      {},
      element("a", { class: "skip", href: Href.to("main") }, "Skip to the report"),
      header(value),
      navigation(value),
      element(
        "main",
        { id: "main", tabindex: -1 },
        heatMap(value),
        sessionDrawing(value),
        findingList(value),
        sessionDocuments(value),
      ),
      element(
        "footer",
        {},
        "Made by idse export from the documents as they stood. This file loads nothing and sends nothing.",
      ),
      verbatim("script", script),
    ),
  );
