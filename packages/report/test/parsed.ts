/** A report read by somebody else's parser, the one that browsers agree with; and what may stand in it, said once more. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";

export interface Found {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
}

type Node = DefaultTreeAdapterTypes.Node;

const textOf = (node: Node): string => {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
};

/** Every element with its attributes and the text in it, in order. Comments count as elements that nobody may make. */
export const elementsIn = (html: string): ReadonlyArray<Found> => {
  const found: Array<Found> = [];
  const pending: Array<Node> = [parse(html)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.nodeName === "#comment") found.push({ name: "#comment", attributes: new Map(), text: "" });
    if ("tagName" in node)
      found.push({
        name: node.tagName,
        attributes: new Map(node.attrs.map((one) => [one.name, one.value])),
        text: textOf(node),
      });
    if ("childNodes" in node) pending.push(...node.childNodes.toReversed());
    if ("content" in node) pending.push(node.content);
  }
  return found;
};

const allowedElements = new Set(
  [
    "html head meta title link style script body header main footer nav section",
    "h1 h2 h3 h4 h5 h6 p div span a bdi strong em del small code pre mark blockquote ul ol li hr br sup",
    "table caption thead tbody tr th td details summary dl dt dd",
    "button input select option label svg path circle rect text",
  ]
    .join(" ")
    .split(" "),
);

const allowedAttribute =
  /^(?:id|class|lang|dir|role|hidden|tabindex|title|scope|start|value|type|for|name|placeholder|autocomplete|charset|content|http-equiv|rel|href|open|spellcheck|viewbox|preserveaspectratio|width|height|x|y|cx|cy|r|d|rx|pathlength|stroke-dasharray|focusable|data-(?:session|standing)|aria-[a-z]+)$/i;

const isSafeAddress = (address: string, { name, attributes }: Found): boolean => {
  if (name === "link") return attributes.get("rel") === "icon" && address === "data:,";
  return /^#[^\s<>"]*$/.test(address) || /^(?:https?:\/\/|mailto:)/.test(address);
};

/** What a report may not hold, a sentence each. */
export const strangeIn = (html: string): ReadonlyArray<string> => {
  const elements = elementsIn(html);
  const problems = elements.flatMap((one) => [
    ...(allowedElements.has(one.name) ? [] : [`<${one.name}>`]),
    ...[...one.attributes].flatMap(([name, value]) => {
      if (!allowedAttribute.test(name)) return [`${one.name} ${name}`];
      return name === "href" && !isSafeAddress(value, one) ? [`${one.name} leads to ${value}`] : [];
    }),
  ]);
  for (const [name, count] of [
    ["script", 1],
    ["style", 1],
    ["meta", 5],
    ["link", 1],
    ["title", undefined],
  ] as const) {
    const there = elements.filter((one) => one.name === name).length;
    if (count !== undefined && there !== count) problems.push(`${there} times ${name}`);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may pass
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(html))
    problems.push("control");
  return problems;
};
