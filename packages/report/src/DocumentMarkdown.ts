/**
 * A document as a part of another one: its headings lower, its labels its own, its links to other parts turned
 * into such. Everything else stays as it was written.
 */
import { ArtifactDocument, normaliseText } from "@idse/pipeline-artifacts";
import type { Heading, Nodes } from "mdast";
import type { Anchor } from "./Anchor.ts";
import type { Resolve } from "./DocumentLinks.ts";

export interface PartPlace {
  /** Told from every other part's; goes before its labels. */
  readonly anchor: Anchor;
  /** How deep the heading above is. */
  readonly depth: number;
  readonly resolve: Resolve;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const documentMarkdown = (source: string, place: PartPlace): string => {
  const text = normaliseText(source);
  const document = new ArtifactDocument(text);
  if (document.problem !== null) return fenced(text);
  const part = applied(text, editsOf(document, place)).trim();
  return isClosed(part) ? part : fenced(text);
};

/** Whether what follows is read by itself: no fence, comment or element of this text is left open. */
const isClosed = (part: string): boolean => {
  const { tree, problem } = new ArtifactDocument(`${part}\n\n## behind\n`);
  const last = tree.children.at(-1);
  return problem === null && last?.type === "heading" && last.depth === 2;
};

/** As it stands, where it cannot be a part. */
const fenced = (text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}markdown\n${text.trimEnd()}\n${fence}`;
};

const applied = (text: string, edits: ReadonlyArray<Edit>): string => {
  const parts: Array<string> = [];
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    if (edit.start < at) continue;
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...parts, text.slice(at)].join("");
};

const editsOf = ({ text, tree }: ArtifactDocument, place: PartPlace): ReadonlyArray<Edit> => {
  const edits: Array<Edit> = [];
  const pending: Array<Nodes> = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    if ("children" in node) for (const child of node.children) pending.push(child);
    if (start === undefined || end === undefined) continue;
    const raw = text.slice(start, end);
    if (node.type === "heading") {
      const edit = lowered(node, raw, place.depth);
      if (edit !== null) edits.push({ start: start + edit.start, end: start + edit.end, text: edit.text });
      continue;
    }
    if (node.type === "footnoteDefinition") {
      const label = /^\[\^[^\]]+\]/.exec(raw)?.[0];
      if (label !== undefined)
        edits.push({ start, end: start + label.length, text: `[^${noteOf(place.anchor, node.identifier)}]` });
      continue;
    }
    const replaced = replacementOf(node, raw, place);
    if (replaced !== null) edits.push({ start, end, text: replaced });
  }
  return edits;
};

/** Only the signs of the heading are touched; an underlined one becomes one with signs in front. */
const lowered = ({ depth }: Heading, raw: string, by: number): Edit | null => {
  const signs = "#".repeat(Math.min(6, depth + by));
  const front = /^#{1,6}/.exec(raw)?.[0];
  if (front !== undefined) return { start: 0, end: front.length, text: signs };
  const underline = /\n[ \t>]*(?:=+|-+)[ \t]*$/.exec(raw);
  if (underline === null || raw.slice(0, underline.index).includes("\n")) return null;
  return {
    start: 0,
    end: raw.length,
    text: `${signs} ${raw
      .slice(0, underline.index)
      .trimEnd()
      .replace(/(\s)(#+)$/, "$1\\$2")}`,
  };
};

/** Of the labels that documents use, `1` above all, each may mean another thing. */
const replacementOf = (node: Nodes, raw: string, { anchor, resolve }: PartPlace): string | null => {
  const own = (label: string): string => `${anchor} ${label}`;
  switch (node.type) {
    case "yaml":
      return `\`\`\`yaml\n${node.value}\n\`\`\``;
    case "linkReference":
    case "imageReference": {
      const label = node.label ?? node.identifier;
      if (!raw.endsWith(`[${label}]`) && !raw.endsWith(`[${label}][]`)) return null;
      if (node.referenceType === "full") return `${raw.slice(0, -label.length - 2)}[${own(label)}]`;
      return `${raw.replace(/\[\]$/, "")}[${own(label)}]`;
    }
    case "definition": {
      const label = `[${node.label ?? node.identifier}]:`;
      if (!raw.startsWith(label)) return null;
      const place = placeOf(resolve(node.url));
      return `[${own(node.label ?? node.identifier)}]:${place === null ? raw.slice(label.length) : ` <${place}>`}`;
    }
    case "footnoteReference":
      return `[^${noteOf(anchor, node.identifier)}]`;
    case "link": {
      const place = placeOf(resolve(node.url));
      const inner = /^\[([\s\S]*)\]\([^()]*\)$/.exec(raw)?.[1];
      return place === null || inner === undefined ? null : `[${inner}](<${place}>)`;
    }
    default:
      return null;
  }
};

/** Headings have no names of their own here, so a link leads to the document. */
const placeOf = (anchor: Anchor | null): string | null =>
  anchor === null ? null : `#${anchor.split("/").slice(0, 3).join("/")}`;

const noteOf = (anchor: Anchor, label: string): string => `${anchor}-${label}`.replaceAll(/[^\w-]/g, "-");
