/**
 * HTML that can be made in one way only: elements and attributes of a closed list, and text that is escaped.
 * Whatever a document says, it comes out as text.
 */
import type { Href } from "./Href.ts";

const elements = [
  ..."html head meta title link style script body header main footer nav section".split(" "),
  ..."h1 h2 h3 h4 h5 h6 p div span a bdi strong em del small code pre mark blockquote ul ol li hr br sup".split(
    " ",
  ),
  ..."table caption thead tbody tr th td details summary dl dt dd".split(" "),
  ..."button input select option label svg path circle rect text".split(" "),
] as const;

/** Beside these `data-…` and `aria-…`. No event, no style, nothing that loads. */
const attributes = [
  ..."id class lang dir role hidden tabindex title scope start value type for name placeholder".split(" "),
  ..."autocomplete charset content http-equiv rel href open spellcheck".split(" "),
  ..."viewBox preserveAspectRatio width height x y cx cy r d rx pathLength stroke-dasharray focusable".split(
    " ",
  ),
] as const;

const knownElements: ReadonlySet<string> = new Set(elements);
const knownAttributes: ReadonlySet<string> = new Set(attributes);
const without = new Set(["meta", "link", "input", "hr", "br"]);

/** A piece of HTML that is known to be safe. */
export class Markup {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

export type Child = Markup | string | number | null | ReadonlyArray<Child>;
export type AttributeValue = string | number | boolean | null | Href;

/**
 * Text without what could command a reader's program or turn the order of what follows: control characters, and
 * marks that override or isolate a direction. Line ends and tabs stay.
 */
export const plainText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
    .replace(/[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replace(/\r\n?/g, "\n")
    .toWellFormed();

const codes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escaped = (text: string): string =>
  plainText(text).replace(/[&<>"']/g, (sign) => codes[sign] ?? "");

const pushChild = (child: Child, parts: Array<string>): void => {
  if (child === null) return;
  if (child instanceof Markup) parts.push(child.html);
  else if (typeof child === "object") for (const one of child) pushChild(one, parts);
  else parts.push(escaped(String(child)));
};

export const joined = (...children: ReadonlyArray<Child>): Markup => {
  const parts: Array<string> = [];
  for (const child of children) pushChild(child, parts);
  return new Markup(parts.join(""));
};

const attributeText = (name: string, value: AttributeValue): string => {
  if (value === null || value === false) return "";
  if (!knownAttributes.has(name) && !/^(?:data|aria)-[a-z]+$/.test(name))
    throw new Error(`${name} is no attribute of a report`);
  // An address is checked where it is made, so that none gets here as mere text.
  if (name === "href" && typeof value !== "object") throw new Error("an address has to be checked");
  if (value === true) return ` ${name}`;
  return ` ${name}="${escaped(typeof value === "object" ? value.url : String(value))}"`;
};

export const element = (
  name: string,
  given: Readonly<Record<string, AttributeValue>> = {},
  ...children: ReadonlyArray<Child>
): Markup => {
  if (!knownElements.has(name)) throw new Error(`${name} is no element of a report`);
  const opening = Object.entries(given).map(([key, value]) => attributeText(key, value));
  const start = `<${name}${opening.join("")}>`;
  return new Markup(without.has(name) ? start : `${start}${joined(...children).html}</${name}>`);
};

/** The text of a style or script of ours: never anything that came from a document. */
export const verbatim = (name: "style" | "script", text: string): Markup => {
  if (text.toLowerCase().includes(`</${name}`)) throw new Error(`a ${name} may not hold its own end`);
  return new Markup(`<${name}>${text}</${name}>`);
};
