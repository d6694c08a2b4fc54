/**
 * Waivers that stand in a document: `<!-- idse-waive RULE until=YYYY-MM-DD by=NAME: reason -->`. On a line
 * of its own it speaks of the block below it, and where that is a heading of the whole section; inside a
 * block it speaks of that block. Above everything else it speaks of the whole document.
 */
import type { ArtifactDocument } from "@idse/pipeline-artifacts";
import type { Heading, Nodes, Parents } from "mdast";
import { type PresentDocument, placeOf } from "../Check.ts";
import type { InlineWaiver } from "../Examination.ts";

const comment = /<!--\s*idse-waive\b([\s\S]*?)-->/g;

const silent: ReadonlyArray<string> = ["html", "yaml", "toml"];
/** Blocks that a comment inside them speaks of; the innermost counts. */
const blocks: ReadonlyArray<string> = ["listItem", "heading", "paragraph", "tableRow"];

interface Covered {
  readonly from: number;
  readonly to: number;
  readonly wholeDocument: boolean;
}

export const inlineWaiversIn = ({ document, stage, path }: PresentDocument): ReadonlyArray<InlineWaiver> => {
  if (!document.text.includes("idse-waive")) return [];
  return commentsIn(document).map(({ start, end, text, covered }) => ({
    stage,
    path,
    ...read(text),
    place: placeOf(document.lines.range(start, end)),
    ...covered,
  }));
};

/** `RULE key=value ...: reason`. */
const read = (text: string): Pick<InlineWaiver, "rule" | "reason" | "by" | "until"> => {
  const [, head = "", reason = ""] = /^([^:]*):?([\s\S]*)$/.exec(text.trim()) ?? [];
  const [rule = "", ...settings] = head.trim().split(/\s+/);
  const setting = (key: string): string | null =>
    settings.find((one) => one.startsWith(`${key}=`))?.slice(key.length + 1) || null;
  // A limit that is misspelt must not become none: with it the waiver is of no rule there is.
  const isUnderstood = settings.every((one) => /^(?:until|by)=./.test(one));
  return {
    rule: isUnderstood || reason.trim() === "" ? rule : head.trim().replace(/\s+/g, " "),
    by: setting("by"),
    until: setting("until"),
    reason: reason.replace(/\s+/g, " ").trim(),
  };
};

interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly covered: Covered;
}

const commentsIn = (document: ArtifactDocument): ReadonlyArray<Comment> => {
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const offset = (node: Nodes, side: "start" | "end"): number => (node.position?.[side].offset ?? 0) + shift;
  const lineOf = (at: number): number => document.lines.pointAt(at).line;
  const linesOf = (node: Nodes): Covered => ({
    from: lineOf(offset(node, "start")),
    to: lineOf(Math.max(offset(node, "start"), offset(node, "end") - 1)),
    wholeDocument: false,
  });
  const root = document.tree;

  const sectionOf = (heading: Heading): Covered => {
    const index = root.children.indexOf(heading);
    // A heading in a quotation or a list opens no section.
    if (index < 0) return linesOf(heading);
    const end = root.children
      .slice(index + 1)
      .find((one) => one.type === "heading" && one.depth <= heading.depth);
    const from = lineOf(offset(heading, "start"));
    return {
      from,
      to: end === undefined ? document.lines.lineCount : lineOf(offset(end, "start")) - 1,
      wholeDocument: false,
    };
  };

  const covered = (node: Nodes, above: ReadonlyArray<Parents>): Covered => {
    const block = above.findLast((one) => blocks.includes(one.type));
    if (block !== undefined) return block.type === "heading" ? sectionOf(block) : linesOf(block);
    const parent = above.at(-1) ?? root;
    const siblings: ReadonlyArray<Nodes> = parent.children;
    const index = siblings.indexOf(node);
    if (parent === root && siblings.slice(0, index).every((one) => silent.includes(one.type))) {
      return { from: 1, to: document.lines.lineCount, wholeDocument: true };
    }
    const next = siblings.slice(index + 1).find((one) => one.type !== "html");
    if (next === undefined) return linesOf(node);
    return next.type === "heading" && parent === root ? sectionOf(next) : linesOf(next);
  };

  const found: Array<Comment> = [];
  const pending: Array<readonly [Nodes, ReadonlyArray<Parents>]> = root.children
    .toReversed()
    .map((node) => [node, [root]] as const);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, above] = next;
    if (node.type === "html") {
      const start = offset(node, "start");
      for (const match of document.text.slice(start, offset(node, "end")).matchAll(comment)) {
        const from = start + match.index;
        const end = from + match[0].length;
        found.push({ start: from, end, text: match[1] ?? "", covered: covered(node, above) });
      }
    } else if ("children" in node) {
      for (const child of node.children.toReversed()) pending.push([child, [...above, node]]);
    }
  }
  return found;
};
