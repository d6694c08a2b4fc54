/** The links of a document: where each leads, and where it stands. */
import type { Definition, Nodes } from "mdast";
import type { ArtifactDocument } from "./ArtifactDocument.ts";
import type { SourceRange } from "./SourcePosition.ts";

export interface DocumentLink {
  readonly kind: "link" | "image" | "definition";
  /** As CommonMark reads it: entities and escapes resolved, percent signs kept. */
  readonly url: string;
  readonly range: SourceRange;
}

/** Links and images, by label too, and definitions that nothing refers to, in document order. */
export const linksOf = (document: ArtifactDocument): ReadonlyArray<DocumentLink> => {
  const shift = document.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const found: Array<Nodes> = [];
  const definitions = new Map<string, Definition>();
  const used = new Set<string>();
  const pending: Array<Nodes> = document.tree.children.toReversed();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "link" || node.type === "image") found.push(node);
    if (node.type === "linkReference" || node.type === "imageReference") {
      used.add(node.identifier);
      found.push(node);
    }
    if (node.type === "definition") {
      // Of two definitions of one label the first counts.
      if (!definitions.has(node.identifier)) definitions.set(node.identifier, node);
      found.push(node);
    }
    if ("children" in node) for (const child of node.children.toReversed()) pending.push(child);
  }
  return found.flatMap((node): ReadonlyArray<DocumentLink> => {
    const url =
      "url" in node ? node.url : "identifier" in node ? definitions.get(node.identifier)?.url : undefined;
    if (url === undefined || (node.type === "definition" && used.has(node.identifier))) return [];
    const { start, end } = node.position ?? {};
    const range = document.lines.range((start?.offset ?? 0) + shift, (end?.offset ?? 0) + shift);
    const kind = node.type === "definition" ? "definition" : node.type.startsWith("image") ? "image" : "link";
    return [{ kind, url, range }];
  });
};
