/**
 * The identifiers of one document: what it defines, what it refers to, and what it names of other
 * sessions. An identifier that opens a list entry, a heading or a table row names it, in a stage where its
 * kind is at home; anywhere else it refers. Code, comments, front matter and proposals to change another
 * session are not read.
 */
import type { Nodes } from "mdast";
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import { defaultIdentifiers, homeOf, type IdentifierKind, type IdentifierScheme } from "./Identifier.ts";
import {
  type Allowance,
  type Mention,
  mentionsIn,
  newAllowance,
  qualifiedIn,
  roughPlacesOf,
} from "./IdentifierForm.ts";
import { type ProseBlock, proseBlocksAt } from "./ProseBlock.ts";
import { outerSectionsOf } from "./SectionFingerprint.ts";
import { proposedSectionsOf } from "./SectionName.ts";
import type { SourceRange } from "./SourcePosition.ts";
import type { Stage } from "./Stage.ts";

export interface IdentifierDefinition {
  readonly id: string;
  readonly kind: IdentifierKind;
  /** Of the identifier. */
  readonly range: SourceRange;
  /** Of what it names: a list entry, a heading's section, a table row. */
  readonly item: SourceRange;
  /** The words behind it in one line, as a reader sees them, identifiers in brackets left out. */
  readonly title: string;
  /**
   * Identifiers that the item names, that of an item around it, and what items of its own kind name
   * that stand in it or around it: a part of a task serves what the task serves.
   */
  readonly refers: ReadonlyArray<string>;
  /** The title of the second-level section it stands in; empty where there is none. */
  readonly section: string;
  /** Of a list entry with a box; null for any other. */
  readonly checked: boolean | null;
  /** Struck out, or said to be dropped. */
  readonly dropped: boolean;
}

export interface IdentifierReference {
  readonly id: string;
  readonly kind: IdentifierKind;
  /** Of the identifier, or of the whole range it lies in. */
  readonly range: SourceRange;
  /** The identifier of the innermost item it stands in, if one is defined. */
  readonly from: string | null;
  /** Of the innermost list entry, heading or table row, else of the paragraph. */
  readonly block: SourceRange;
  /** The text that stands there, in one line, as a reader sees it. */
  readonly text: string;
  /** It opens its block. */
  readonly opens: boolean;
  /** False for what lies between the ends of a range. */
  readonly written: boolean;
}

export interface DocumentIdentifiers {
  readonly definitions: ReadonlyArray<IdentifierDefinition>;
  readonly references: ReadonlyArray<IdentifierReference>;
}

export interface QualifiedReference {
  readonly project: string;
  readonly session: string;
  readonly id: string;
  readonly kind: IdentifierKind;
  readonly range: SourceRange;
}

const none: DocumentIdentifiers = { definitions: [], references: [] };

const remembered = new WeakMap<
  ArtifactDocument,
  WeakMap<IdentifierScheme, Map<Stage, DocumentIdentifiers>>
>();

/** In document order. Computed once for each document, scheme and stage. */
export const identifiersOf = (
  document: ArtifactDocument,
  stage: Stage,
  scheme: IdentifierScheme = defaultIdentifiers,
): DocumentIdentifiers => {
  const bySchemes =
    remembered.get(document) ?? new WeakMap<IdentifierScheme, Map<Stage, DocumentIdentifiers>>();
  remembered.set(document, bySchemes);
  const byStage = bySchemes.get(scheme) ?? new Map<Stage, DocumentIdentifiers>();
  bySchemes.set(scheme, byStage);
  const known = byStage.get(stage);
  if (known !== undefined) return known;
  const found = readIdentifiers(document, stage, scheme);
  byStage.set(stage, found);
  return found;
};

/** Identifiers of other sessions, `shop/checkout#FR-1`, in prose and in code between backticks. */
export const qualifiedReferencesOf = (
  document: ArtifactDocument,
  scheme: IdentifierScheme = defaultIdentifiers,
): ReadonlyArray<QualifiedReference> => {
  const mentions = qualifiedIn(document.text, scheme);
  if (mentions.length === 0) return [];
  const shown = runsOf(document);
  let at = 0;
  return mentions.flatMap(({ start, end, ...mention }) => {
    // What ends in running text or in code between backticks stands there; the session's name may be read as markup.
    while (at < shown.length && (shown[at]?.end ?? 0) < end) at++;
    return (shown[at]?.start ?? Number.POSITIVE_INFINITY) < end
      ? [{ ...mention, range: document.lines.range(start, end) }]
      : [];
  });
};

/** Stretches of running text and of code between backticks, in order. */
const runsOf = (
  document: ArtifactDocument,
): ReadonlyArray<{ readonly start: number; readonly end: number }> => {
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const runs: Array<{ readonly start: number; readonly end: number }> = [];
  const pending: Array<Nodes> = document.tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "text" || node.type === "inlineCode") {
      const { start, end } = node.position ?? {};
      runs.push({ start: (start?.offset ?? 0) + shift, end: (end?.offset ?? 0) + shift });
    } else if ("children" in node) for (const child of node.children.toReversed()) pending.push(child);
  }
  return runs;
};

/** A mention with its place in the document and the block it stands in. */
interface Placed extends Mention {
  readonly block: ProseBlock;
  readonly from: number;
  readonly to: number;
  readonly opens: boolean;
  /** The first of several, as in `FR-1 and FR-2`. */
  readonly joined: boolean;
}

/** How plainly an opening identifier names its block; null where it does not. */
type Rank = 0 | 1 | 2;

const readIdentifiers = (
  document: ArtifactDocument,
  stage: Stage,
  scheme: IdentifierScheme,
): DocumentIdentifiers => {
  const rough = roughPlacesOf(document.text, scheme);
  if (rough.length === 0) return none;
  // What is proposed for another session speaks of that one's identifiers.
  const foreign = proposedSectionsOf(document).map(({ at }) => at);
  const places = rough.filter((place) => !foreign.some(({ start, end }) => start <= place && place < end));
  const allowance = newAllowance();
  const placed = proseBlocksAt(document, places).flatMap((block) => placedIn(block, scheme, allowance));
  const candidates = new Map<Placed, Rank>();
  for (const one of placed) {
    const rank = one.opens && isAtHome(one.kind, stage) ? rankOf(one) : null;
    if (rank !== null) candidates.set(one, rank);
  }
  const sectionAt = sectionFinder(document);
  const defining = chosen(candidates, sectionAt);
  return assemble({ document, scheme, placed, candidates, defining, sectionAt });
};

const isAtHome = (kind: IdentifierKind, stage: Stage): boolean => {
  const home = homeOf(kind);
  return home === null || home === stage;
};

/** An identifier stands in one piece of text: `FR-**1**` is none. */
const placedIn = (block: ProseBlock, scheme: IdentifierScheme, allowance: Allowance): ReadonlyArray<Placed> =>
  mentionsIn(block.inline.text, scheme, allowance).flatMap((mention, index, all): ReadonlyArray<Placed> => {
    const { inline } = block;
    const start = inline.pieceOf(mention.start, mention.written ? mention.end : mention.start + 1);
    const end = mention.written ? start : inline.pieceOf(mention.end - 1, mention.end);
    if (start === undefined || end === undefined) return [];
    const from = start.offset;
    const to = mention.written ? from + mention.end - mention.start : end.offset + 1;
    const opens = block.opens && index === 0 && /^\s*\[?$/.test(inline.text.slice(0, mention.start));
    const next = opens ? (all[index + 1]?.start ?? mention.end) : mention.end;
    const joined = joint.test(inline.text.slice(mention.end, next));
    return [{ ...mention, block, from, to, opens, joined }];
  });

const joint = /^(?:\s*[,;&/]\s*(?:(?:and|or|und|oder)\s+)?|\s+(?:and|or|und|oder|to|through|bis)\s+)$/;
const closing = /^\]?(?:\s*$|\s*[:.)\]–—(|[]|\s+-\s)/;

/** An entry that goes on as a sentence, `FR-1 depends on ...`, names something only where nothing else does. */
const rankOf = ({ block, start, end, ranged, joined }: Placed): Rank | null => {
  const { inline, kind, checked } = block;
  const piece = inline.pieceOf(start, end);
  const rest = inline.text.slice(end, end + 100);
  if (piece === undefined || piece.linked || ranged || joined) return null;
  if (kind === "row") return 1;
  return kind === "heading" || checked !== null || piece.bold || piece.struck || closing.test(rest) ? 0 : 2;
};

/**
 * Of equally plain ones all define, so that a number given twice is seen. A table or a sentence defines
 * what nothing else does, and only in the section where it is done first: a table further down looks back.
 */
const chosen = (
  candidates: ReadonlyMap<Placed, Rank>,
  sectionAt: (offset: number) => string,
): ReadonlySet<Placed> => {
  const best = new Map<string, { readonly rank: Rank; readonly section: string }>();
  for (const [one, rank] of candidates) {
    const known = best.get(one.id);
    if (known === undefined || rank < known.rank) best.set(one.id, { rank, section: sectionAt(one.from) });
  }
  const defining = new Set<Placed>();
  for (const [one, rank] of candidates) {
    const known = best.get(one.id);
    if (rank === known?.rank && (rank === 0 || sectionAt(one.from) === known.section)) defining.add(one);
  }
  return defining;
};

/** The section of an offset; offsets are asked in any order. */
const sectionFinder = (document: ArtifactDocument): ((offset: number) => string) => {
  const sections = outerSectionsOf(document);
  return (offset) => {
    let low = 0;
    let high = sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((sections[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return sections[low]?.section ?? "";
  };
};

interface Read {
  readonly document: ArtifactDocument;
  readonly scheme: IdentifierScheme;
  readonly placed: ReadonlyArray<Placed>;
  readonly candidates: ReadonlyMap<Placed, Rank>;
  readonly defining: ReadonlySet<Placed>;
  readonly sectionAt: (offset: number) => string;
}

/** An item while its contents are gathered. */
interface Item {
  readonly mark: Placed;
  readonly named: Set<string>;
  /** Items around it, the nearest first, as far as they count. */
  readonly around: ReadonlyArray<Item>;
}

/** How far out and in what an item names counts for another. */
const deepest = 8;

const assemble = (read: Read): DocumentIdentifiers => {
  const { document, placed, candidates, defining } = read;
  const ids = new Set([...defining].map((one) => one.id));
  const items = new Map<Placed, Item>();
  const firstOf = new Map<string, Item>();
  const open: Array<Item> = [];
  const owners = new Map<Placed, Item>();
  for (const one of placed) {
    while (open.length > 0 && (open.at(-1)?.mark.block.item.end ?? 0) <= one.from) open.pop();
    // A row that opens with what stands defined elsewhere here says more of it, as a table of coverage does.
    const restates = !defining.has(one) && candidates.get(one) === 1 && ids.has(one.id);
    if (defining.has(one) || restates) {
      const around = open.slice(-deepest).reverse();
      const item = { mark: one, named: new Set<string>(), around };
      open.push(item);
      if (!restates) items.set(one, item);
      if (!restates && !firstOf.has(one.id)) firstOf.set(one.id, item);
      if (restates && around[0] !== undefined) owners.set(one, around[0]);
      continue;
    }
    const inner = open.at(-1);
    if (inner === undefined) continue;
    inner.named.add(one.id);
    owners.set(one, inner);
  }
  // What was said of an item elsewhere counts for the item.
  for (const owner of owners.values()) {
    if (items.has(owner.mark)) continue;
    const target = firstOf.get(owner.mark.id);
    if (target !== undefined) for (const id of owner.named) target.named.add(id);
  }
  const refers = refersOf([...items.values()]);
  const definitions: Array<IdentifierDefinition> = [];
  const references: Array<IdentifierReference> = [];
  const texts = new Map<unknown, string>();
  const textOf = ({ inline, cells }: ProseBlock): string => {
    const key = cells.length === 0 ? inline : cells;
    const known = texts.get(key);
    if (known !== undefined) return known;
    const shown = cells.map((cell) => cell.plainFrom(0)).filter((cell) => cell !== "");
    const text = cells.length === 0 ? inline.plainFrom(0) : shown.join(" | ");
    texts.set(key, text);
    return text;
  };
  for (const one of placed) {
    const item = items.get(one);
    if (item !== undefined) {
      definitions.push(definitionOf(read, one, [...(refers.get(item) ?? [])]));
      continue;
    }
    references.push({
      id: one.id,
      kind: one.kind,
      range: document.lines.range(one.from, one.to),
      from: owners.get(one)?.mark.id ?? null,
      block: document.lines.range(one.block.span.start, one.block.span.end),
      // Most are never shown.
      get text() {
        return textOf(one.block);
      },
      opens: one.opens,
      written: one.written,
    });
  }
  return { definitions, references };
};

const refersOf = (items: ReadonlyArray<Item>): ReadonlyMap<Item, ReadonlySet<string>> => {
  const refers = new Map(items.map((item) => [item, new Set(item.named)]));
  for (const item of items) {
    const own = refers.get(item);
    for (const outer of item.around) {
      own?.add(outer.mark.id);
      if (outer.mark.kind !== item.mark.kind) continue;
      for (const id of outer.named) own?.add(id);
      const outside = refers.get(outer);
      for (const id of item.named) outside?.add(id);
    }
  }
  for (const [item, ids] of refers) ids.delete(item.mark.id);
  return refers;
};

const definitionOf = (
  { document, scheme, sectionAt }: Read,
  { id, kind, from, to, block, end, start }: Placed,
  refers: ReadonlyArray<string>,
): IdentifierDefinition => {
  const { inline, cells, item } = block;
  const own = titleOf(inline.plainFrom(end), scheme);
  const title = own === "" ? (cells[1]?.plainFrom(0) ?? "") : own;
  return {
    id,
    kind,
    range: document.lines.range(from, to),
    item: document.lines.range(item.start, item.end),
    title,
    refers,
    section: sectionAt(from),
    checked: block.checked,
    dropped:
      inline.pieceOf(start, end)?.struck === true ||
      inline.isStruckFrom(end) ||
      /^[([]?dropped(?![\p{L}\p{N}])/iu.test(title),
  };
};

const separators = /^[\s:.\])–—-]+/u;

/** Without what parts it from the identifier, and without brackets that hold nothing but identifiers. */
const titleOf = (rest: string, scheme: IdentifierScheme): string => {
  let title = rest.replace(separators, "");
  for (let group = bracketed(title); group !== ""; group = bracketed(title)) {
    const words = withoutIdentifiers(group.slice(1, -1), scheme);
    if (!/^(?:[\s,;&/]|and|or|und|oder)*$/.test(words) || words === group.slice(1, -1)) break;
    title = title.slice(group.length).replace(separators, "");
  }
  return title;
};

const bracketed = (text: string): string => /^(?:\([^()]{1,1000}\)|\[[^[\]]{1,1000}\])/.exec(text)?.[0] ?? "";

const withoutIdentifiers = (text: string, scheme: IdentifierScheme): string => {
  let kept = "";
  let at = 0;
  for (const { start, end } of mentionsIn(text, scheme)) {
    if (end <= at) continue;
    kept += text.slice(at, Math.max(at, start));
    at = end;
  }
  return kept + text.slice(at);
};
