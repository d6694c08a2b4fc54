/**
 * A document as HTML. Only what markdown means is made: HTML inside it stands there as text, a picture is told and
 * not loaded, and a link leads to the web, to a mail, or to another place of the page.
 */
import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { Definition, FootnoteDefinition, Nodes, Parents, Table } from "mdast";
import { type Anchor, headingAnchors } from "./Anchor.ts";
import type { Resolve } from "./DocumentLinks.ts";
import { Href } from "./Href.ts";
import { type Child, element, joined, type Markup } from "./Markup.ts";

export interface DocumentPlace {
  /** Of the document itself. */
  readonly anchor: Anchor;
  /** How deep the heading above the document is. */
  readonly depth: number;
  readonly resolve: Resolve;
}

/** Deeper than anybody writes; below it only the text is left. */
const deepest = 120;

export const documentHtml = (document: ArtifactDocument, place: DocumentPlace): Markup =>
  document.problem === null
    ? new Writer(place, document).write()
    : joined(
        element("p", { class: "note" }, document.problem),
        element("pre", { tabindex: 0 }, element("code", {}, document.text)),
      );

const textOf = (node: Nodes): string => {
  const parts: Array<string> = [];
  const pending: Array<Nodes> = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ("value" in next) parts.push(next.value);
    else if ("children" in next) for (const child of next.children.toReversed()) pending.push(child);
  }
  return parts.join("");
};

const marker = /(\[[ \t]*requires[ \t]+input[ \t]*(?::[^\]\n]*)?\])/i;

/** Open places stand out. */
const marked = (text: string): Child =>
  text.split(marker).map((part, index) => (index % 2 === 1 ? element("mark", {}, part) : part));

const isComment = (html: string): boolean => /^\s*(?:<!--[\s\S]*?-->\s*)*$/.test(html);

class Writer {
  readonly #place: DocumentPlace;
  readonly #tree: ArtifactDocument["tree"];
  readonly #definitions = new Map<string, Definition>();
  readonly #footnotes = new Map<string, FootnoteDefinition>();
  readonly #noted: Array<string> = [];
  readonly #nextAnchor: (title: string) => Anchor;
  #level = 0;

  constructor(place: DocumentPlace, { tree }: ArtifactDocument) {
    this.#place = place;
    this.#tree = tree;
    this.#nextAnchor = headingAnchors(place.anchor);
    const pending: Array<Nodes> = [tree];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      // Of two definitions of one label the first counts.
      if (node.type === "definition" && !this.#definitions.has(node.identifier))
        this.#definitions.set(node.identifier, node);
      if (node.type === "footnoteDefinition" && !this.#footnotes.has(node.identifier))
        this.#footnotes.set(node.identifier, node);
      if ("children" in node) for (const child of node.children.toReversed()) pending.push(child);
    }
  }

  write(): Markup {
    const body = this.#children(this.#tree);
    return joined(body, this.#notes());
  }

  /** Notes that were referred to, which may refer to more. */
  #notes(): Child {
    const entries: Array<Markup> = [];
    for (let index = 0; index < this.#noted.length; index++) {
      const label = this.#noted[index] ?? "";
      const note = this.#footnotes.get(label);
      const back = element(
        "a",
        { href: Href.to(this.#noteAnchor("ref", index)), "aria-label": `Back to where note ${index + 1} is` },
        "↩",
      );
      entries.push(
        element(
          "li",
          { id: this.#noteAnchor("note", index) },
          note === undefined ? null : this.#children(note),
          back,
        ),
      );
    }
    return entries.length === 0 ? null : element("ol", { class: "notes" }, entries);
  }

  #noteAnchor(kind: "note" | "ref", index: number): Anchor {
    return `${this.#place.anchor}/-${kind}-${index + 1}`;
  }

  #children({ children }: Parents): Child {
    return (children as ReadonlyArray<Nodes>).map((child) => this.#node(child));
  }

  #node(node: Nodes): Child {
    if (this.#level > deepest) return textOf(node);
    this.#level++;
    const made = this.#made(node);
    this.#level--;
    return made;
  }

  #made(node: Nodes): Child {
    switch (node.type) {
      case "root":
        return this.#children(node);
      case "text":
        return marked(node.value);
      case "paragraph":
        return element("p", { dir: "auto" }, this.#children(node));
      case "heading":
        return this.#heading(node.depth, textOf(node), this.#children(node));
      case "emphasis":
        return element("em", {}, this.#children(node));
      case "strong":
        return element("strong", {}, this.#children(node));
      case "delete":
        return element("del", {}, this.#children(node));
      case "inlineCode":
        return element("code", {}, node.value);
      case "code":
        return element("pre", { tabindex: 0 }, element("code", {}, node.value));
      case "blockquote":
        return element("blockquote", {}, this.#children(node));
      case "list":
        return element(
          node.ordered === true ? "ol" : "ul",
          { start: node.ordered === true && node.start !== 1 ? (node.start ?? null) : null },
          this.#children(node),
        );
      case "listItem":
        return this.#item(node.checked ?? null, this.#children(node));
      case "table":
        return this.#table(node);
      case "thematicBreak":
        return element("hr");
      case "break":
        return element("br");
      case "link":
        return this.#link(node.url, this.#children(node));
      case "linkReference":
        return this.#link(this.#definitions.get(node.identifier)?.url ?? "", this.#children(node));
      case "image":
        return this.#picture(node.url, node.alt ?? "");
      case "imageReference":
        return this.#picture(this.#definitions.get(node.identifier)?.url ?? "", node.alt ?? "");
      case "footnoteReference":
        return this.#reference(node.identifier);
      case "html":
        return isComment(node.value) ? null : element("code", { class: "html" }, node.value);
      case "yaml":
        return element("pre", { class: "matter", tabindex: 0 }, element("code", {}, node.value));
      case "definition":
      case "footnoteDefinition":
        return null;
      default:
        return "children" in node ? this.#children(node) : textOf(node);
    }
  }

  #heading(depth: number, title: string, children: Child): Markup {
    const level = depth + this.#place.depth;
    return element(
      `h${Math.min(6, level)}`,
      {
        id: this.#nextAnchor(title),
        class: `d${depth}`,
        dir: "auto",
        "aria-level": level > 6 ? level : null,
      },
      children,
    );
  }

  #item(checked: boolean | null, children: Child): Markup {
    if (checked === null) return element("li", { dir: "auto" }, children);
    const box = element(
      "span",
      { class: checked ? "box done" : "box", role: "img", "aria-label": checked ? "done" : "to do" },
      checked ? "✓" : "",
    );
    return element("li", { class: "task", dir: "auto" }, box, element("div", {}, children));
  }

  #table(node: Table): Markup {
    const [head, ...rows] = node.children;
    const cells = (name: "th" | "td", row: Table["children"][number] | undefined): Child =>
      (row?.children ?? []).map((cell, index) => {
        const align = node.align?.[index] ?? null;
        return element(
          name,
          { class: align === null ? null : `to-${align}`, scope: name === "th" ? "col" : null, dir: "auto" },
          this.#children(cell),
        );
      });
    return element(
      "div",
      { class: "wide", tabindex: 0, role: "region", "aria-label": "Table" },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, cells("th", head))),
        element(
          "tbody",
          {},
          rows.map((row) => element("tr", {}, cells("td", row))),
        ),
      ),
    );
  }

  #link(address: string, children: Child): Markup {
    const outward = Href.outward(address);
    if (outward !== null)
      return element("a", { href: outward, rel: "noopener noreferrer nofollow", class: "out" }, children);
    const anchor = this.#place.resolve(address);
    return anchor === null
      ? element("span", { class: "unlinked", title: address.slice(0, 300) }, children)
      : element("a", { href: Href.to(anchor) }, children);
  }

  /** Loading it would tell somebody else that the report was read. */
  #picture(address: string, alt: string): Markup {
    const words = alt === "" ? "picture" : `picture: ${alt}`;
    return element("span", { class: "picture" }, this.#link(address, [words]));
  }

  #reference(label: string): Child {
    if (!this.#footnotes.has(label)) return `[^${label}]`;
    const known = this.#noted.indexOf(label);
    const index = known >= 0 ? known : this.#noted.push(label) - 1;
    return element(
      "sup",
      { id: known >= 0 ? null : this.#noteAnchor("ref", index) },
      element(
        "a",
        { href: Href.to(this.#noteAnchor("note", index)), "aria-label": `Note ${index + 1}` },
        index + 1,
      ),
    );
  }
}
